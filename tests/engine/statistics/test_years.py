"""A year is complete on its anniversary; what is no span of a life is empty."""

import ibis
import pytest

from kehu.statistics.years import LONGEST, complete_years


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2000-02-29", "2001-02-28", 0),
        ("2000-02-29", "2001-03-01", 1),
        ("1980-06-01", "2024-06-01", 44),
        ("1980-06-01", "2024-05-31", 43),
        ("2024-06-01", "2024-05-31", None),
        ("1900-01-01", f"{1900 + LONGEST}-01-01", LONGEST),
        ("1900-01-01", f"{1901 + LONGEST}-01-01", None),
    ],
)
def test_a_year_is_complete_on_its_anniversary(since, until, years):
    assert complete_years(ibis.date(since), ibis.date(until)).to_pyarrow().as_py() == years
