"""What deciding changed: all who were decided about beside those held out at random.

Reads the followed renewals; gives rows of `HeldOutEffects`.
Who is held out is drawn by the customer, before anything is decided, so the two groups differ by chance and by the
decisions alone; everybody decided about counts, whether the decision was carried out or not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from kehu.backtesting.effects.clusters import ALL, NOTHING, clustered
from kehu.backtesting.effects.lists import finite
from kehu.statistics.ratios import Bounded, Sums, difference_of_amounts, difference_of_shares

Row = dict[str, Any]
LEAST_CUSTOMERS = 30  # of each group, before anything is called sure
MEASURED: dict[str, tuple[str, str, Callable[[Sums, Sums], Bounded]]] = {
    "renewal": ("one", "renewed", difference_of_shares),
    "loss_ratio": ("earned", "levelled", difference_of_amounts),
    "result": ("one", "result", difference_of_amounts),
}


def held_out_effects(followed: ir.Table) -> list[Row]:
    """One row a measure and line with renewals in both groups, all lines first."""
    rows = followed.mutate(one=1.0)
    return [
        _row(measure, line, *sums)
        for measure, (weight, amount, _) in MEASURED.items()
        for line, sums in _by_line(rows, weight, amount).items()
        if all(one.clusters > 1 for one in sums)
    ]


def _by_line(rows: ir.Table, weight: str, amount: str) -> dict[str, tuple[Sums, Sums]]:
    """The sums of those decided about, and of those held out, by line; `all` first."""
    sides = [
        clustered(side, weight=weight, amount=amount) | clustered(side, weight=weight, amount=amount, by="line")
        for side in (rows.filter(~rows.is_held_out), rows.filter(rows.is_held_out))
    ]
    lines = sorted({line for side in sides for line in side}, key=lambda line: (line != ALL, line))
    return {line: (sides[0].get(line, NOTHING), sides[1].get(line, NOTHING)) for line in lines}


def _row(measure: str, line: str, treated: Sums, other: Sums) -> Row:
    apart = MEASURED[measure][2](treated, other)
    return {
        "measure": measure,
        "line": line,
        "decided_count": int(treated.weight) if measure != "loss_ratio" else None,
        "held_out_count": int(other.weight) if measure != "loss_ratio" else None,
        "customer_count": treated.clusters,
        "held_out_customers": other.clusters,
        "decided": finite(treated.ratio),
        "held_out": finite(other.ratio),
        "effect": finite(apart.value),
        "lower": finite(apart.lower),
        "upper": finite(apart.upper),
        "is_sure": apart.is_sure and min(treated.clusters, other.clusters) >= LEAST_CUSTOMERS,
        "for_half": 4 * other.clusters,
    }
