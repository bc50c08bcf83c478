"""What customers rest on: rules that joined records, values that joined none, and the quality of the data."""

from kehu.portfolio import data_quality, identity_summary
from kehu.portfolio.evidence import HotValue, RuleCount


def test_records_and_customers_are_counted_by_size(small_run, engine):
    found = identity_summary(small_run, most=10, engine=engine)
    assert (found.record_count, found.customer_count, found.sizes) == (5, 4, ((1, 3), (2, 1)))


def test_each_rule_says_how_many_records_it_joined(small_run, engine):
    found = identity_summary(small_run, most=10, engine=engine)
    assert found.rules == (RuleCount("identity_number", 1),)
    assert found.redirect_count == 1


def test_hot_values_are_listed_up_to_a_number_and_counted_in_full(small_run, engine):
    assert identity_summary(small_run, most=10, engine=engine).hot_values == (HotValue("phone", "core:4", 25),)
    none = identity_summary(small_run, most=0, engine=engine)
    assert (none.hot_values, none.hot_value_count) == ((), 1)


def test_a_share_that_nobody_is_judged_by_is_none(small_run, engine):
    (row,) = data_quality(small_run, engine=engine)
    assert (row.branch, row.party_count, row.identity_share, row.birth_share) == ("HQ/North", 5, 0.4, None)
