"""The curves of every scope, drawn as those of the whole book are."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kehu.portfolio.scoped_curves import points


def test_a_scope_without_accounts_has_no_points():
    assert points({}) == ()


@given(st.dictionaries(st.integers(1, 100), st.integers(-50, 50).map(Decimal), min_size=1))
def test_the_last_point_is_the_whole(amounts):
    classes = {point: (amount, place) for place, (point, amount) in enumerate(sorted(amounts.items()), start=1)}
    drawn = points(classes)
    assert len(drawn) == 100
    assert drawn[-1].amount == sum(amounts.values())
    assert drawn[-1].customer_count == len(amounts)


@given(st.dictionaries(st.integers(1, 100), st.integers(0, 50).map(Decimal), min_size=1))
def test_counts_and_amounts_never_fall_where_nothing_is_negative(amounts):
    classes = {point: (amount, place) for place, (point, amount) in enumerate(sorted(amounts.items()), start=1)}
    drawn = points(classes)
    assert all(a.customer_count <= b.customer_count and a.amount <= b.amount for a, b in pairwise(drawn))
