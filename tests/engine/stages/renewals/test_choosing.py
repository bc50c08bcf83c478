"""The best offers within the limits; whoever is held out is offered the unchanged price."""

import numpy as np
import pytest

from kehu.renewal_assumptions import Bound
from kehu.stages.renewals.choosing import part_of, part_of_gate, replace_limits, slices
from tests.offered import assumed, book, subjects

KEEP_ALL = Bound(measure="kept", sense="at least", bound=1.0)
NO_DECLINES = Bound(measure="declines", sense="at most", bound=0.0)


def chosen(rows, parameters):
    made = book(rows, parameters)
    found, _ = made.choose(parameters.scenarios[0])
    return made, found, made.come_to(found.options.astype(np.int64))


def test_without_limits_each_renewal_has_its_own_best():
    made, found, plan = chosen(subjects({}, {"claims": 5000.0}), assumed())
    assert made.made[plan.place[1]].kind == "decline"
    assert np.isnan(plan.price[1]) and plan.renewal[1] == plan.worth["central"][1] == 0
    assert found.value == pytest.approx(plan.worth["central"].sum())


def test_a_limit_on_declines_keeps_the_bad():
    made, found, plan = chosen(subjects({}, {"claims": 5000.0}), assumed(NO_DECLINES))
    assert found.is_within
    assert {made.made[place].kind for place in plan.place} == {"price"}


def test_whoever_is_held_out_is_offered_the_unchanged_price():
    made, _, plan = chosen(subjects({"claims": 5000.0, "is_held_out": True}), assumed())
    assert plan.place.tolist() == [made.unchanged]
    assert plan.price.tolist() == [1000.0]


def test_what_was_chosen_is_told_in_its_parts():
    _, _, plan = chosen(subjects({"is_held_out": True, "service": 20.0}), assumed())
    assert plan.result.tolist() == [pytest.approx(1000 * 0.75 - 500 - 20)]
    assert plan.claims.tolist() == [500.0]
    assert plan.charges.tolist() == [pytest.approx(250 + 20)]
    worth = [plan.worth[name][0] for name in ("pessimistic", "central", "optimistic")]
    assert worth == pytest.approx([0.8 * 230 * 2] * 3)


def test_the_frontier_falls_as_more_are_to_be_kept_and_its_price_is_its_slope():
    rows = subjects(*({"renewal_probability": share, "central": -3.0} for share in np.linspace(0.3, 0.9, 200)))
    parameters = assumed(frontier_shares=(0.95, 1.0, 1.001, 1.05))
    points = book(rows, parameters).frontier(parameters.scenarios[0], parameters=parameters)
    values = [found.value for _, found, _ in points]
    assert values == sorted(values, reverse=True)
    step = (values[1] - values[2]) / 0.001
    assert points[1][2] == pytest.approx(step, rel=0.1)


def test_a_frontier_keeps_the_other_limits_of_its_scenario():
    rows = subjects(*[{"claims": 5000.0}] * 4)
    parameters = assumed(KEEP_ALL, NO_DECLINES, frontier_shares=(0.5,))
    ((_, found, _),) = book(rows, parameters).frontier(parameters.scenarios[0], parameters=parameters)
    assert found.is_within


def test_parts_are_the_whole():
    rows = subjects({}, {"line": "home"}, {"line": "liability"})
    some = part_of(rows, slice(1, 3))
    assert [some.line.names[code] for code in some.line.codes] == ["home", "liability"]
    assert some.keys["term_id"].to_pylist() == ["T1", "T2"]
    assert len(part_of_gate(book(rows, assumed()).gate, slice(1, 3)).least) == 2
    assert list(slices(0)) == [slice(0, 0)]


def test_other_limits_leave_the_scenario_its_name():
    assert replace_limits(assumed(KEEP_ALL).scenarios[0], ()).name == "plan"
