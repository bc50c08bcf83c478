"""What too many share: the most shared first, with where it comes from."""

from kehu.portfolio import shared_values


def test_a_shared_value_says_where_it_comes_from(small_run):
    (one,) = shared_values(small_run, most=5)
    assert (one.field, one.value, one.record_count) == ("phone", None, 25)
    assert one.customer_id == "core:4"


def test_no_more_are_read_than_asked_for(small_run):
    assert shared_values(small_run, most=0) == ()
