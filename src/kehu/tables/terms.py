"""Periods of cover: terms, their mid-term changes, the offers to renew them, and their rating factors.

Declares `terms`, `endorsements`, `renewal_offers` and the base of each line's factors; holds no data.
Cover runs from the start of the inception date to the start of the expiry date, so a year from 5 November
expires on 5 November and touches its renewal without a gap or an overlap.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis.expr.types as ir

from kehu.tables.parties import KNOWN
from kehu.tables.schema import Declared, Table, code, date, extend, money, rule, text

FACTORS = "factors_"


class Terms(Table):
    """One period of cover of a policy, with its premium."""

    key = ("term_id",)

    term_id = text("The source's key of the period", required=True)
    policy_id = text("The policy", required=True, refers_to="policies")
    inception_date = date("First day of cover", required=True)
    expiry_date = date("Day after the last day of cover", required=True)
    cancellation_date = date("Day from which cover was cancelled before expiry", known="cancellation_known_date")
    cancellation_known_date = date("Date on which the cancellation became known", known="cancellation_known_date")
    written_premium = money("Premium for the whole period, without tax; empty where the source has none", least=0)
    return_premium = money(
        "Premium given back on cancellation; empty means pro rata", least=0, known="cancellation_known_date"
    )
    commission = money("Commission for the whole period; empty where the source has none", least=0)
    sum_insured = money("Sum insured", least=0)
    deductible = money("Deductible that the policyholder bears on each claim", least=0)
    known_date = date(KNOWN, required=True)

    @rule(on="expiry_date", advice="Give the day after the last day of cover, later than the inception date.")
    def expires_after_inception(row: ir.Table) -> ir.BooleanValue:
        """The expiry date lies after the inception date."""
        return row.expiry_date > row.inception_date

    @rule(on="cancellation_date", advice="Give a day between inception and expiry, or leave it empty.")
    def cancelled_within_its_term(row: ir.Table) -> ir.BooleanValue:
        """A cancellation lies between inception and expiry."""
        return row.cancellation_date.between(row.inception_date, row.expiry_date)

    @rule(on="cancellation_known_date", advice="Map the date on which the cancellation was recorded, or its own date.")
    def cancellation_has_a_known_date(row: ir.Table) -> ir.BooleanValue:
        """A cancelled term says when its cancellation became known."""
        return row.cancellation_date.isnull() | row.cancellation_known_date.notnull()

    @rule(on="return_premium", advice="Correct the amount, or leave it empty to return the unused days' share.")
    def returns_at_most_the_premium(row: ir.Table) -> ir.BooleanValue:
        """The premium given back is at most the premium written."""
        return row.return_premium <= row.written_premium


class Endorsements(Table):
    """A change of a term during its life that changes its premium."""

    key = ("endorsement_id",)

    endorsement_id = text("The source's key of the change", required=True)
    term_id = text("The term changed", required=True, refers_to="terms")
    effective_date = date("First day on which the change holds", required=True)
    premium_change = money("Premium from that day to expiry, added (or returned, if negative)", required=True)
    commission_change = money("Commission on that premium; empty where the source has none")
    description = text("What was changed, in the source's words")
    known_date = date(KNOWN, required=True)

    @rule(on="effective_date", beside="term_id", advice="Give a day of the term, or name the right term.")
    def takes_effect_within_its_term(row: ir.Table, term: ir.Table) -> ir.BooleanValue:
        """A change takes effect on a day of its term."""
        return (row.effective_date >= term.inception_date) & (row.effective_date < term.expiry_date)


class RenewalOffers(Table):
    """An offer to renew a policy, whether it was taken or not. An offer is never exposure."""

    key = ("offer_id",)

    offer_id = text("The source's key of the offer", required=True)
    policy_id = text("The policy to renew", required=True, refers_to="policies")
    renewal_date = date("First day of the period offered", required=True)
    expiring_premium = money("Premium of the period that ends", least=0)
    offered_premium = money("Premium offered; empty where the source has none", least=0)
    outcome = code("What came of it", "accepted", "declined", "withdrawn", "open", required=True, known="decided_date")
    decided_date = date("Date of the outcome", known="decided_date")
    treatment = text("Arm of a price or service test, where the offer was part of one")
    known_date = date(KNOWN, required=True)

    @rule(on="decided_date", advice="Map the date of the outcome; only an open offer may have none.")
    def decided_offers_have_a_date(row: ir.Table) -> ir.BooleanValue:
        """An offer that is not open says when it was decided."""
        return (row.outcome == "open") | row.decided_date.notnull()


class Factors(Table):
    """The rating factors of a term; each line declares its own columns."""

    key = ("term_id",)

    term_id = text("The term", required=True, refers_to="terms")
    known_date = date(KNOWN, required=True)


def factors_of(line: str, declared: Iterable[Declared]) -> type[Table]:
    """The factor table of one line of business.

    >>> from kehu.tables.schema import Kind
    >>> motor = factors_of("motor", [Declared("vehicle_age", Kind.WHOLE, "Age of the vehicle", "years")])
    >>> motor.table_name, list(motor.columns)
    ('factors_motor', ['term_id', 'known_date', 'vehicle_age'])
    """
    columns = {factor.name: factor.column() for factor in declared}
    return extend(Factors, name=FACTORS + line, columns=columns, about=f"The rating factors of a {line} term.")
