"""What every group brought of a line, and how far that is believed.

Reads experience and levels; gives `Group`s by line and rule. Every way of telling customers apart, by one fact or two,
is a collective of its own: how much its groups differ beyond chance says how far each is believed (Bühlmann and Straub
1970, over calendar years). That is heard only as far as the group's claims go: a few large ones make any small group
look different, so no more is believed than the square root of its effective claims, (Σx)²/Σx², over those for full
belief (limited fluctuation).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np

from kehu.stages.markets.rules import GROUPINGS, UNKNOWN, Rule
from kehu.statistics.credibility.buhlmann_straub import Segments, estimates, structure

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """A group's experience with a line: premium, loss ratio, and what is believed of it."""

    line: str
    rule: Rule
    holders: int
    premium: float
    loss_ratio: float
    credibility: float
    believed: float


def groups(experience: ir.Table, levels: ir.Table, *, claims_for_full: float) -> list[Group]:
    """All groups of all lines by one fact and by two, whose facts are known."""
    joined = experience.inner_join(levels.drop("lines"), "customer_id")
    found: list[Group] = []
    for grouping in GROUPINGS:
        known = joined
        for fact in grouping:
            known = known.filter(known[fact] != UNKNOWN)
        rows = summed_by(known, grouping)
        found += [
            group
            for line in sorted({row["line"] for row in rows})
            for group in _of_line(rows, line, grouping, claims_for_full)
        ]
    return found


def summed_by(experience: ir.Table, by: Iterable[str]) -> list[Row]:
    """Premium, claims and holders by line, some columns and year."""
    names = tuple(by)
    rows: list[Row] = (
        experience.group_by("line", *names, "year")
        .agg(
            premium=experience.earned_premium.sum(),
            claims=experience.claims.sum(),
            squares=(experience.claims * experience.claims).sum(),
            holders=experience.customer_id.nunique(),
        )
        .order_by("line", *names, "year")
        .to_pyarrow()
        .to_pylist()
    )
    return rows


def believed(
    rows: Iterable[Row], by: tuple[str, ...], *, claims_for_full: float
) -> dict[tuple[str, ...], tuple[float, float, float, float]]:
    """For each group of a line: premium, loss ratio, credibility, and the ratio that is believed."""
    years: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["premium"] > 0:
            years[tuple(row[name] for name in by)].append(row)
    if not years:
        return {}
    weight, claims = (
        np.array([sum(row[name] for row in each) for each in years.values()]) for name in ("premium", "claims")
    )
    mean, periods = claims / weight, np.array([len(each) for each in years.values()], np.float64)
    spread = np.array(
        [
            sum(row["premium"] * (row["claims"] / row["premium"] - own) ** 2 for row in each)
            for each, own in zip(years.values(), mean, strict=True)
        ]
    )
    squares = np.array([sum(row["squares"] for row in each) for each in years.values()])
    trust = np.minimum(
        _credibility(Segments(weight, mean, spread, periods, np.zeros(len(mean), np.int64))),
        np.sqrt(np.minimum(claims**2 / np.where(squares > 0, squares, np.inf) / claims_for_full, 1.0)),
    )
    whole = float(claims.sum() / weight.sum())
    ratio = whole + trust * (mean - whole)
    columns = (weight.tolist(), mean.tolist(), trust.tolist(), ratio.tolist())
    return dict(zip(years, zip(*columns, strict=True), strict=True))


def _credibility(segments: Segments) -> Any:
    """The credibility of each; with one year only, or without a claim, nothing of its own is believed."""
    if len(segments.mean) < 2 or (segments.periods > 1).sum() == 0 or not segments.mean.any():
        return np.zeros(len(segments.mean))
    return estimates(segments, structure=structure(segments)).segment_credibility


def _of_line(rows: Iterable[Row], line: str, grouping: tuple[str, ...], claims_for_full: float) -> list[Group]:
    own = [row for row in rows if row["line"] == line]
    holders: dict[tuple[str, ...], int] = defaultdict(int)
    for row in own:
        key = tuple(row[name] for name in grouping)
        holders[key] = max(holders[key], row["holders"])
    return [
        Group(line, tuple(zip(grouping, key, strict=True)), holders[key], *figures)
        for key, figures in believed(own, grouping, claims_for_full=claims_for_full).items()
    ]
