"""The pages of how models did: what was made is read, for the whole company only, and a recipe is promoted."""

import pytest

from kehu.stores.promotion_file import read_promotions
from kehu_desk.audit.models import Act, Event

PAGES = (
    "/models/judged/backtests/T000001/",
    "/models/judged/monitoring/M000001/",
    "/models/judged/challenges/C000001/",
)
PROMOTE = "/models/judged/challenges/C000001/promote"


@pytest.fixture
def actuary(desk_user, signed_in, judged, on_desk):
    return signed_in(desk_user("actuary", name="Li Na"))


def text(answer):
    return answer.content.decode()


def test_everything_made_stands_on_one_page(actuary):
    page = text(actuary.get("/models/judged/"))
    assert all(address in page for address in PAGES)


def test_where_nothing_was_made_it_says_how(desk_user, signed_in, home):
    page = text(signed_in(desk_user("actuary")).get("/models/judged/"))
    for command in ("kehu backtest --as-of", "kehu monitor", "kehu challenge"):
        assert command in page


@pytest.mark.parametrize("address", PAGES)
def test_pages_need_few_queries_and_few_bytes(actuary, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(8):
        answer = actuary.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_workbook(actuary, address):
    answer = actuary.get(f"{address}export.xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_backtest_shows_lift_calibration_and_scores(actuary):
    page = text(actuary.get(PAGES[0]))
    assert "The last tenth brought 10.0 times the first" in page
    assert "Every tenth was foretold within its bounds" in page
    assert "10.0% ± 1.0%" in page
    assert "outside" in page


def test_a_monitoring_leads_with_its_advice(actuary):
    page = text(actuary.get(PAGES[1]))
    assert "Set the level" in page
    assert "what came lies outside the bounds" in page
    assert "Online" in page


def test_a_recipe_is_promoted_with_a_reason_and_recorded(actuary, judged):
    page = text(actuary.get(PAGES[2]))
    assert "Too few claims to hold any back: pets: severity." in page
    refused = actuary.post(PROMOTE, {"choice": "motor|frequency|boosted", "reason": ""})
    assert "This field is required" in text(refused)
    answer = actuary.post(PROMOTE, {"choice": "motor|frequency|boosted", "reason": "saves on every fold"})
    assert answer.status_code == 302
    (promotion,) = read_promotions(judged)
    assert (promotion.recipe, promotion.by, promotion.challenge) == ("boosted", "Li Na", "C000001")
    assert Event.objects.get(act=Act.RECIPE_PROMOTED).details["reason"] == "saves on every fold"
    assert "next run" in text(actuary.get(PAGES[2]))


def test_the_champion_and_what_was_not_tried_cannot_be_promoted(actuary, judged):
    for choice in ("motor|frequency|pairs", "ships|frequency|boosted", "nonsense"):
        assert actuary.post(PROMOTE, {"choice": choice, "reason": "x"}).status_code == 200
    assert read_promotions(judged) == ()


@pytest.mark.parametrize("address", ["backtests/T000009/", "monitoring/M000009/", "challenges/C000009/"])
def test_what_is_not_there_is_not_found(actuary, address):
    assert actuary.get(f"/models/judged/{address}").status_code == 404


def test_who_may_not_promote_sees_no_form(desk_user, signed_in, judged, on_desk):
    officer = signed_in(desk_user("compliance_officer"))
    assert "Promote a recipe" not in text(officer.get(PAGES[2]))
    assert officer.post(PROMOTE).status_code == 403
    assert signed_in(desk_user("underwriter", branch="HQ")).get(PAGES[2]).status_code == 403
