"""Service as people read it: by branch, by state, with and without a claim; whoever is held out is on no list."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from kehu import servicing
from tests.servicing import write_service

PLANS = (
    {"value": "70.00"},
    {"customer_id": "C2", "is_trial": True, "value": "90.00", "branch": "HQ/North/Town", "has_claimed": True},
    {"customer_id": "C3", "branch": "HQ/Northeast", "state": "no_hours"},
    {"customer_id": "C4", "state": "held_out"},
    {"customer_id": "C5", "state": "not_entitled", "kind": None, "value": None, "service_count": 2},
)


@pytest.fixture
def run(tmp_path):
    write_service(tmp_path, PLANS, kinds=({}, {"kind": "survey", "planned_value": "900.00"}))
    return SimpleNamespace(table=lambda name: tmp_path / f"{name}.parquet")


def ids(found):
    return [one.customer_id for one in found.rows]


def test_those_come_first_for_whom_service_brings_most(run):
    found = servicing.due(run, scope="", state="planned")
    assert ids(found) == ["C2", "C1"]
    assert found.count == 2


def test_a_list_is_of_a_branch_and_all_below_it(run):
    assert ids(servicing.due(run, scope="HQ/North", state="planned")) == ["C2", "C1"]
    assert ids(servicing.due(run, scope="HQ/Northeast", state="planned")) == []


def test_a_list_may_be_of_the_quiet_or_of_a_service(run):
    assert ids(servicing.due(run, scope="", state="planned", whom="quiet")) == ["C1"]
    assert ids(servicing.due(run, scope="", state="planned", whom="claimed")) == ["C2"]
    assert ids(servicing.due(run, scope="", state="planned", kind="survey")) == []


def test_whoever_is_held_out_is_on_no_list(run):
    assert ids(servicing.due(run, scope="", state="never")) == ["C3"]
    assert ids(servicing.due(run, scope="", state="held_out")) == []


def test_pages_follow_each_other(run):
    first = servicing.due(run, scope="", state="planned", most=1)
    assert (ids(first), first.next_place) == (["C2"], 1)
    assert ids(servicing.due(run, scope="", state="planned", after=1, most=1)) == ["C1"]


def test_the_figures_of_a_branch_are_counted_from_its_customers(run):
    found = servicing.figures(run, scope="HQ/North")
    assert (found.customer_count, found.planned_count, found.quiet_planned_count, found.trial_count) == (4, 2, 1, 1)
    assert (found.planned_cost, found.planned_value) == (Decimal("40.00"), Decimal("160.00"))
    assert (found.never_count, found.quiet_never_count) == (1, 1)


def test_catalogue_branches_and_effects_are_read_whole(run):
    assert [one.kind for one in servicing.kinds(run)] == ["survey", "check"]
    assert servicing.branches(run)[0].hour_value == Decimal("35.00")
    assert servicing.effects(run)[0].basis == "held_out"


def test_an_earlier_release_says_nothing(tmp_path):
    run = SimpleNamespace(table=lambda name: tmp_path / f"{name}.parquet")
    assert not servicing.is_planned(run)
    assert servicing.kinds(run) == servicing.branches(run) == servicing.effects(run) == ()
