"""Potential: lines not held, by chance of purchase and a year's result at the customer's own record."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.value.lines import line_values
from kehu.stages.value.potential import potential
from kehu.tables import RESULTS
from tests.worths import cover, listed, told, valued

LINES = line_values(policies=valued(cover(1), cover(2, line="home", annual_premium=2000)))
GROUP = {"kind": "person", "age_band": "40", "holdings": "motor"}
RATE = GROUP | {"line": "home", "purchase_probability": 0.1, "line_probability": 0.04}


def _table(rows, types):
    return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(types).to_pyarrow()))


def _potential(group=GROUP, rates=(RATE,), record_factor=1.0):
    members = _table([{"customer_id": "A"} | group], dict.fromkeys(("customer_id", *GROUP), "string"))
    return listed(
        potential(
            members=members,
            rates=_table(list(rates), RESULTS["purchase_rates"].datatypes()),
            lines=LINES,
            records=told("customer_risks", {"record_factor": record_factor}),
        ),
        "customer_id",
        "potential",
    )


def test_it_is_the_chance_times_what_a_year_leaves():
    """A home cover brings 2,000, less a quarter for charges and 500 for claims: 1,000."""
    assert _potential() == [("A", pytest.approx(100))]


def test_a_poor_record_lowers_it_and_never_below_nothing():
    assert _potential(record_factor=2.0) == [("A", pytest.approx(50))]
    assert _potential(record_factor=9.0) == [("A", 0.0)]


def test_a_new_kind_of_customer_takes_the_lines_share():
    assert _potential(group=GROUP | {"age_band": "20"}) == [("A", pytest.approx(40))]


def test_who_holds_every_line_has_no_potential():
    assert _potential(group=GROUP | {"holdings": "home,motor"}) == [("A", 0.0)]


def test_without_a_year_of_history_it_is_not_known():
    assert _potential(rates=()) == [("A", None)]
