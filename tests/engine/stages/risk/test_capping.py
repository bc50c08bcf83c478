"""Caps by line, and the load by which capped amounts add up to the total."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.parameters import Capping
from kehu.stages.risk.capping import caps, with_capped_amounts
from tests.risk_books import by

LEAST = 10
PARAMETERS = Capping(quantile=0.9, least_claims=LEAST, source="made up")


def claims(amounts, line="motor", counts=None):
    rows = {
        "claim_id": [f"{line}{n}" for n in range(len(amounts))],
        "line": [line] * len(amounts),
        "claim_count": counts or [1] * len(amounts),
        "developed_incurred": pa.array(amounts, pa.float64()),
    }
    return ibis.memtable(pa.table(rows))


def of_motor(amounts, **more):
    return by("line", caps(claims=claims(amounts, **more), parameters=PARAMETERS))["motor"]


def test_a_claim_in_ten_is_cut_at_the_quantile_and_the_load_carries_the_excess():
    row = of_motor([*range(10, 110, 10), 1100.0])
    assert (row["cap"], row["claims"], row["capped_claims"], row["reason"]) == (100, 11, 1, "cut at the quantile")
    assert (row["total"], row["capped_total"], row["load"]) == (1650, 650, pytest.approx(1650 / 650))


def test_claims_at_no_cost_do_not_lower_the_quantile():
    assert of_motor([*range(10, 110, 10), 1100.0, *([0.0] * 50), -5.0])["cap"] == 100


def test_a_line_of_few_claims_keeps_them_whole():
    row = of_motor([1.0] * (LEAST - 2) + [1e6])
    assert (row["cap"], row["load"], row["reason"]) == (None, 1.0, "too few claims to cut")


def test_a_line_without_any_cost_has_a_load_of_one():
    row = of_motor([0.0, 0.0])
    assert (row["claims"], row["capped_claims"], row["load"]) == (0, 0, 1.0)


def test_a_row_of_several_claims_is_capped_at_as_many_caps():
    several = claims([*range(10, 110, 10), 1100.0, 300.0], counts=[1] * 11 + [4])
    limits = caps(claims=several, parameters=PARAMETERS)
    row = by("claim_id", with_capped_amounts(claims=several, caps=limits))["motor11"]
    assert (row["capped_incurred"], row["excess_incurred"]) == (300, 0)


def test_each_line_has_its_own_cap():
    both = ibis.union(claims([*range(10, 120, 10)]), claims([*range(1, 12)], line="home"))
    found = by("line", caps(claims=both, parameters=PARAMETERS))
    assert {line: row["cap"] for line, row in found.items()} == {"motor": 100, "home": 10}


@pytest.mark.slow
@given(st.lists(st.floats(-1e6, 1e9), min_size=1, max_size=60))
def test_capped_amounts_with_their_load_are_the_total(amounts):
    given_claims = claims(amounts)
    limits = caps(claims=given_claims, parameters=PARAMETERS)
    capped = with_capped_amounts(claims=given_claims, caps=limits).to_pyarrow()
    row = by("line", limits)["motor"]
    assert sum(capped["capped_incurred"].to_pylist()) == pytest.approx(row["capped_total"], rel=1e-9, abs=1e-6)
    if row["capped_total"] > 0:
        assert row["capped_total"] * row["load"] == pytest.approx(sum(amounts), rel=1e-9, abs=1e-6)
    excess = capped["excess_incurred"].to_pylist()
    assert min(excess) >= 0
