"""Service in words."""

from kehu_desk.engine.servicing import ServicePlan
from kehu_desk.service import words
from tests.offering import valued
from tests.servicing import PLAN


def plan(**more):
    return valued(ServicePlan, PLAN | {"last_service_date": None} | more)


def test_what_a_plan_rests_on_is_said():
    assert words.told(plan()).text == "in part measured"
    assert words.told(plan(claims_told="measured")).text == "measured"
    assert words.told(plan(renewal_told="assumed")).text == "assumed"
    assert words.told(plan(is_trial=True)).text == "trial"
    assert words.told(plan(kind=None)) is None


def test_codes_between_commas_have_their_names():
    assert words.codes("*", "line") == "all"
    assert words.codes("home,pets", "line") == "Home, pets"
    assert words.kind_name("annual_review") == "Yearly review of all covers"
    assert words.kind_name(None) == ""
