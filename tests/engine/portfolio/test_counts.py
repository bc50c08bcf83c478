"""Customers of a scope are counted by what they are, in every branch above theirs."""

from decimal import Decimal

from kehu.portfolio.counts import counted
from kehu.portfolio.listings import places


def test_the_small_book_is_counted_as_one_counts_it_by_hand(small_run, engine):
    counts = counted(places(small_run, engine=engine))[""]
    assert (counts.customer_count, counts.organisation_count, counts.record_count) == (4, 1, 5)
    assert (counts.losing_count, counts.losing_result) == (1, Decimal("-3400.00"))
    assert counts.claim_free_count == 2


def test_a_company_without_customers_counts_nobody(run_of, engine):
    counts = counted(places(run_of([], []), engine=engine))
    assert counts[""].customer_count == 0
    assert counts[""].losing_result == 0
