"""A scenario tried on the desk: its figures beside those of the run, saved under one name, deleted by who saved it."""

import pytest
from django.urls import reverse

from kehu_desk.engine import renewing as engine
from kehu_desk.engine.renewing import LimitFigures, ScenarioFigures, Tried
from kehu_desk.renewals.models import SavedScenario
from tests.offering import LIMIT, SCENARIO, valued

ASKED = {"name": "mine", "kept": "98", "rate_change": "3", "declines": ""}


@pytest.fixture
def reader(offering, desk_user, signed_in, monkeypatch):
    """`reader(role, branch)` is a browser of somebody of that role; every trial comes to the same."""

    def tried(_run, name, *, kept, rate_change, declines):
        assert (kept, rate_change, declines) == (pytest.approx(0.98), pytest.approx(0.03), None)
        return Tried(valued(ScenarioFigures, SCENARIO | {"scenario": name, "is_followed": False}),
                     (valued(LimitFigures, LIMIT | {"scenario": name}),))  # fmt: skip

    monkeypatch.setattr(engine, "try_scenario", tried)
    return lambda role="actuary", branch="": signed_in(desk_user(role, branch))


def page(browser, **asked):
    answer = browser.get(reverse("renewal_try"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_scenario_is_tried_without_being_saved(reader):
    text = page(reader(), **ASKED)
    assert "What it would come to" in text and "mine" in text
    assert SavedScenario.objects.count() == 0
    assert "What it would come to" not in page(reader())


def test_a_limit_that_cannot_be_is_told_beside_its_field(reader):
    text = page(reader(), **(ASKED | {"kept": "300"}))
    assert "What it would come to" not in text and "110" in text


def test_a_scenario_is_saved_once_under_its_name(reader):
    browser = reader()
    assert browser.post(reverse("renewal_try_save"), ASKED).status_code == 302
    assert "mine" in page(browser)
    again = browser.post(reverse("renewal_try_save"), ASKED)
    assert "A scenario of this name has been saved already." in again.content.decode()
    (saved,) = SavedScenario.objects.all()
    assert engine.scenario_read(saved.figures).value == valued(ScenarioFigures, SCENARIO).value


def test_only_who_saved_it_deletes_it(reader):
    mine, other = reader(), reader()
    mine.post(reverse("renewal_try_save"), ASKED)
    (saved,) = SavedScenario.objects.all()
    assert other.post(reverse("renewal_try_delete", args=[saved.pk])).status_code == 404
    assert mine.post(reverse("renewal_try_delete", args=[saved.pk])).status_code == 302
    assert SavedScenario.objects.count() == 0


def test_scenarios_are_of_the_whole_company(reader):
    assert reader("underwriter", "HQ/North").get(reverse("renewal_try")).status_code == 403
