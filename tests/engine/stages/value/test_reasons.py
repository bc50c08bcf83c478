"""Reasons lead from the book's mean to each customer's value, and add up to the cent."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.stages.value.customers import lifetime
from kehu.stages.value.lines import line_values
from kehu.stages.value.reasons import value_reasons
from tests.worths import cover, told, valued

COVERS = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from(["A", "B", "C"]),
            "line": st.sampled_from(["home", "motor"]),
            "annual_premium": st.integers(1, 5000),
            "expected_cost": st.floats(1, 5000),
            "record_factor": st.floats(0.2, 3),
            "survival_1": st.sampled_from([0.0, 0.7, 1.0]),
        }
    ),
    min_size=1,
    max_size=6,
)


def _explained(covers):
    policies = valued(*(cover(number, **row) for number, row in enumerate(covers)))
    values = lifetime(policies=policies, records=told("customer_risks"), probability=0.9)
    found = value_reasons(policies=policies, lines=line_values(policies=policies), values=values)
    reasons = defaultdict(dict)
    for row in found.to_pyarrow().to_pylist():
        reasons[row["customer_id"]][row["reason"]] = row["amount"]
    return reasons, {row["customer_id"]: row["lifetime_value"] for row in values.to_pyarrow().to_pylist()}


@pytest.mark.slow
@settings(max_examples=10)
@given(COVERS)
def test_they_add_up_to_the_value_exactly(covers):
    reasons, values = _explained(covers)
    assert {key: sum(reasons[key].values()) for key in values} == values


def test_the_usual_cover_of_a_line_is_explained_by_its_mean_alone():
    reasons, values = _explained([{"customer_id": "A"}, {"customer_id": "B"}])
    assert all(set(reasons[key]) <= {"book_mean", "holdings"} for key in values)
    assert abs(reasons["A"].get("holdings", 0)) <= 1


def test_a_dear_record_shows_under_its_own_name():
    reasons, _ = _explained([{"customer_id": "A", "expected_cost": 1000.0, "record_factor": 2.0}, {"customer_id": "B"}])
    assert reasons["A"]["own_record"] < 0
    assert "premium" not in reasons["A"]


def test_two_covers_show_as_holdings():
    reasons, _ = _explained([{"customer_id": "A"}, {"customer_id": "A"}, {"customer_id": "B"}])
    assert reasons["A"]["holdings"] > 0 > reasons["B"]["holdings"]
