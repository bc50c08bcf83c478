"""Experience of customers: claims carried to their ultimate by age, cut at the cap, large ones spread."""

import datetime

import pyarrow as pa
import pytest

from kehu.stages.markets.experience import experience
from tests.ledgers import table
from tests.worths import listed

AS_OF = datetime.date(2024, 12, 31)


def found(engine, *rows, cap=None):
    """The experience of accounts, claims of a year of age told by half."""
    accounts = [{"customer_id": "A", "earned_premium": 100, "unpriced_incurred": 0, "claim_count": 1} | r for r in rows]
    steps = [("motor", "amount", 12, 2.0), ("motor", "amount", 24, 1.0), ("motor", "count", 12, 9.0)]
    names = ("line", "measure", "age_months", "factor_to_ultimate")
    patterns = engine.read_arrow(pa.Table.from_pylist([dict(zip(names, step, strict=True)) for step in steps]))
    line = {"line": "motor", "claim_cap": cap, "large_loss_factor": 1.5}
    schema = pa.schema([("line", pa.string()), ("claim_cap", pa.float64()), ("large_loss_factor", pa.float64())])
    lines = engine.read_arrow(pa.Table.from_pylist([line], schema=schema))
    made = experience(accounts=table("accounts", accounts), patterns=patterns, lines=lines, as_of=AS_OF, years=3)
    return {row["year"]: row for row in listed(made)}


def test_claims_of_a_young_year_grow_and_those_of_an_old_one_stay(engine):
    rows = found(engine, {"year": 2024, "incurred": 50}, {"year": 2023, "incurred": 50}, {"year": 2022, "incurred": 50})
    assert {year: row["claims"] for year, row in rows.items()} == {2024: 100, 2023: 50, 2022: 50}


def test_years_before_those_that_count_are_left_out(engine):
    assert set(found(engine, {"year": 2021, "incurred": 50}, {"year": 2022, "incurred": 1})) == {2022}


def test_claims_are_cut_at_the_cap_and_large_ones_spread(engine):
    rows = found(engine, {"year": 2022, "incurred": 900}, {"year": 2023, "incurred": 90, "claim_count": 3}, cap=40.0)
    assert rows[2022]["claims"] == pytest.approx(40 * 1.5)
    assert rows[2023]["claims"] == pytest.approx(90 * 1.5)


def test_business_without_a_premium_is_left_out(engine):
    assert found(engine, {"year": 2024, "earned_premium": 0, "incurred": 5}) == {}
    assert found(engine, {"year": 2022, "incurred": 50, "unpriced_incurred": 20})[2022]["claims"] == 30
