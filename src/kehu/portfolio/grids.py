"""The grid of risk and value by scope, how customers moved in it, and what the whole company's retention is worth.

Reads `customer_segments`, `customer_values`, `value_curves`, `segment_movements` and what is told of retention; gives
cells for every scope, and movements, points and curves of the whole company: those who left have no branch, and
retention is estimated of the whole book. A run of an earlier day that has not these tables gives nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

import ibis.expr.types as ir
import pyarrow.parquet as pq

from kehu.engines import Engine
from kehu.portfolio.curves import Curve, CurvePoint
from kehu.portfolio.trees import scopes_of
from kehu.stores.run_folders import RunFolder

Told = TypeVar("Told")
CELL = ("grade", "tier", "strategy")
AMOUNTS = ("annual_premium", "coming_result", "lifetime_value", "future_value")
VALUE_MEASURES = ("lifetime_value", "future_value", "coming_result")
SUBJECT, LINE = "customers", "all"


@dataclass(frozen=True)
class GridCell:
    """Customers of a risk grade and a tier of value; grade and tier are `none` where they are not known."""

    grade: str
    tier: str
    strategy: str | None
    customer_count: int
    annual_premium: Decimal
    coming_result: Decimal
    lifetime_value: Decimal
    future_value: Decimal


@dataclass(frozen=True)
class Movement:
    """Customers who came from a cell of the grid, or `new`, into another, or the same, or `left` or `merged`."""

    former_grade: str
    former_tier: str
    grade: str
    tier: str
    customer_count: int
    future_value: Decimal


@dataclass(frozen=True)
class RetentionPoint:
    """What points of retention bring in the year after the coming renewals: `kept` is `all` or `good`."""

    kept: str
    points: float
    retention: float
    next_result: Decimal
    gain: Decimal
    gain_lower: Decimal
    gain_upper: Decimal
    value_gain: Decimal


@dataclass(frozen=True)
class CohortYear:
    """The share of those who came in a year that is still here after so many; cohort 0 is all years together."""

    cohort: int
    year: int
    at_risk: int
    survival: float
    lower: float
    upper: float


def grid_cells(run: RunFolder, listed: ir.Table, *, engine: Engine) -> dict[str, tuple[GridCell, ...]]:
    """The cells of every scope that hold somebody, by grade and tier; `listed` are the customers with their branch."""
    paths = [run.table(name) for name in ("customer_segments", "customer_values")]
    if not all(path.is_file() for path in paths):
        return {}
    placed, values = (engine.read([path]) for path in paths)
    joined = placed.select("customer_id", *CELL).left_join(values.select("customer_id", *AMOUNTS), "customer_id")
    homes = listed.select("customer_id", branch=listed.branch.fill_null(""))
    known = joined.drop("customer_id_right").inner_join(homes, "customer_id")
    sums = known.group_by("branch", *CELL).agg(
        customer_count=known.count(), **{name: known[name].sum() for name in AMOUNTS}
    )
    return _rolled_up(sums.to_pyarrow().to_pylist())


def _rolled_up(rows: list[dict[str, Any]]) -> dict[str, tuple[GridCell, ...]]:
    found: dict[str, dict[tuple[Any, ...], list[Any]]] = defaultdict(dict)
    for row in rows:
        key = tuple(row[name] for name in CELL)
        for scope in scopes_of(row["branch"]):
            so_far = found[scope].setdefault(key, [0, *[Decimal("0.00")] * len(AMOUNTS)])
            for place, name in enumerate(("customer_count", *AMOUNTS)):
                so_far[place] += row[name] or 0
    return {
        scope: tuple(GridCell(*key, *cells[key]) for key in sorted(cells, key=str)) for scope, cells in found.items()
    }


def value_curves(run: RunFolder) -> tuple[Curve, ...]:
    """What the most valuable customers hold of lifetime value, of it with potential, and of the coming result."""
    path = run.table("value_curves")
    rows = pq.read_table(path, use_threads=False).sort_by("customer_share").to_pylist() if path.is_file() else []
    found: dict[str, list[CurvePoint]] = {name: [] for name in VALUE_MEASURES}
    for row in rows:
        share = row["amount_share"] if row["amount_share"] is not None else None
        point = CurvePoint(row["customer_share"], row["customer_count"], row["amount"], share)
        found[row["measure"]].append(point)
    return tuple(Curve(name, tuple(points)) for name, points in found.items() if points)


def movements(run: RunFolder) -> tuple[Movement, ...]:
    """How the whole company's customers moved since the run before; none where there was none."""
    return _rows(Movement, run, "segment_movements", ("former_tier", "former_grade", "tier", "grade"))


def retention_points(run: RunFolder) -> tuple[RetentionPoint, ...]:
    """What points of retention are worth in the whole book."""
    return _rows(RetentionPoint, run, "retention_profits", ("kept", "points"))


def cohort_years(run: RunFolder) -> tuple[CohortYear, ...]:
    """How many customers of each year of arrival are still here, as far as somebody was there to be seen.

    A year of life that had not ended by the run's date has been seen of nobody, whatever stands in the table.
    """
    of_customers = [("subject", "=", SUBJECT), ("line", "=", LINE), ("at_risk", ">", 0)]
    found = _rows(CohortYear, run, "retention_curves", ("cohort", "year"), of_customers)
    return tuple(one for one in found if one.cohort + one.year <= run.as_of.year) if found else ()


def _rows(
    kind: type[Told],
    run: RunFolder,
    name: str,
    order: tuple[str, ...],
    chosen: list[tuple[str, str, Any]] | None = None,
) -> tuple[Told, ...]:
    """The rows of a small table as values of a kind, whole ones only."""
    path = run.table(name)
    if not path.is_file():
        return ()
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    rows = pq.read_table(path, columns=names, filters=chosen, use_threads=False).to_pylist()
    whole = [row for row in rows if None not in row.values()]
    return tuple(kind(**row) for row in sorted(whole, key=lambda row: tuple(row[one] for one in order)))
