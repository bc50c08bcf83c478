"""Bounds in one sense, whatever the limits say."""

from kehu.statistics.allocation import Limit
from kehu.statistics.allocation.problem import bounds_of


def test_limits_of_at_most_are_turned_round():
    limits = [Limit("hours", "at most", (5.0, 7.0)), Limit("kept", "at least", (2.0,))]
    assert bounds_of(limits).tolist() == [-5.0, -7.0, 2.0]
    assert bounds_of([]).tolist() == []
