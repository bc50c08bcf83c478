"""The factors of a line's renewal model: which are worth a table, in which bins, and why the others are left out.

Reads the decided occasions of a line and the factor tables as of a date; gives rows with the line's declared factors
beside, and binnings proposed from the data.
A declared factor counts only where it was known by the judged day. Prices go one way: a dearer offer is never taken
more willingly, and what history says against that is chance or confounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.parameters import Exposure
from kehu.stages.retention.features import FEATURES, PRICE
from kehu.statistics.rating.bins import Binning, Direction, number
from kehu.statistics.rating.proposing import coarsened, propose
from kehu.tables import Snapshot

EMPTY, CONSTANT, NO_CLOSINGS = "hardly ever filled", "hardly ever differs", "the source closes no claim"
OF_CLOSINGS = ("open_claims", "slow_claims")
GOES: dict[str, Direction] = {PRICE: "down", "slow_claims": "down"}
MOST_BINS = 20
LEAST_SHARE = 0.005  # of the occasions, behind a bin of whole numbers or a code


@dataclass(frozen=True)
class Choice:
    """Binnings of the factors of a model, and the factors left out with the reason of each."""

    binnings: tuple[Binning, ...]
    left_out: tuple[tuple[str, str], ...]


def factor_tables(*, occasions: ir.Table, snapshot: Snapshot, line: str) -> tuple[str, ...]:
    """Names of the factor tables that have terms of a line, whatever they are called."""
    terms = occasions.filter(occasions.line == line).select("term_id")
    found = {name: snapshot[name].semi_join(terms, "term_id").limit(1) for name in snapshot.lines_with_factors}
    return tuple(name for name, rows in found.items() if rows.to_pyarrow().num_rows)


def with_factors(*, occasions: ir.Table, snapshot: Snapshot, tables: Sequence[str]) -> ir.Table:
    """The occasions with the columns of some factor tables; a name that is taken becomes `declared_<name>`."""
    rows = occasions
    for table in tables:
        factors = snapshot[table]
        names = {_free(name, rows): name for name in factors.columns if name not in ("term_id", "known_date")}
        joined = rows.left_join(factors.rename(names | {"factors_known_date": "known_date"}), "term_id")
        in_time = joined.factors_known_date <= joined.judged_date
        seen = {name: ibis.ifelse(in_time, joined[name], ibis.null(joined[name].type())) for name in names}
        rows = joined.select(*rows.columns, **seen)
    return rows


def choose(*, rows: ir.Table, names: Sequence[str], has_closings: bool, parameters: Exposure) -> Choice:
    """Judge the factors on the rows that a model is fitted on, and propose bins for those that stay."""
    binnings, left_out = [], []
    for name in names:
        found = rows.group_by(value=rows[name]).agg(weight=rows.count()).to_pyarrow()
        values, weights = _plain(found["value"].to_pylist()), found["weight"].to_pylist()
        reason = NO_CLOSINGS if name in OF_CLOSINGS and not has_closings else _fault(values, weights, parameters)
        if reason:
            left_out.append((name, reason))
            continue
        proposed = propose(name, values, weights, least_share=LEAST_SHARE, monotone=GOES.get(name))
        binnings.append(_coarse(proposed, rows))
    return Choice(tuple(binnings), tuple(left_out))


def names_of(declared: Sequence[str], *, is_shared: bool) -> tuple[str, ...]:
    """The factors that a model may use: a shared one knows the line, and no line's own factors.

    >>> names_of(["fuel"], is_shared=False)[-2:], names_of((), is_shared=True)[-1]
    (('was_referred', 'fuel'), 'line')
    """
    return (*FEATURES, "line") if is_shared else (*FEATURES, *declared)


def _free(name: str, rows: ir.Table) -> str:
    return f"declared_{name}" if name in rows.columns else name


def _plain(values: list[object]) -> list[object]:
    """Decimals as numbers; texts, flags and numbers as they are."""
    return [value if value is None or isinstance(value, str | bool | int) else float(value) for value in values]  # type: ignore[arg-type]


def _fault(values: list[object], weights: list[float], parameters: Exposure) -> str:
    whole = sum(weights)
    known = [weight for value, weight in zip(values, weights, strict=True) if value is not None]
    if sum(known) < max(parameters.least_filled * whole, 1):
        return EMPTY
    return CONSTANT if max(known) > (1 - parameters.least_varied) * sum(known) else ""


def _coarse(binning: Binning, rows: ir.Table) -> Binning:
    """At most so many bins: a table stays one that a person reads, and cells stay fewer than rows."""
    if binning.count - 1 <= MOST_BINS:
        return binning
    placed = rows.select(place=number(rows[binning.factor], binning))
    weights = [0.0] * binning.count
    for row in placed.group_by("place").agg(weight=placed.count()).to_pyarrow().to_pylist():
        weights[row["place"]] = float(row["weight"])
    return coarsened(binning, weights, at_most=MOST_BINS)
