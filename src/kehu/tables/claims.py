"""What went wrong: claims and the movements of their amounts.

Declares `claims` and `claim_movements`; holds no data.
Amounts are the insurer's share in the book's currency. Where a source sends movements, they are the amounts;
where it sends only a claim's state on a day, that day is `valued_date`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.tables.parties import KNOWN
from kehu.tables.schema import Table, date, money, rule, text, whole


class Claims(Table):
    """A claim on a policy, or several of one term where the source sends only their sum."""

    key = ("claim_id",)

    claim_id = text("The source's key of the claim", required=True)
    policy_id = text("The policy", required=True, refers_to="policies")
    term_id = text("The term in which it occurred; empty where the source ties it to none", refers_to="terms")
    occurred_date = date("Date of the event", required=True)
    reported_date = date("Date on which the insurer was told", required=True)
    closed_date = date("Date on which the claim was closed", known="closed_date")
    peril = text("Kind of event")
    cause = text("Cause in the source's words")
    claim_count = whole("How many claims the row stands for", least=0)
    paid = money("Paid up to the valuation date", known="valued_date")
    outstanding = money("Case reserve on the valuation date", known="valued_date")
    valued_date = date("Date on which the amounts were true; empty where movements give them", known="valued_date")
    known_date = date(KNOWN, required=True)

    @rule(on="reported_date", advice="Correct whichever date is wrong; no claim is reported before it occurs.")
    def reported_after_it_occurred(row: ir.Table) -> ir.BooleanValue:
        """A claim is reported on or after the day it occurred."""
        return row.reported_date >= row.occurred_date

    @rule(on="closed_date", advice="Correct whichever date is wrong, or leave the closing date empty.")
    def closed_after_it_was_reported(row: ir.Table) -> ir.BooleanValue:
        """A claim is closed on or after the day it was reported."""
        return row.closed_date >= row.reported_date

    @rule(on="valued_date", advice="Map the date on which the amounts were true, or map the movements instead.")
    def amounts_have_a_valuation_date(row: ir.Table) -> ir.BooleanValue:
        """Amounts on the claim itself come with the date on which they were true."""
        return (row.paid.isnull() & row.outstanding.isnull()) | row.valued_date.notnull()

    @rule(on="occurred_date", beside="term_id", advice="Name the term in force on that day, or correct the date.")
    def occurs_within_its_term(row: ir.Table, term: ir.Table) -> ir.BooleanValue:
        """A claim occurs while its term is in force."""
        end = ibis.least(term.expiry_date, term.cancellation_date.coalesce(term.expiry_date))
        return (row.occurred_date >= term.inception_date) & (row.occurred_date < end)

    @rule(on="policy_id", beside="term_id", advice="Name the policy of that term, or the term of that policy.")
    def stands_on_the_policy_of_its_term(row: ir.Table, term: ir.Table) -> ir.BooleanValue:
        """A claim and its term belong to the same policy."""
        return row.policy_id == term.policy_id


class ClaimMovements(Table):
    """A change of a claim's paid or outstanding amount on a day."""

    key = ("movement_id",)

    movement_id = text("The source's key of the movement", required=True)
    claim_id = text("The claim", required=True, refers_to="claims")
    paid_change = money("Added to the paid amount (negative for a recovery)")
    outstanding_change = money("Added to the case reserve")
    known_date = date("Date of booking: the day on which the change became known", required=True)

    @rule(on="known_date", beside="claim_id", advice="Correct the date of booking, or the claim's reported date.")
    def booked_after_the_claim_was_reported(row: ir.Table, claim: ir.Table) -> ir.BooleanValue:
        """A movement is booked on or after the day the claim was reported."""
        return row.known_date >= claim.reported_date
