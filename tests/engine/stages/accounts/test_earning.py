"""What spans earn, by year and in all, on spans written down by hand; tests/spec/test_earning.py has the rules."""

import datetime

import ibis
import pyarrow as pa
import pytest

from kehu.stages.accounts.earning import EARNED, by_year, in_all, kept
from tests.ledgers import rows_of

SPAN = {
    **{"customer_id": "A", "cell_number": 3, "from_date": datetime.date(2023, 7, 1), "last_year": 2024},
    **{"whole_days": 366, "earned_days": 366, "covered_days": 366, "is_priced": True},
    **{"premium": 36600, "returned_premium": 0, "commission": None},
    **{"commission_rate": 100_000, "expense_rate": 200_000},
}


def spans(**other):
    """One span of 366 days from the middle of 2023, rated 10 % and 20 %, in cents."""
    kinds = dict.fromkeys(SPAN, pa.int64()) | {"customer_id": pa.string(), "from_date": pa.date32()}
    schema = pa.schema(kinds | {"is_priced": pa.bool_()})
    return ibis.memtable(pa.Table.from_pylist([SPAN | other], schema=schema))


def amounts(table, *names):
    return [tuple(row[name] for name in names) for row in rows_of(table)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, (36600, 3660, 7320)),
        ({"commission": 5000}, (36600, 5000, 7320)),
        ({"returned_premium": 9150}, (27450, 2745, 5490)),
        ({"returned_premium": 36600, "commission": 5000}, (0, 0, 0)),
    ],
    ids=["by rate", "the span's own commission", "a quarter returned", "all returned"],
)
def test_a_returned_premium_takes_its_share_of_the_costs(other, expected):
    assert amounts(kept(spans(**other)), *EARNED) == [expected]


def test_what_is_written_stays_whole_when_premium_is_returned():
    assert amounts(kept(spans(returned_premium=9150)), "written_premium") == [(36600,)]


def test_half_of_the_days_earn_half_of_each_amount():
    whole = kept(spans(earned_days=183))
    assert amounts(whole.select(**in_all(whole)), *EARNED) == [(18300, 1830, 3660)]


def test_each_year_earns_by_its_days_and_the_first_has_what_is_written():
    columns = ("year", "exposure_days", "written_premium", "earned_premium", "commission", "expenses")
    expected = [(2023, 184, 36600, 18400, 1840, 3680), (2024, 182, 0, 18200, 1820, 3640)]
    assert amounts(by_year(kept(spans())), *columns) == expected


def test_years_add_up_to_the_whole_to_the_cent():
    whole = kept(spans(premium=10001, earned_days=365))
    parts = [sum(column) for column in zip(*amounts(by_year(whole), "earned_premium", "commission"), strict=True)]
    assert [tuple(parts)] == amounts(whole.select(**in_all(whole)), "premium", "commission")


def test_days_of_cover_without_a_premium_are_told_apart():
    columns = ("exposure_days", "unpriced_exposure_days")
    assert amounts(by_year(kept(spans(is_priced=False))), *columns) == [(184, 184), (182, 182)]
    assert amounts(by_year(kept(spans())), *columns) == [(184, 0), (182, 0)]
