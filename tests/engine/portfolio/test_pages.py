"""A customer's page shows everything about one customer as of the run's date, and nothing of another."""

import datetime
from decimal import Decimal

import pytest

from kehu.portfolio import Reason, UnknownCustomerError, customer_page


@pytest.fixture(scope="module")
def wang_fang(small_run):
    return customer_page(small_run, "core:1")


def test_it_says_who_the_customer_is_and_where_in_the_book(wang_fang):
    assert (wang_fang.name, wang_fang.kind, wang_fang.rank, wang_fang.tier) == ("王芳", "person", 1, "A")
    assert (wang_fang.customer_count, wang_fang.currency, wang_fang.as_of) == (4, "CNY", datetime.date(2024, 12, 31))


def test_it_shows_every_record_and_why_they_are_one(wang_fang):
    assert [record.party_id for record in wang_fang.records] == ["core:1", "core:2"]
    assert wang_fang.reasons == (Reason("identity_number", "core:2", "core:1"),)


def test_policies_of_all_records_come_with_their_terms(wang_fang):
    held = {policy.policy_id: [term.term_id for term in policy.terms] for policy in wang_fang.policies}
    assert held == {"P1": ["P1-23", "P1-24"], "P2": ["P2-24"]}
    assert all(policy.is_in_force for policy in wang_fang.policies)


def test_it_shows_what_is_insured_and_how_the_cover_changed(wang_fang):
    assert [(thing.policy_id, thing.plate) for thing in wang_fang.objects] == [("P1", "浙A12345")]
    assert [(change.term_id, change.premium_change) for change in wang_fang.changes] == [("P1-24", Decimal("-12.34"))]


def test_the_account_by_year_and_line_adds_up(wang_fang):
    assert [(year.year, year.line) for year in wang_fang.account] == [(2023, "motor"), (2024, "home"), (2024, "motor")]
    assert sum(year.figures.result for year in wang_fang.account) == wang_fang.figures.result == Decimal("2160.08")


def test_claims_and_terms_known_later_are_not_seen(small_run):
    dahua, li_na = (customer_page(small_run, key) for key in ("core:4", "core:3"))
    assert [(claim.claim_id, claim.occurred_date) for claim in dahua.claims] == [("C1", datetime.date(2024, 5, 1))]
    assert [term.term_id for policy in li_na.policies for term in policy.terms] == ["P3-24"]


def test_a_former_id_leads_to_the_customer_who_carries_it_on(small_run):
    page = customer_page(small_run, "core:2")
    assert (page.asked_for, page.customer_id, len(page.records)) == ("core:2", "core:1", 2)


def test_an_unknown_customer_is_refused_with_advice(small_run):
    with pytest.raises(UnknownCustomerError, match=r"no customer 'nobody' in R000001.*kehu show customers"):
        customer_page(small_run, "nobody")


def test_it_says_whose_the_customer_is_and_when_the_next_renewal_is_due(wang_fang):
    assert (wang_fang.branch, wang_fang.channel, wang_fang.lines) == ("HQ/North", "agent", ("home", "motor"))
    assert wang_fang.next_expiry_date == datetime.date(2025, 1, 1)
    assert wang_fang.premium_in_force == Decimal("1700.10")


def test_the_timeline_tells_what_happened_the_newest_first(wang_fang):
    dates = [happening.date for happening in wang_fang.timeline]
    assert dates == sorted(dates, reverse=True)
    assert {"term_began", "endorsement", "offer_made", "offer_decided"} <= {one.kind for one in wang_fang.timeline}


def test_offers_come_with_what_came_of_them(wang_fang):
    (offer,) = wang_fang.offers
    assert (offer.offer_id, offer.outcome, offer.decided_date) == ("O1", "declined", datetime.date(2024, 12, 1))
