"""What all offers come to: sums over those who are expected to stay, and limits in the shares that people read."""

import numpy as np
import pytest

from kehu.renewal_assumptions import Bound
from kehu.stages.renewals.outcomes import frontier_row, limit_rows, outcome, scenario_row, unchanged_row
from tests.offered import assumed, book, subjects

KEPT = Bound(measure="kept", sense="at least", bound=1.0)
DEARER = Bound(measure="rate_change", sense="at most", bound=0.05, by="line")


def test_unchanged_prices_keep_what_they_keep():
    row = unchanged_row(book(subjects({}, {}), assumed()), parameters=assumed())
    assert row["kept_share"] == 1 and row["kept_count"] == pytest.approx(1.6)
    assert row["premium"] == pytest.approx(1600)
    assert row["claims"] + row["charges"] == pytest.approx(1600 * 0.75)
    assert row["result"] == pytest.approx(400)
    assert row["combined_ratio"] == pytest.approx(0.75)
    assert row["value"] == pytest.approx(2 * 0.8 * 250 * 2)
    assert (row["cheaper_count"], row["dearer_count"], row["decline_count"]) == (0, 0, 0)


def test_dearer_and_cheaper_are_counted_and_the_mean_change_weighs_who_stays():
    made = book(subjects({"central": 0.0}, {"central": 0.0}), assumed(price_steps=(-0.1, 0.0, 0.3)))
    row = outcome(made, made.come_to(np.array([0, 2])), parameters=assumed())
    assert (row["cheaper_count"], row["dearer_count"]) == (1, 1)
    assert row["price_change"] == pytest.approx(0.1)


def test_limits_are_told_in_shares_with_what_one_more_point_costs():
    rows = subjects(*({"renewal_probability": share, "central": -3.0} for share in np.linspace(0.3, 0.9, 200)))
    parameters = assumed(KEPT, DEARER)
    made = book(rows, parameters)
    found, limits = made.choose(parameters.scenarios[0])
    kept, dearer = limit_rows(made, "plan", limits, found)
    assert kept["used"] >= 1 and kept["short"] == 0 and kept["attainable"] > 1 and kept["point_cost"] > 0
    assert dearer["subject"] == "motor" and dearer["used"] <= 0.05 + 1e-9 and dearer["attainable"] is None
    row = scenario_row(made, parameters.scenarios[0], found, parameters=parameters, is_followed=True)
    assert row["is_within"] and row["is_followed"] and row["kept_share"] >= 1
    point = frontier_row(made, "plan", 1.0, found, 5000.0, parameters=parameters)
    assert point["point_cost"] == pytest.approx(50.0) and point["value"] == row["value"]


def test_a_limit_out_of_reach_says_by_how_much():
    parameters = assumed(KEPT.model_copy(update={"bound": 5.0}))
    made = book(subjects({}, {}), parameters)
    found, limits = made.choose(parameters.scenarios[0])
    (row,) = limit_rows(made, "plan", limits, found)
    assert not found.is_within
    assert row["short"] == pytest.approx(5 - row["used"])
    assert row["used"] == pytest.approx(row["attainable"])
