"""Triangles of claims: when what is known of them became known, by line, period of occurrence and age.

Reads `claims`, `claim_movements`, `policies` as of a date; gives arrays of increments, origin 0 the youngest period.
Periods are counted back from the as-of date, so that every period is whole; what was known at an age comes from the
dates on which reports and movements became known, never from today's amounts.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.parameters import Development
from kehu.stages.risk.ages import months_old
from kehu.stages.risk.losses import UNKNOWN
from kehu.statistics.apportionment import in_cents
from kehu.statistics.development import Floats
from kehu.tables import Snapshot

WIDTHS = (1, 3, 12)  # months: periods are months, quarters or years


@dataclass(frozen=True)
class Triangles:
    """Increments by line, origin and age, in periods of `months`; amounts in cents, of claims with movements only.

    `history` is the share of each line's claims whose amounts have movements; `effective_claims` how many claims of one
    size would tell as much as its amounts do, (Σx)² / Σx².
    """

    lines: tuple[str, ...]
    months: int
    counts: Floats
    amounts: Floats
    history: Floats
    effective_claims: Floats


def triangles(*, snapshot: Snapshot, parameters: Development) -> Triangles:
    """The triangles of every line that has policies or claims, up to the longest age."""
    counted, moved = _counted(snapshot).to_pyarrow(), _moved(snapshot).to_pyarrow()
    cells = {"counts": counted.to_pydict(), "amounts": moved.to_pydict()}
    lines = _lines(snapshot, cells["counts"]["line"])
    months = _width(cells["counts"], parameters=parameters)
    oldest = max(cells["counts"]["origin_months"], default=0)
    periods = min(oldest, parameters.longest_age_months - 1) // months + 1
    arrays = {
        name: _array(given, value=name.removesuffix("s"), lines=lines, months=months, periods=periods)
        for name, given in cells.items()
    }
    return Triangles(lines, months, **arrays, **_evidence(snapshot, lines))


def _counted(snapshot: Snapshot) -> ir.Table:
    """Claims by line, months since they occurred and months since the insurer knew of them."""
    claims = _with_line(snapshot)
    seen = ibis.greatest(claims.reported_date, claims.known_date)
    placed = _placed(claims, seen=seen, as_of=snapshot.as_of, count=claims.claim_count.fill_null(1))
    return placed.group_by("line", "origin_months", "seen_months").agg(count=placed["count"].sum().cast("float64"))


def _moved(snapshot: Snapshot) -> ir.Table:
    """Changes of paid and outstanding amounts by line, months since the claim occurred and months since the change."""
    claims = _with_line(snapshot).select("claim_id", "line", "occurred_date")
    moves = snapshot["claim_movements"].inner_join(claims, "claim_id")
    change = in_cents(moves.paid_change).fill_null(0) + in_cents(moves.outstanding_change).fill_null(0)
    placed = _placed(moves, seen=moves.known_date, as_of=snapshot.as_of, amount=change)
    return placed.group_by("line", "origin_months", "seen_months").agg(amount=placed.amount.sum().cast("float64"))


def _with_line(snapshot: Snapshot) -> ir.Table:
    claims, policies = snapshot["claims"], snapshot["policies"].select("policy_id", "line")
    told = claims.left_join(policies, "policy_id").drop("policy_id_right")
    return told.mutate(line=told.line.fill_null(UNKNOWN))


def _placed(rows: ir.Table, *, seen: ir.DateValue, as_of: datetime.date, **value: ir.NumericValue) -> ir.Table:
    """Rows with their months of origin and of being seen; nothing is seen before it occurs."""
    origin = months_old(rows.occurred_date, as_of=as_of)
    return rows.select(
        "line", origin_months=origin, seen_months=ibis.least(months_old(seen, as_of=as_of), origin), **value
    )


def _lines(snapshot: Snapshot, of_claims: list[str]) -> tuple[str, ...]:
    held = snapshot["policies"].select("line").distinct().to_pyarrow()["line"].to_pylist()
    return tuple(sorted({line for line in [*held, *of_claims] if line is not None}))


def _width(counted: Mapping[str, list[float]], *, parameters: Development) -> int:
    """The shortest period of which an average one has enough claims; years where none has."""
    total, months = sum(counted["count"]), max(counted["origin_months"], default=0) + 1
    wide = [width for width in WIDTHS if total * width / months >= parameters.claims_each_period]
    return min(wide, default=WIDTHS[-1])


def _array(given: Mapping[str, list[Any]], *, value: str, lines: tuple[str, ...], months: int, periods: int) -> Floats:
    """Increments by line, origin and age, in periods; older origins are left out."""
    line = np.array([lines.index(name) for name in given["line"]], dtype=np.int64)
    origin = np.array(given["origin_months"], dtype=np.int64) // months
    age = origin - np.array(given["seen_months"], dtype=np.int64) // months
    made = np.zeros((len(lines), periods, periods))
    young = origin < periods
    np.add.at(made, (line[young], origin[young], age[young]), np.array(given[value], dtype=np.float64)[young])
    return made


def _evidence(snapshot: Snapshot, lines: tuple[str, ...]) -> Mapping[str, Floats]:
    """What each line's amounts tell: see `Triangles`; 0 where there are no claims."""
    claims = _with_line(snapshot)
    amount = claims.paid.fill_null(0).cast("float64") + claims.outstanding.fill_null(0).cast("float64")
    told = claims.select("claim_id", "line", amount=amount)
    moved = snapshot["claim_movements"].select("claim_id").distinct().mutate(is_moved=ibis.literal(1))
    joined = told.left_join(moved, "claim_id")
    sums = joined.group_by("line").agg(
        history=joined.is_moved.fill_null(0).mean(), amount=joined.amount.sum(), square=(joined.amount**2).sum()
    )
    found = {row["line"]: row for row in sums.to_pyarrow().to_pylist()}
    by_line = [found.get(line, {"history": 0.0, "amount": 0.0, "square": 0.0}) for line in lines]
    effective = [row["amount"] ** 2 / row["square"] if row["square"] else 0.0 for row in by_line]
    return {"history": np.array([row["history"] for row in by_line]), "effective_claims": np.array(effective)}
