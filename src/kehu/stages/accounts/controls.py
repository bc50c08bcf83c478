"""Controls: totals taken straight from the book, beside those of the accounts.

Reads the book as of a date and the accounts; gives one `Control` a total.
The book's side knows no customers, no cells and no years: every span is earned in one piece and every claim counted
where it stands, so that an entry that was lost, doubled or cut wrongly on its way shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import ibis
import ibis.expr.types as ir

from kehu.parameters import Parameters
from kehu.stages.accounts.accounts import AMOUNTS, sum_by
from kehu.stages.accounts.earning import in_all, kept
from kehu.stages.accounts.losses import losses
from kehu.stages.accounts.rates import first_match
from kehu.stages.accounts.spans import spans
from kehu.statistics.apportionment import total
from kehu.tables import Snapshot

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Control:
    """A total of the book and the same total of the accounts; whole numbers, or money to the cent."""

    name: str
    in_book: int | Decimal
    in_accounts: int | Decimal

    @property
    def holds(self) -> bool:
        """Whether both are the same, to the cent."""
        return self.in_book == self.in_accounts


def balance(*, snapshot: Snapshot, accounts: ir.Table, parameters: Parameters) -> tuple[Control, ...]:
    """Compare every total of the accounts with the book's own; they are to be published only if all hold."""
    book = _one_row(_of_spans(snapshot, parameters=parameters)) | _one_row(_of_claims(snapshot))
    costs = book["incurred"] - book["unpriced_incurred"] + book["commission"] + book["expenses"]
    book["result"] = book["earned_premium"] - costs
    money = {name: Decimal(book[name]) * CENT for name in (*AMOUNTS, "result")}
    found = _one_row(sum_by(accounts=accounts, by=()))
    return tuple(Control(name, in_book=money.get(name, total), in_accounts=found[name]) for name, total in book.items())


def _of_spans(snapshot: Snapshot, *, parameters: Parameters) -> ir.Table:
    """Sums over terms and changes, whether or not anybody knows their policy."""
    policies = snapshot["policies"]
    rates = policies.select(
        rated_policy_id=policies.policy_id,
        commission_rate=first_match(policies, rates=parameters.commission_rates),
        expense_rate=first_match(policies, rates=parameters.expense_rates),
    )
    found = spans(snapshot=snapshot, cancellation=parameters.cancellation)
    rated = found.left_join(rates, found.policy_id == rates.rated_policy_id).fill_null(
        {"commission_rate": 0, "expense_rate": 0}
    )
    whole = kept(rated)
    earned = in_all(whole)
    return whole.agg(
        exposure_days=total(whole.covered_days),
        written_premium=total(whole.written_premium),
        earned_premium=total(earned["premium"]),
        commission=total(earned["commission"]),
        expenses=total(earned["expenses"]),
        unpriced_exposure_days=total(ibis.ifelse(whole.is_priced, 0, whole.covered_days)),
    )


def _of_claims(snapshot: Snapshot) -> ir.Table:
    told = losses(snapshot=snapshot)
    return told.agg(**{name: total(told[name]) for name in ("claim_count", "incurred", "unpriced_incurred")})


def _one_row(table: ir.Table) -> dict[str, int | Decimal]:
    """The only row of a table; sums over nothing are 0."""
    (row,) = table.to_pyarrow().to_pylist()
    return {name: value or 0 for name, value in row.items()}
