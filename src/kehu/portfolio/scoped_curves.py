"""The concentration curves of every scope: what the best and the largest customers of a branch bring of its whole.

Reads the listed customers; gives the same curves as the whole book's (`stages/concentration.py`), drawn once for each
depth of the tree of branches, so that the work grows with the depth of the tree and not with the number of branches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.portfolio.curves import MEASURES, Curve, CurvePoint

POINTS = 100
Drawn = dict[int, tuple[Decimal, int]]


def scoped_curves(listed: ir.Table, *, scopes: Sequence[str], engine: Engine) -> dict[str, tuple[Curve, ...]]:
    """The curves of result, premium and claims of each scope; customers without an account are not among them."""
    ranked = listed.filter(listed["rank"].notnull())
    depths = sorted({len(scope.split("/")) if scope else 0 for scope in scopes})
    drawn: dict[tuple[str, str], Drawn] = defaultdict(dict)
    for depth in depths:
        scoped = engine.keep(_in_scope(ranked, depth))
        for measure in MEASURES:
            for row in _classes(scoped, measure):
                drawn[row["scope"], measure][row["point"]] = (row["amount"], row["last"])
        engine.discard(scoped)
    return {scope: tuple(Curve(name, points(drawn.get((scope, name), {}))) for name in MEASURES) for scope in scopes}


def points(classes: Drawn) -> tuple[CurvePoint, ...]:
    """The points of a curve from its classes: class, sum of the class, customers up to its end.

    >>> points({1: (Decimal(3), 1), 100: (Decimal(1), 2)})[-1]
    CurvePoint(customer_share=1.0, customer_count=2, amount=Decimal('4.00'), amount_share=1.0)
    """
    whole = sum((amount for amount, _ in classes.values()), Decimal(0))
    so_far, count, found = Decimal(0), 0, []
    for point in range(1, POINTS + 1) if classes else ():
        amount, last = classes.get(point, (Decimal(0), count))
        so_far, count = so_far + amount, max(count, last)
        share = float(so_far / whole) if whole > 0 else None
        found.append(CurvePoint(point / POINTS, count, so_far.quantize(Decimal("0.01")), share))
    return tuple(found)


def _in_scope(ranked: ir.Table, depth: int) -> ir.Table:
    """The customers with their scope at a depth of the tree; those whose branch lies higher are left out."""
    parts = ranked.branch.fill_null("").split("/")
    scope = ibis.literal("") if depth == 0 else parts[:depth].join("/")
    deep_enough = ibis.literal(True) if depth == 0 else parts.length() >= depth
    scoped = ranked.filter(deep_enough).select(*MEASURES, scope=scope)
    return scoped if depth == 0 else scoped.filter(scoped.scope != "")


def _classes(scoped: ir.Table, measure: str) -> list[dict[str, Any]]:
    """The sum and the last place of each of a hundred classes by rank, by scope."""
    ordered = scoped.select(
        "scope",
        amount=scoped[measure],
        before=ibis.row_number().over(group_by="scope", order_by=ibis.desc(scoped[measure])),
        count=scoped.count().over(group_by="scope"),
    )
    classed = ordered.mutate(point=(ordered.before * POINTS / ordered["count"]).floor().cast("int64") + 1)
    sums = classed.group_by("scope", "point").agg(amount=classed.amount.sum(), last=classed.before.max() + 1)
    rows: list[dict[str, Any]] = sums.to_pyarrow().to_pylist()
    return rows
