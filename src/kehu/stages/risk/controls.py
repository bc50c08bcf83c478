"""Controls: totals taken straight from the book, beside those that a risk model is fitted on.

Reads the book as of a date, exposure rows and claims; gives one `Control` a line and total.
The book's side joins nothing but the policy's line: exposure that was lost or doubled, and claims that fell between the
terms, show.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.stages.risk.losses import UNKNOWN, apart, by_term
from kehu.statistics.apportionment import in_cents, total
from kehu.tables import Snapshot

SUMS = ("covered_days", "claim_count", "incurred")


@dataclass(frozen=True)
class Control:
    """A line's total in the book, in the model's rows, and kept apart from them; days, claims, or cents."""

    line: str
    name: str
    in_book: int
    modelled: int
    apart: int

    @property
    def holds(self) -> bool:
        """Whether what is modelled and what is kept apart are the book's."""
        return self.in_book == self.modelled + self.apart


def balance(*, snapshot: Snapshot, exposure: ir.Table, claims: ir.Table) -> tuple[Control, ...]:
    """Compare days of cover, claims and amounts of every line; a model is to be fitted only if all hold."""
    losses, lone = by_term(claims), apart(claims)
    # Losses stand on the exposure row of their term: one that is not there leaves its claims out.
    stand = losses.semi_join(exposure, "term_id")
    book = _by_line(_days(snapshot)) | _by_line(_claims(snapshot))
    modelled, separate = _by_line(exposure) | _by_line(stand), _by_line(lone)
    return tuple(
        Control(*key, in_book=book.get(key, 0), modelled=modelled.get(key, 0), apart=separate.get(key, 0))
        for key in sorted(book | modelled | separate)
    )


def _by_line(rows: ir.Table) -> dict[tuple[str, str], int]:
    """Sums of what a table has to sum, by line and name."""
    names = [name for name in SUMS if name in rows.columns]
    sums = rows.group_by("line").agg(**{name: total(rows[name]) for name in names}).to_pyarrow().to_pylist()
    return {(row["line"], name): row[name] or 0 for row in sums for name in names}


def _days(snapshot: Snapshot) -> ir.Table:
    """Days of cover of every term that has begun, whether or not anybody knows its policy."""
    terms = snapshot["terms"].filter(lambda term: term.inception_date <= ibis.literal(snapshot.as_of))
    until = ibis.literal(snapshot.as_of + datetime.timedelta(days=1))
    end = ibis.least(terms.expiry_date, until)
    stopped = ibis.ifelse(
        terms.cancellation_date.notnull() & (terms.cancellation_date < end), terms.cancellation_date, end
    )
    return _with_line(terms.mutate(covered_days=stopped.delta(terms.inception_date, unit="day")), snapshot)


def _claims(snapshot: Snapshot) -> ir.Table:
    claims = snapshot["claims"]
    amount = in_cents(claims.paid).fill_null(0) + in_cents(claims.outstanding).fill_null(0)
    told = claims.select("policy_id", claim_count=claims.claim_count.fill_null(1), incurred=amount)
    return _with_line(told, snapshot)


def _with_line(rows: ir.Table, snapshot: Snapshot) -> ir.Table:
    policies = snapshot["policies"].select(asked_policy_id="policy_id", line="line")
    joined = rows.left_join(policies, rows.policy_id == policies.asked_policy_id)
    return joined.mutate(line=joined.line.fill_null(UNKNOWN))
