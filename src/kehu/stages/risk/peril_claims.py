"""Claims of a line by peril: those that have claims enough for models, each by itself, and the others together.

Reads claims with their developed and capped amounts; gives what is known of each peril, and its claims by term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.assumptions import Rating

OTHER = "other"
AMOUNTS = ("claim_count", "capped_incurred")


@dataclass(frozen=True)
class PerilKnown:
    """A peril or several together: how many claims of terms that have begun, and what they cost (cents, developed)."""

    peril: str
    sources: tuple[str, ...]
    claim_count: float
    developed_incurred: float


@dataclass(frozen=True)
class PerilClaims:
    """The perils of a line, the most frequent first, and a row a term with claims: a column a peril and amount."""

    perils: tuple[PerilKnown, ...]
    by_term: ir.Table

    def joined(self, rows: ir.Table) -> ir.Table:
        """Rows of terms with the columns of every peril, 0 where a term has no such claim."""
        if not self.perils:
            return rows
        columns = [name for name in self.by_term.columns if name != "term_id"]
        joined = rows.left_join(self.by_term, "term_id").drop("term_id_right")
        return joined.fill_null(dict.fromkeys(columns, 0.0))


def column(amount: str, number: int) -> str:
    """The column of an amount of the peril of a number; no source gives a factor such a name.

    >>> column("claim_count", 2)
    '__claim_count_2'
    """
    return f"__{amount}_{number}"


def perils_of_line(*, claims: ir.Table, line: str, rating: Rating) -> PerilClaims:
    """The perils of a line that are told apart; none where it has one, or too few claims for tables.

    A peril with fewer claims than `least_claims`, or beyond the `most_perils` most frequent, goes to `other`.
    """
    tied = claims.filter(claims.term_id.notnull() & (claims.line == line))
    sums = tied.group_by("peril").agg(count=tied.claim_count.sum(), cost=tied.developed_incurred.sum())
    rows = sums.order_by(sums["count"].desc(), sums.peril).to_pyarrow().to_pylist()
    known = [PerilKnown(row["peril"], (row["peril"],), float(row["count"]), float(row["cost"] or 0.0)) for row in rows]
    perils = _told_apart(known, rating)
    by_term = tied.group_by("term_id").agg(
        **{
            column(amount, number): ibis.ifelse(tied.peril.isin(each.sources), tied[amount], 0).cast("float64").sum()
            for number, each in enumerate(perils)
            for amount in AMOUNTS
        }
    )
    return PerilClaims(perils, by_term)


def _told_apart(known: Sequence[PerilKnown], rating: Rating) -> tuple[PerilKnown, ...]:
    """The perils with models of their own, and the rest as one."""
    if sum(each.claim_count for each in known) < rating.least_claims:
        return ()
    own = [each for each in known if each.claim_count >= rating.least_claims and each.peril != OTHER]
    own = own[: rating.most_perils]
    rest = [each for each in known if each not in own and each.claim_count > 0]
    found = (*own, *_as_one(rest))
    return found if len(found) > 1 else ()


def _as_one(rest: Sequence[PerilKnown]) -> Sequence[PerilKnown]:
    """Several perils as one; a single one keeps its name."""
    if len(rest) < 2:
        return rest
    sources = tuple(source for each in rest for source in each.sources)
    amounts = [(each.claim_count, each.developed_incurred) for each in rest]
    return [PerilKnown(OTHER, sources, *map(sum, zip(*amounts, strict=True)))]
