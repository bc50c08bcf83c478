"""Columns side by side, and the calendar."""

from dataclasses import dataclass

import numpy as np

from kehu.simulation.columns import Columns, Ints, add_years, first_of, stack, year_of


@dataclass(frozen=True)
class Pairs(Columns):
    left: Ints
    right: Ints


def _day(text):
    return int(np.datetime64(text, "D").astype(np.int64))


def test_rows_are_taken_from_every_column():
    pairs = Pairs(np.array([1, 2, 3]), np.array([4, 5, 6])).take(np.array([True, False, True]))
    assert (pairs.left.tolist(), pairs.right.tolist(), len(pairs)) == ([1, 3], [4, 6], 2)


def test_parts_are_stacked_in_their_order():
    part = Pairs(np.array([1]), np.array([2]))
    assert stack([part, part]).left.tolist() == [1, 1]


def test_a_year_later_is_the_same_day_of_the_month():
    days = np.array([_day("2023-03-01"), _day("2024-02-29"), _day("2023-12-31")])
    later = add_years(days, 1)
    assert later.tolist() == [_day("2024-03-01"), _day("2025-03-01"), _day("2024-12-31")]


def test_a_day_knows_its_calendar_year():
    assert year_of(np.array([first_of(2024) - 1, first_of(2024)])).tolist() == [2023, 2024]
