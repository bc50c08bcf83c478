"""What came of each list, and of each class of price changes.

Reads the followed renewals; gives rows of `ListOutcomes` and `PriceOutcomes`.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.backtesting.effects.clusters import NOTHING, clustered
from kehu.statistics.ratios import Bounded, of_amounts, of_shares
from kehu.tables.decisions import LISTS

Row = dict[str, Any]
CUTS = (-0.15, -0.1, -0.05, -0.02, 0.02, 0.05, 0.1, 0.15)  # of the price offered over the expiring one
LEAST_DECIDED = 30  # renewals from which a class of price changes is told


def list_outcomes(followed: ir.Table, decisions: ir.Table) -> list[Row]:
    """One row a list that has renewals, in the order of `LISTS`."""
    on_list = {row["list"]: row["n"] for row in _counts(decisions)}
    means = followed.group_by("list").agg(
        carried_out_share=followed.is_carried_out.mean(),
        renewed_foretold=followed.foretold.mean(),
        expected=followed.expected.sum(),
        incurred=followed.incurred.sum(),
    )
    told = {row["list"]: row for row in means.to_pyarrow().to_pylist()}
    rows = followed.mutate(one=1.0)
    renewed, lost, gained = (
        clustered(rows, weight=weight, amount=amount, by="list")
        for weight, amount in (("one", "renewed"), ("earned", "levelled"), ("one", "result"))
    )
    found = []
    for name in (name for name in LISTS if on_list.get(name)):
        premium = lost.get(name, NOTHING).weight
        expected, incurred = (told.get(name, {}).get(each) for each in ("expected", "incurred"))
        found.append(
            {
                "list": name,
                "renewal_count": on_list[name],
                "decided_count": int(renewed.get(name, NOTHING).weight),
                "carried_out_share": told.get(name, {}).get("carried_out_share"),
                **_bounded("renewed_share", "renewed", of_shares(renewed.get(name, NOTHING))),
                "renewed_foretold": told.get(name, {}).get("renewed_foretold"),
                "earned_premium": premium,
                "loss_ratio": _over(incurred, premium),
                **_bounded("loss_ratio_levelled", "loss_ratio", of_amounts(lost.get(name, NOTHING))),
                "loss_ratio_foretold": _over(expected, premium),
                **_bounded("result", "result", of_amounts(gained.get(name, NOTHING))),
            }
        )
    return found


def price_outcomes(followed: ir.Table) -> list[Row]:
    """One row a class of price changes with enough renewals, from the largest cut on."""
    offered = followed.mutate(one=1.0, change=followed.log_change.exp() - 1).filter(followed.log_change.notnull())
    place = ibis.literal(1)
    for cut in CUTS:
        place += (offered.change >= cut).cast("int64")
    classed = offered.mutate(place=place.cast("string"))
    foretold = classed.group_by("place").agg(mean=classed.foretold.mean()).to_pyarrow().to_pylist()
    means = {row["place"]: row["mean"] for row in foretold}
    seen = clustered(classed, weight="one", amount="renewed", by="place")
    bounds = (None, *CUTS, None)
    return [
        {
            "place": number,
            "least_change": bounds[number - 1],
            "most_change": bounds[number],
            "decided_count": int(sums.weight),
            **_bounded("renewed_share", "renewed", of_shares(sums)),
            "renewed_foretold": means[str(number)],
        }
        for number, sums in sorted((int(name), sums) for name, sums in seen.items())
        if sums.weight >= LEAST_DECIDED
    ]


def _counts(decisions: ir.Table) -> list[Row]:
    counted: list[Row] = decisions.group_by("list").agg(n=decisions.count()).to_pyarrow().to_pylist()
    return counted


def _bounded(value: str, bounds: str, found: Bounded) -> Row:
    """An estimate and its bounds under their names."""
    return {value: finite(found.value), f"{bounds}_lower": finite(found.lower), f"{bounds}_upper": finite(found.upper)}


def _over(amount: float | None, premium: float) -> float | None:
    return amount / premium if amount is not None and premium > 0 else None


def finite(number: float) -> float | None:
    """A number, or nothing where there is none.

    >>> finite(0.5), finite(float("inf"))
    (0.5, None)
    """
    return number if abs(number) < float("inf") else None
