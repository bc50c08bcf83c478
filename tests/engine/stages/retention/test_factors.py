"""Factors: what is left out and why, and declared factors as far as they were known."""

import datetime

import ibis
import pyarrow as pa

from kehu.parameters import Exposure
from kehu.stages.retention.factors import CONSTANT, EMPTY, NO_CLOSINGS, choose, with_factors
from kehu.tables import Snapshot

PARAMETERS = Exposure(source="made up")
ROWS = ibis.memtable(
    pa.table(
        {
            "kind": ["person"] * 100,
            "region": pa.nulls(100, pa.string()),
            "open_claims": [0, 1] * 50,
            "price_change": [place / 100 for place in range(100)],
            "channel": ["agent", "broker"] * 50,
        }
    )
)


def chosen(*, has_closings=True):
    return choose(rows=ROWS, names=ROWS.columns, has_closings=has_closings, parameters=PARAMETERS)


def test_a_factor_that_is_empty_or_never_differs_is_left_out_with_the_reason():
    assert dict(chosen().left_out) == {"kind": CONSTANT, "region": EMPTY}


def test_open_claims_say_nothing_where_the_source_closes_none():
    assert dict(chosen(has_closings=False).left_out)["open_claims"] == NO_CLOSINGS


def test_a_dearer_offer_is_never_taken_more_willingly():
    (price,) = [one for one in chosen().binnings if one.factor == "price_change"]
    assert (price.monotone, price.count) == ("down", 21)


def test_a_declared_factor_recorded_after_the_day_judged_is_empty():
    day = datetime.date(2024, 1, 1)
    occasions = ibis.memtable(pa.table({"term_id": ["a", "b"], "fuel": ["x", "y"], "judged_date": [day, day]}))
    known = [day, day + datetime.timedelta(days=1)]
    factors = ibis.memtable(pa.table({"term_id": ["a", "b"], "known_date": known, "fuel": ["petrol", "diesel"]}))
    snapshot = Snapshot(as_of=day, tables={"factors_motor": factors})
    rows = with_factors(occasions=occasions, snapshot=snapshot, tables=["factors_motor"]).order_by("term_id")
    assert rows.declared_fuel.to_pyarrow().to_pylist() == ["petrol", None]
