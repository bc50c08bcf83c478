"""Who is who on the desk: what is asked, what an answer does, and who may give it."""

import pytest
from django.urls import reverse

from kehu.stores.decision_file import read_decisions
from kehu_desk.audit.models import Act, Event


@pytest.fixture
def reader(asking, desk_user, signed_in):
    """`reader(role, branch)` is a browser in which somebody of that role is signed in."""
    return lambda role="actuary", branch="": signed_in(desk_user(role, branch))


@pytest.fixture
def address(asking):
    one, other = asking["pair"]
    return lambda name="matching_pair": f"{reverse(name)}?one={one}&other={other}"


def answered(browser, address, verdict, *, seen=0, reason="Same file"):
    return browser.post(address("matching_decide"), {"verdict": verdict, "seen": seen, "reason": reason}, follow=True)


def test_the_queue_leads_to_the_question(reader, address):
    page = reader().get(reverse("matching")).content.decode()
    assert "Wang Fang · Li Na" in page
    assert reverse("matching_pair") in page


def test_a_question_shows_both_and_what_each_field_says(reader, address):
    page = reader().get(address()).content.decode()
    assert "+9.0 bits" in page or "+9.00 bits" in page
    assert "What one customer would be" in page


def test_an_answer_is_written_and_recorded_and_the_question_goes(reader, address, asking):
    browser = reader()
    page = answered(browser, address, "same").content.decode()
    assert "Nothing is open" in page
    (decision,) = read_decisions(asking["home"])
    assert (decision.verdict, decision.reason) == ("same", "Same file")
    assert {*decision.records, *decision.others} >= set(asking["pair"])
    assert Event.objects.filter(act=Act.IDENTITY_MERGED).count() == 1


def test_an_answer_that_was_overtaken_is_refused_in_words_and_not_recorded(reader, address, asking):
    browser = reader()
    answered(browser, address, "same")
    page = answered(browser, address, "different").content.decode()
    assert "Somebody has decided on this meanwhile" in page
    assert len(read_decisions(asking["home"])) == 1
    assert not Event.objects.filter(act=Act.IDENTITY_PARTED).exists()


def test_an_answer_can_be_changed_by_who_saw_it(reader, address, asking):
    browser = reader()
    answered(browser, address, "same")
    answered(browser, address, "different", seen=1)
    assert [each.verdict for each in read_decisions(asking["home"])] == ["same", "different"]


def test_a_decision_is_taken_back_and_the_question_stands_again(reader, address, asking):
    browser = reader()
    answered(browser, address, "different")
    assert "Li Na" not in browser.get(reverse("matching")).content.decode()
    undone = browser.post(reverse("matching_undo", args=[1]), {"why": "Wrong file"}, follow=True)
    assert "taken back by" in undone.content.decode()
    assert "Li Na" in browser.get(reverse("matching")).content.decode()
    again = browser.post(reverse("matching_undo", args=[1]), {"why": "Twice"})
    assert "Somebody has decided on this meanwhile" in again.content.decode()


def test_another_branch_sees_neither_the_question_nor_the_pair(reader, address):
    browser = reader("branch_manager", "HQ/South")
    assert "Li Na" not in browser.get(reverse("matching")).content.decode()
    assert browser.get(address()).status_code == 404
    assert answered(browser, address, "same").status_code == 404


def test_who_may_only_look_has_no_buttons(reader, address):
    page = reader("compliance_officer").get(address()).content.decode()
    assert 'name="verdict"' not in page


def test_a_pair_that_is_not_asked_is_not_found(reader):
    assert reader().get(reverse("matching_pair") + "?one=x&other=y").status_code == 404
    assert reader().get(reverse("matching_undo", args=[7])).status_code == 404


def test_without_a_run_the_page_says_so(desk_user, signed_in, home):
    page = signed_in(desk_user("actuary")).get(reverse("matching")).content.decode()
    assert "No run has been published yet" in page


def test_the_auditor_sees_how_records_became_customers(reader, asking):
    page = reader("compliance_officer").get(reverse("matching_steps")).content.decode()
    assert "From records to customers" in page
    assert "Customers after it" in page
    assert "nobody has checked" in page
