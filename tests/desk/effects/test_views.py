"""The page of effects: whose decisions, what came of them, and who sees it."""

from django.urls import reverse

from tests.effected import keep_monitoring, keep_replay


def page(browser, query=""):
    answer = browser.get(reverse("effects") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_people_worked_with_comes_before_a_replay(on_desk, home, signed_in, desk_user):
    keep_replay(home)
    keep_monitoring(home)
    browser = signed_in(desk_user("actuary"))
    assert "The decisions of R000001 as of 31 Dec 2023" in page(browser)
    assert "Nobody worked with them" in page(browser, "?of=T000001")


def test_the_page_says_how_sure_an_effect_is(on_desk, home, signed_in, desk_user):
    keep_monitoring(home)
    text = page(signed_in(desk_user("actuary")))
    assert "+5.0 points" in text
    assert "Not told from chance: 80 customers held out, bounds half as wide need 320." in text
    assert "Keep the good" in text


def test_folders_of_before_effects_were_told_are_passed_over(on_desk, home, signed_in, desk_user):
    keep_replay(home, came=None)
    assert "No decisions were followed yet" in page(signed_in(desk_user("actuary")))
    assert signed_in(desk_user("actuary")).get(reverse("effects") + "?of=T000009").status_code == 200
    keep_replay(home, label="T000002")
    assert signed_in(desk_user("actuary")).get(reverse("effects") + "?of=T000001").status_code == 404


def test_without_a_run_on_the_desk_there_is_nothing_to_see(home, signed_in, desk_user):
    assert "No run has been published yet" in page(signed_in(desk_user("actuary")))


def test_effects_are_of_the_whole_company(on_desk, home, signed_in, desk_user):
    assert signed_in(desk_user("underwriter", "HQ/North")).get(reverse("effects")).status_code == 403
