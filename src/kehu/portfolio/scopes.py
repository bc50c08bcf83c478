"""The portfolio of the whole company and of every branch: what a manager sees of the customers who belong there.

Reads `accounts`, `customers`, `customer_results` and the dossiers' terms; gives a `ScopedPortfolio` for every scope. A
scope holds the customers whose home branch lies in it, each with the whole account, so that the book by customer, the
book by line and the list of customers add up to one total, to the cent. Since a customer belongs to one branch only,
counts and amounts of a branch are the sums of those below it: the engine sums by branch, and the tree is added up here.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.portfolio.counts import Counts, counted
from kehu.portfolio.curves import Curve
from kehu.portfolio.figures import AMOUNTS, COUNTS, Figures, Group, figures_of
from kehu.portfolio.grids import (
    CohortYear,
    GridCell,
    Movement,
    RetentionPoint,
    cohort_years,
    grid_cells,
    movements,
    retention_points,
    value_curves,
)
from kehu.portfolio.listings import places
from kehu.portfolio.renewals import RenewalsDue, renewals_due
from kehu.portfolio.scoped_curves import scoped_curves
from kehu.portfolio.trees import scopes_of
from kehu.stores.run_folders import RunFolder

Row = Mapping[str, Any]
GROUPED = {
    "lines": ("line",),
    "years": ("year",),
    "channels": ("channel",),
    "kinds": ("kind",),
    "tiers": ("tier",),
    "lines_by_year": ("line", "year"),
}
IN_ORDER = {"years", "tiers", "lines_by_year"}
SUMMED = ("customer_count", *COUNTS, *AMOUNTS)


@dataclass(frozen=True)
class ScopedPortfolio:
    """The book of the customers of a branch with all below it; `scope` "" is the whole company.

    `branches` are the parts directly below, each with all below it; customers of the scope's own branch stand under
    its own path there. Groups are in the order of their result, the best first; years and tiers in their own order.
    `value_curves`, `movements`, `retention` and `cohorts` are known of the whole company only.
    """

    scope: str
    run: str
    as_of: datetime.date
    currency: str
    counts: Counts
    figures: Figures
    lines: tuple[Group, ...]
    years: tuple[Group, ...]
    channels: tuple[Group, ...]
    kinds: tuple[Group, ...]
    tiers: tuple[Group, ...]
    lines_by_year: tuple[Group, ...]
    branches: tuple[Group, ...]
    curves: tuple[Curve, ...]
    renewals: tuple[RenewalsDue, ...]
    grid: tuple[GridCell, ...]
    value_curves: tuple[Curve, ...]
    movements: tuple[Movement, ...]
    retention: tuple[RetentionPoint, ...]
    cohorts: tuple[CohortYear, ...]


def scoped_portfolios(run: RunFolder, *, engine: Engine) -> Iterator[ScopedPortfolio]:
    """The portfolio of every scope: the whole company first, then the tree of branches in its order."""
    manifest = run.manifest
    listed = engine.keep(places(run, engine=engine))
    cells = _cells(run, listed, engine)
    counts = counted(listed)
    sums = {name: rolled_up(_grouped(cells, keys), keys) for name, keys in {"total": (), **GROUPED}.items()}
    curves = scoped_curves(listed, scopes=list(counts), engine=engine)
    due = renewals_due(run, listed, engine=engine)
    placed = grid_cells(run, listed, engine=engine)
    for scope in sorted(counts, key=lambda path: path.split("/") if path else []):
        yield ScopedPortfolio(
            scope=scope,
            run=run.label,
            as_of=run.as_of,
            currency=manifest["parameters"]["currency"],
            counts=counts[scope],
            figures=figures_of(sums["total"].get(scope, {}).get((), {})),
            **{name: _groups(sums[name].get(scope, {}), is_in_order=name in IN_ORDER) for name in GROUPED},
            branches=_branches(scope, sums["total"]),
            curves=curves[scope],
            renewals=due.get(scope, ()),
            grid=placed.get(scope, ()),
            value_curves=value_curves(run) if scope == "" else (),
            movements=movements(run) if scope == "" else (),
            retention=retention_points(run) if scope == "" else (),
            cohorts=cohort_years(run) if scope == "" else (),
        )


def rolled_up(rows: Iterable[Row], keys: tuple[str, ...]) -> dict[str, dict[tuple[str, ...], dict[str, Any]]]:
    """Sums by scope and keys, from sums by home branch and keys.

    >>> rows = [{"branch": "HQ/A", "earned_premium": 2}, {"branch": "HQ/B", "earned_premium": 3}]
    >>> {scope: found[()]["earned_premium"] for scope, found in rolled_up(rows, ()).items()}
    {'': 5, 'HQ': 5, 'HQ/A': 2, 'HQ/B': 3}
    """
    sums: dict[str, dict[tuple[str, ...], dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        key = tuple(str(row[name]) for name in keys)
        for scope in scopes_of(row["branch"]):
            so_far = sums[scope].setdefault(key, dict.fromkeys(SUMMED, 0))
            for name in SUMMED:
                so_far[name] += row.get(name) or 0
    return dict(sums)


def _cells(run: RunFolder, listed: ir.Table, engine: Engine) -> ir.Table:
    """The accounts, each with what is known of its customer."""
    accounts = engine.read([run.table("accounts")]).drop("branch")
    who = listed.select("customer_id", "kind", "tier", branch=listed.branch.fill_null(""))
    return accounts.inner_join(who, "customer_id")


def _grouped(cells: ir.Table, keys: tuple[str, ...]) -> list[Row]:
    """Sums by home branch and keys; a customer counts once in each."""
    sums = {name: cells[name].sum() for name in (*COUNTS, *AMOUNTS)}
    grouped = cells.group_by("branch", *keys).agg(customer_count=cells.customer_id.nunique(), **sums)
    rows: list[Row] = grouped.to_pyarrow().to_pylist()
    return rows


def _groups(sums: Mapping[tuple[str, ...], Row], *, is_in_order: bool) -> tuple[Group, ...]:
    groups = [Group(keys, figures_of(row)) for keys, row in sums.items()]
    if is_in_order:
        return tuple(sorted(groups, key=lambda group: group.keys))
    return tuple(sorted(groups, key=lambda group: (-group.figures.result, group.keys)))


def _branches(scope: str, totals: Mapping[str, Mapping[tuple[str, ...], Row]]) -> tuple[Group, ...]:
    """The branches directly below a scope, by result."""
    depth = len(scopes_of(scope))
    below = {path: found[()] for path, found in totals.items() if path and len(scopes_of(path)) == depth + 1}
    own = {path: row for path, row in below.items() if scope in ("", path.rpartition("/")[0])}
    return _groups({(path,): row for path, row in own.items()}, is_in_order=False)
