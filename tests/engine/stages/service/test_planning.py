"""The plan: hours of branches, the quiet, those held out, and why there is nothing."""

import numpy as np
import pytest

from kehu.stages.service.planning import planned
from kehu.tables.service import STATES
from tests.serviced import assumed, kind, offered, people

EMPTY = {"renewal_effect": 0.0, "claims": 0.0}


def states(rows, parameters, **more):
    """The state of each customer, by name."""
    customers, covers = people(*rows, **more)
    found = planned(customers, offered(customers, covers, parameters), parameters=parameters)
    return [STATES[place] for place in found.state], found


def test_hours_go_to_those_to_whom_they_are_worth_most():
    rows = [{"claims": 400.0}, {"claims": 900.0}, {"claims": 600.0}]
    told, found = states(rows, assumed(hours=[{"branch": "HQ", "hours": 2.0}]))
    assert told == ["no_hours", "planned", "planned"]
    assert found.branches == ("HQ",)
    assert 60 <= found.hour_value[0] <= 80  # the worth of the first who goes without, to that of the last who is served


def test_a_branch_that_is_not_named_has_hours_for_each_customer():
    told, found = states([{}, {}, {"branch": "HQ/South"}], assumed(hours_per_customer=0.5))
    assert sorted(told) == ["no_hours", "no_hours", "planned"]
    assert found.hours.tolist() == [1.0, 0.5]


def test_the_deepest_branch_that_is_named_gives_its_hours():
    hours = [{"branch": "HQ", "hours": 1.0}, {"branch": "HQ/North", "hours": 0.0}]
    told, _found = states([{}, {"branch": "HQ/South/Town"}], assumed(hours=hours))
    assert told == ["no_hours", "planned"]


def test_the_quiet_have_their_share_of_the_services():
    rows = [{"has_claimed": True, "claims": 900.0}] * 4 + [{}] * 4
    free, _found = states(rows, assumed(hours=[{"branch": "HQ", "hours": 4.0}]))
    shared, _found = states(rows, assumed(hours=[{"branch": "HQ", "hours": 4.0}], least_quiet=0.5))
    assert free[:4] == ["planned"] * 4
    assert shared[4:].count("planned") == 2
    assert shared[:4].count("planned") == 2


def test_whoever_is_held_out_would_have_been_served_and_uses_no_hours():
    rows = [{"is_held_out": True}, {}, {"is_held_out": True} | EMPTY]
    told, found = states(rows, assumed(hours=[{"branch": "HQ", "hours": 1.0}]))
    assert told == ["held_out", "planned", "not_worth"]
    assert found.kind[0] == 0


BARELY = {"renewal_effect": 0.0, "claims": 190.0}  # spares 19 and costs 20; its doubt is .15 of 190 × .9


def test_idle_hours_try_what_is_not_worth_its_cost_yet():
    rows = [{}, BARELY, BARELY | {"claims": 20.0}]
    told, found = states(rows, assumed())
    assert told == ["planned", "planned", "not_worth"]
    assert found.is_trial.tolist() == [False, True, False]
    assert states(rows, assumed(trial_errors=0.0))[0] == ["planned", "not_worth", "not_worth"]


def test_trials_take_no_hour_from_what_is_worth_it():
    told, found = states([BARELY, {}], assumed(hours=[{"branch": "HQ", "hours": 1.0}]))
    assert told == ["not_worth", "planned"]
    assert not found.is_trial.any()


def test_a_trial_holds_out_too_or_it_would_teach_nothing():
    told, found = states([BARELY | {"is_held_out": True}, BARELY], assumed())
    assert told == ["held_out", "planned"]
    assert found.is_trial.tolist() == [True, True]


def test_what_was_measured_surely_is_not_tried_again():
    tried, _found = states([BARELY], assumed(kind(doubt=0.15)))
    sure, _found = states([BARELY], assumed(kind(doubt=0.001)))
    assert (tried, sure) == (["planned"], ["not_worth"])


def test_it_is_said_why_there_is_nothing():
    last = {"check": np.array(["NaT", "2024-12-01", "NaT"], "datetime64[D]")}
    rows = [EMPTY, {}, {"line": "home"}]
    told, _found = states(rows, assumed(kind(lines=("motor",))), last=last)
    assert told == ["not_worth", "recent", "not_entitled"]


def test_without_customers_or_services_there_is_an_empty_plan():
    told, found = states([], assumed())
    assert told == [] and found.branches == ()
    customers, covers = people({})
    none = assumed().model_copy(update={"catalogue": ()})
    empty = planned(customers, offered(customers, covers, none), parameters=none)
    assert [STATES[place] for place in empty.state] == ["not_entitled"]
    assert empty.gap == pytest.approx(0.0)
