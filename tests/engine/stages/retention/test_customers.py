"""Whether customers stay: means by premium, one or all, by line and in all."""

import datetime

import ibis
import pyarrow as pa
import pytest

from kehu.stages.retention.customers import of_customers
from kehu.stages.retention.scoring import YEARS

USUAL = {
    **{"customer_id": "A", "line": "motor", "renewal_date": datetime.date(2025, 1, 1), "reach_probability": 1.0},
    **{f"survival_{year}": 0.5 for year in YEARS},
}


def told(*rows):
    """The customer's rows by line."""
    filled = [USUAL | {"policy_id": f"P{place}"} | row for place, row in enumerate(rows)]
    found = of_customers(occasions=ibis.memtable(pa.Table.from_pylist(filled)))
    return {row["line"]: row for row in found.to_pyarrow().to_pylist()}


def test_the_mean_is_weighed_by_premium():
    found = told({"premium": 300.0, "renewal_probability": 0.9}, {"premium": 100.0, "renewal_probability": 0.5})
    assert found["motor"]["renewal_probability"] == pytest.approx(0.8)


def test_one_stays_or_all_do():
    found = told({"premium": 1.0, "renewal_probability": 0.9}, {"premium": 1.0, "renewal_probability": 0.5})["all"]
    assert (found["any_probability"], found["all_probability"]) == pytest.approx((0.95, 0.45))


def test_lines_stand_apart_and_together():
    found = told(
        {"premium": 1.0, "renewal_probability": 0.9}, {"premium": 1.0, "renewal_probability": 0.5, "line": "home"}
    )
    assert {line: row["policy_count"] for line, row in found.items()} == {"motor": 1, "home": 1, "all": 2}


def test_without_premiums_policies_count_alike():
    found = told({"premium": None, "renewal_probability": 0.9}, {"premium": 0.0, "renewal_probability": 0.5})
    assert found["all"]["renewal_probability"] == pytest.approx(0.7)


def test_a_cover_that_may_not_come_so_far_stays_less_surely():
    found = told({"premium": 1.0, "renewal_probability": 0.9, "reach_probability": 0.5})["all"]
    assert found["all_probability"] == pytest.approx(0.45)
