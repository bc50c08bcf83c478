"""Months before a date, in days of equal length."""

import datetime

import ibis
import pytest

from kehu.stages.risk.ages import MONTH_DAYS, months_old

AS_OF = datetime.date(2024, 12, 31)


@pytest.mark.parametrize(
    ("days_ago", "months"), [(-5, 0), (0, 0), (30, 0), (31, 1), (365, 11), (366, 12), (1461, 48), (36525, 1200)]
)
def test_a_day_is_as_many_whole_months_old_as_it_has_days(days_ago, months):
    day = ibis.literal(AS_OF - datetime.timedelta(days=days_ago))
    assert months_old(day, as_of=AS_OF).to_pyarrow().as_py() == months


def test_whole_numbers_give_what_division_by_the_length_of_a_month_gives():
    days = ibis.range(0, 5_000).unnest().name("days").as_table()
    day = (ibis.literal(AS_OF) - days.days.as_interval("D")).cast("date")
    found = days.mutate(months=months_old(day, as_of=AS_OF)).to_pyarrow().to_pylist()
    assert all(row["months"] == int(row["days"] / MONTH_DAYS) for row in found)
