"""Values of customers: sums, intervals, rank and tier."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.value.customers import complete, lifetime
from tests.worths import assumed, cover, listed, told, valued

NOBODY = ibis.memtable([], schema={"customer_id": "string", "referred_count": "int64", "referral": "float64"})


def _complete(values, **potential):
    amounts = {"customer_id": list(potential), "potential": [float(amount) for amount in potential.values()]}
    schema = pa.schema([("customer_id", pa.string()), ("potential", pa.float64())])
    table = ibis.memtable(pa.table(amounts, schema=schema))
    return complete(values=values, potential=table, referred=NOBODY, parameters=assumed())


def _lifetime(*covers, records=()):
    return lifetime(policies=valued(*covers), records=told("customer_risks", *records), probability=0.9)


def test_a_customer_is_the_sum_of_the_covers():
    covers = (cover(1, customer_id="A"), cover(2, customer_id="A", annual_premium=None))
    columns = ("policies_valued", "policies_unvalued", "annual_premium")
    assert listed(_lifetime(*covers), *columns) == [(1, 1, 1000)]


def test_errors_add_up_within_a_line_and_not_between_lines():
    def beside(second_line):
        found = _lifetime(cover(1, customer_id="A"), cover(2, customer_id="A", line=second_line))
        ((value, upper),) = listed(found, "lifetime_value", "value_upper")
        return float(upper - value)

    assert beside("motor") == pytest.approx(beside("home") * 2**0.5, rel=1e-4)


def test_a_record_in_doubt_widens_the_interval():
    sure, doubtful = (_lifetime({}, records=[{"record_upper": upper}]) for upper in (0.8, 1.6))
    assert listed(sure, "value_upper") < listed(doubtful, "value_upper")


def test_the_best_have_rank_1_and_the_first_tier():
    values = _lifetime(cover(1), cover(2, annual_premium=3000), cover(3, annual_premium=None))
    found = listed(_complete(values), "customer_id", "rank", "tier")
    assert found == [("C1", 2, "B"), ("C2", 1, "A"), ("C3", None, None)]


def test_potential_counts_for_the_tier_and_stands_apart():
    values = _lifetime(cover(1), cover(2))
    found = listed(_complete(values, C2=100), "customer_id", "tier", "potential_value", "referral_value")
    assert found == [("C1", "B", None, None), ("C2", "A", 100, None)]
