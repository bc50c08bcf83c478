"""The overview counts what the run holds, as of the run's date."""

from decimal import Decimal

from kehu.portfolio import overview


def test_it_counts_customers_records_and_policies(small_run, engine):
    seen = overview(small_run, engine=engine)
    assert (seen.customer_count, seen.organisation_count, seen.record_count, seen.joined_customer_count) == (4, 1, 5, 1)
    assert (seen.policy_count, seen.policies_in_force, seen.customers_in_force) == (5, 5, 4)


def test_it_counts_who_never_claims_and_who_loses_money(small_run, engine):
    seen = overview(small_run, engine=engine)
    assert (seen.claim_free_count, seen.losing_count, seen.losing_result) == (2, 1, Decimal("-3400.00"))


def test_it_names_the_run_its_date_currency_and_sources(small_run, engine):
    seen = overview(small_run, engine=engine)
    assert (seen.run, seen.as_of, seen.currency) == ("R000001", "2024-12-31", "CNY")
    assert (seen.batches, seen.sources, seen.first_year, seen.last_year) == (("B000001",), ("core",), 2023, 2024)


def test_declined_offers_are_counted_apart(small_run, engine):
    assert overview(small_run, engine=engine).offers == {"declined": 1}


def test_an_empty_run_has_an_overview_too(run_of, engine):
    seen = overview(run_of([], []), engine=engine)
    assert (seen.customer_count, seen.losing_result, seen.first_year) == (0, Decimal("0.00"), None)
    assert seen.concentration[0].startswith("There are no customers")
