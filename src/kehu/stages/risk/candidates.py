"""Rating factors that a model of a line may use, with those left out and why.

Reads exposure rows and the factor tables as of a date; gives a line's rows with its declared factors beside, and one
`Candidate` a factor.
A factor table is a line's where it has the line's terms, whatever its name: two covers of one vehicle share one.
Declared factors come first; derived ones are those that any book has.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.parameters import Exposure
from kehu.statistics.apportionment import total
from kehu.tables import Snapshot

NUMBERS = ("policyholder_age", "licence_years", "policy_years", "other_policies", "other_lines", "sum_insured")
DERIVED = (*NUMBERS, "deductible", "product", "channel", "region", "kind", "industry")
NEARLY_EMPTY, NEARLY_CONSTANT = "hardly ever filled", "hardly ever differs"


@dataclass(frozen=True)
class Candidate:
    """A factor of a line: `kind` is "number" or "code", `reason` says why it is left out (empty where it is not).

    `filled_share` is the share of the line's terms with a value; `usual_share` that of the most frequent among those.
    """

    name: str
    kind: str
    is_declared: bool
    filled_share: float
    usual_share: float
    reason: str


def rows_of_line(*, exposure: ir.Table, snapshot: Snapshot, line: str) -> ir.Table:
    """The exposure rows of a line with its declared factors, a factor of a name that is taken as `declared_<name>`."""
    rows = exposure.filter(exposure.line == line)
    for table in factor_tables(exposure=exposure, snapshot=snapshot, line=line):
        factors = snapshot[table].drop("known_date")
        taken = {f"declared_{name}": name for name in factors.columns if name in rows.columns and name != "term_id"}
        renamed = factors.rename(taken) if taken else factors
        rows = rows.left_join(renamed, "term_id").drop("term_id_right")
    return rows


def factor_tables(*, exposure: ir.Table, snapshot: Snapshot, line: str) -> tuple[str, ...]:
    """Names of the factor tables that have terms of a line."""
    terms = exposure.filter(exposure.line == line).select("term_id")
    found = {name: snapshot[name].semi_join(terms, "term_id").limit(1) for name in snapshot.lines_with_factors}
    return tuple(name for name, rows in found.items() if rows.to_pyarrow().num_rows)


def candidates(*, rows: ir.Table, exposure: ir.Table, parameters: Exposure) -> tuple[Candidate, ...]:
    """The factors of the rows of one line, as `rows_of_line` gives them: declared ones, then derived ones."""
    declared = [name for name in rows.columns if name not in exposure.columns]
    return tuple(
        _judged(rows, name, is_declared=name in declared, parameters=parameters) for name in [*declared, *DERIVED]
    )


def _judged(rows: ir.Table, name: str, *, is_declared: bool, parameters: Exposure) -> Candidate:
    values = rows.group_by(value=rows[name]).agg(terms=rows.count())
    known = values.value.notnull()
    (counts,) = (
        values.agg(
            terms=total(values.terms),
            filled=total(ibis.ifelse(known, values.terms, 0)),
            usual=ibis.ifelse(known, values.terms, 0).max(),
        )
        .to_pyarrow()
        .to_pylist()
    )
    terms, filled, usual = (counts[key] or 0 for key in ("terms", "filled", "usual"))
    filled_share, usual_share = filled / terms if terms else 0.0, usual / filled if filled else 1.0
    reason = NEARLY_EMPTY if filled_share < parameters.least_filled or not filled else ""
    if not reason and usual_share > 1 - parameters.least_varied:
        reason = NEARLY_CONSTANT
    kind = "number" if rows[name].type().is_numeric() else "code"
    return Candidate(name, kind, is_declared, filled_share, usual_share, reason)
