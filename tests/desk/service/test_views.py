"""Service on the desk: who is due what, the catalogue, and who sees what."""

import pytest
from django.urls import reverse

from kehu.stores import run_folders


@pytest.fixture
def reader(serving, desk_user, signed_in):
    """`reader(role, branch)` is a browser in which somebody of that role is signed in."""
    return lambda role="service_officer", branch="": signed_in(desk_user(role, branch))


def page(browser, name="service", query=""):
    answer = browser.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_plan_names_customers_with_and_without_claims(reader):
    text = page(reader())
    assert "Service: Planned" in text and "Wang Fang" in text and "Li Na" in text
    assert "in part measured" in text
    assert "Wang Fang" in page(reader(), query="?whom=quiet") and "Li Na" not in page(reader(), query="?whom=quiet")


def test_whoever_is_held_out_is_not_told_of(reader):
    for state in ("planned", "never", "no_hours"):
        assert "C-HELD-OUT" not in page(reader(), query=f"?state={state}")
    assert reader().get(reverse("service") + "?state=held_out").status_code == 404
    assert "C-NO-HOURS" in page(reader(), query="?state=never")


def test_a_branch_sees_its_own(reader):
    text = page(reader("service_officer", "HQ/South"))
    assert "Li Na" in text and "Wang Fang" not in text


def test_the_catalogue_tells_effects_and_branches_to_those_who_see_the_company(reader):
    text = page(reader("actuary"), "service_catalogue")
    assert "HQ/North" in text and "Beside those held out" in text
    assert reader("service_officer").get(reverse("service_catalogue")).status_code == 403


def test_a_run_that_plans_no_service_says_so(loaded, published, desk_user, signed_in):
    published([])
    run_folders.current(loaded).table("service_plans").unlink()
    assert "This run plans no service" in page(signed_in(desk_user("actuary")))
    assert "This run plans no service" in page(signed_in(desk_user("actuary")), "service_catalogue")
