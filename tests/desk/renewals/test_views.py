"""Renewals on the desk: the lists, one renewal, scenarios with a limit that one can move, and who sees what."""

import pytest
from django.urls import reverse

from kehu.stores import run_folders


@pytest.fixture
def reader(offering, desk_user, signed_in):
    """`reader(role, branch)` is a browser in which somebody of that role is signed in."""
    return lambda role="actuary", branch="": signed_in(desk_user(role, branch))


def page(browser, name="renewals", query="", args=()):
    answer = browser.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_names_its_customers_and_leads_to_each_renewal(reader):
    text = page(reader())
    assert "Renewals: Pursue" in text and "Wang Fang" in text and "Li Na" not in text
    assert reverse("renewal", args=["T1"]) in text


def test_each_list_is_an_address(reader):
    assert "1,100.00" in page(reader(), query="?list=reprice")
    assert "Li Na" in page(reader(), query="?list=decline")
    assert "Nobody stands on this list" in page(reader(), query="?list=keep")
    assert reader().get(reverse("renewals") + "?list=other").status_code == 404


def test_a_list_of_a_line_leaves_the_others_out(reader):
    assert "Wang Fang" in page(reader(), query="?list=pursue&line=motor")
    assert "Wang Fang" in page(reader(), query="?list=pursue&line=nonsense")


def test_a_branch_sees_its_own(reader):
    browser = reader("underwriter", "HQ/North")
    assert "Li Na" not in page(browser, query="?list=decline")
    assert browser.get(reverse("renewal", args=["T3"])).status_code == 404
    assert browser.get(reverse("renewal", args=["T2"])).status_code == 200
    assert browser.get(reverse("renewal_scenarios")).status_code == 403


def test_a_renewal_says_what_is_offered_and_why(reader):
    text = page(reader(), "renewal", args=["T2"])
    assert "1,100.00" in text and "Walk-away price" in text
    assert "outside the filed range" in text and "the limits that all share" in text
    text = page(reader(), "renewal", args=["T1"])
    assert "No gate changed it" in text and "Premium at the unchanged price" in text


def test_a_renewal_that_is_not_decided_is_not_there(reader):
    assert reader().get(reverse("renewal", args=["T9"])).status_code == 404


def test_a_limit_can_be_moved_and_the_answer_follows(reader):
    at_plan, moved = page(reader(), "renewal_scenarios"), page(reader(), "renewal_scenarios", "?kept=2")
    assert "<output" in at_plan and "97%" in at_plan.split("<output")[1].split("</output>")[0]
    assert "99%" in moved.split("<output")[1].split("</output>")[0]
    answer = moved.split('id="kept-answer"')[1].split("desk-chart")[0]
    assert "700" in answer
    assert "900" not in answer
    assert "<output" in page(reader(), "renewal_scenarios", "?kept=99")


def test_scenarios_tell_limits_and_gates(reader):
    text = page(reader(), "renewal_scenarios")
    assert "One more point of it would cost 12" in text and "Nobody is declined" not in text
    assert "Premium, expected cost and renewal are known" in text


def test_a_run_that_decides_nothing_says_so(loaded, published, desk_user, signed_in):
    published([{"customer_id": "C1"}])
    run_folders.current(loaded).table("renewal_decisions").unlink()
    browser = signed_in(desk_user("actuary"))
    for name in ("renewals", "renewal_scenarios"):
        assert "This run decides no renewals" in browser.get(reverse(name)).content.decode()


def test_without_a_run_there_is_nothing(db, desk_user, signed_in):
    browser = signed_in(desk_user("actuary"))
    assert "No run has been published yet" in browser.get(reverse("renewals")).content.decode()
    assert browser.get(reverse("renewal", args=["T1"])).status_code == 404
