"""Models through the gateway: read, set, taken back, compared; and what was judged."""

import datetime

import pytest
from django.utils import timezone

from kehu_desk import engine
from kehu_desk.engine import EditConflictError, Relativity, UnknownModelError
from tests.cast import make_home
from tests.modelled import write_run

NOW = datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def told(settings, tmp_path):
    """A model of a home with a run."""
    settings.KEHU_HOME = make_home(tmp_path / "home").folder
    run = write_run(settings.KEHU_HOME / "runs")
    return engine.model(run.label, "motor", "frequency")


def asked_of(told, relativity=1.5):
    return Relativity(told.line, told.model, ("age",), ("≤ 29",), relativity)


def test_every_model_of_a_run_is_read_and_found_again(told):
    assert [(one.line, one.model) for one in engine.models(told.run)] == [("motor", "frequency"), ("motor", "renewal")]
    with pytest.raises(UnknownModelError):
        engine.model(told.run, "ships", "frequency")


def test_a_relativity_is_set_waits_and_is_taken_back(told):
    asked = asked_of(told)
    engine.set_relativity(asked, by="Wang Fang", reason="agreed", at=NOW, seen=engine.edits_of(told).fingerprint)
    seen = engine.edits_of(told)
    assert [(one.state, one.edit.relativity, one.edit.set_at) for one in seen.edits] == [("waiting", 1.5, NOW)]
    assert engine.waiting_edits([told]) == {(told.line, told.model): 1}
    with pytest.raises(EditConflictError):
        engine.take_back(asked, seen="")
    engine.take_back(asked, seen=seen.fingerprint)
    assert engine.edits_of(told).edits == ()


def test_what_a_relativity_would_do_is_told_before(told):
    found = engine.effect(told, asked_of(told))
    assert (found.terms, found.line_terms, found.change) == (1, 3, -50.0)


def test_a_model_beside_itself_has_not_moved(told):
    found = engine.compared_models(told.run, told.run, told.line, told.model)
    assert found.base_ratio == 1.0
    assert {one.ratio for one in found.changes} == {1.0}


def test_nothing_was_judged_yet(told):
    assert (engine.backtests(), engine.monitorings(), engine.challenges_made(), engine.promotions()) == ((), (), (), {})
    with pytest.raises(LookupError):
        engine.backtest("T000009")
    for read in (engine.monitoring, engine.challenge):
        with pytest.raises(Exception, match="none yet"):
            read("X000009")


@pytest.mark.slow
def test_a_challenge_is_made_read_and_leads_to_a_promotion(loaded):
    label = engine.make_challenge(now=timezone.localtime(), report=lambda *_: None)
    said = engine.challenge(label)
    assert engine.challenges_made()[0].label == label
    assert said.trials or said.untried
