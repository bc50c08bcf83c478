"""The gateway reads what a run offers its renewals."""

import pytest

from kehu import trying
from kehu.stores import run_folders
from kehu_desk.engine import renewing as engine
from tests.offering import SCENARIO, valued, write_offers


@pytest.fixture
def label(loaded):
    run = run_folders.current(loaded)
    write_offers(run.folder, [{}, {"list": "keep"}], reasons=[{"reason": "premium", "amount": "420.00"}])
    return run.label


def test_everything_is_read_by_the_label_of_the_run(label):
    assert engine.renewals_are_decided(label)
    assert engine.renewal_lines(label, scope="") == ("motor",)
    assert [one.count for one in engine.renewal_lists(label, scope="", line="")] == [1, 1, 0, 0]
    assert engine.renewal_offers(label, "keep", scope="", line="", after=0).count == 1
    assert engine.renewal_offer(label, "T1")[1][0].reason == "premium"
    assert engine.renewal_scenarios(label)[0].scenario == "plan"
    assert engine.renewal_limits(label)[0].measure == "kept"
    assert engine.renewal_frontier(label)[0].scenario == "plan"
    assert engine.renewal_gates(label, line="all")[0].gate == "known"


def test_figures_are_kept_as_plain_values_and_read_again():
    figures = valued(engine.ScenarioFigures, SCENARIO)
    kept = engine.scenario_kept(figures)
    assert isinstance(kept["value"], str)
    assert engine.scenario_read(kept) == figures


def test_a_scenario_is_tried_within_the_limits_asked_for(label, monkeypatch):
    asked = {}
    monkeypatch.setattr(trying, "try_scenario", lambda run, name, bounds, settings: asked.update({name: bounds}))
    engine.try_scenario(label, "mine", kept=0.98, rate_change=None, declines=0.0)
    assert [(bound.measure, bound.sense, bound.bound) for bound in asked["mine"]] == [
        ("kept", "at least", 0.98),
        ("declines", "at most", 0.0),
    ]
