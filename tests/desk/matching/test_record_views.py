"""Who a customer is: what is held for true, records taken out, another customer beside it, fields set by hand."""

import pytest
from django.urls import reverse

from kehu.stores.correction_file import read_corrections
from kehu.stores.decision_file import read_decisions
from kehu_desk import engine
from kehu_desk.audit.models import Act, Event


@pytest.fixture
def reader(asking, desk_user, signed_in):
    """`reader(role, branch)` is a browser in which somebody of that role is signed in."""
    return lambda role="actuary", branch="": signed_in(desk_user(role, branch))


@pytest.fixture
def customer(asking):
    return asking["ids"][0]


def text_of(answer):
    return answer.content.decode()


def set_field(browser, customer, field="phone", value="13912345678", *, seen=0, why="Seen", **more):
    given = {"seen": seen, "value": value, "why": why, **more}
    return browser.post(reverse("matching_field", args=[customer, field]), given, follow=True)


def test_every_field_says_what_is_held_for_true_and_why(reader, customer, asking):
    page = text_of(reader().get(reverse("matching_customer", args=[customer])))
    name = engine.customer("R000001", customer).name
    assert name in page
    assert "The only record that says anything." in page


def test_the_customers_page_leads_there(reader, customer):
    page = text_of(reader().get(reverse("customer", args=[customer])))
    assert reverse("matching_customer", args=[customer]) in page


def test_a_field_set_by_hand_is_a_fact_for_the_next_run(reader, customer, asking):
    browser = reader()
    page = text_of(set_field(browser, customer))
    assert "It holds from the next run" in page
    assert "139****5678" in page
    (made,) = read_corrections(asking["home"])
    assert (made.field, made.value, made.reason) == ("phone", "13912345678", "Seen")
    assert made.party_id == engine.customer("R000001", customer).records[0].party_id
    event = Event.objects.get(act=Act.FIELD_CORRECTED)
    assert (event.subject, event.details["field"]) == (customer, "phone")
    assert "13912345678" not in str(event.details)


def test_what_was_set_is_taken_back(reader, customer, asking):
    browser = reader()
    set_field(browser, customer)
    set_field(browser, customer, value="", why="", seen=1, back="1")
    assert [each.value for each in read_corrections(asking["home"])] == ["13912345678", None]


def test_who_was_overtaken_is_told_and_nothing_is_written(reader, customer, asking):
    browser = reader()
    set_field(browser, customer)
    assert "Somebody has decided on this meanwhile" in text_of(set_field(browser, customer, "phone", "13800138000"))
    assert len(read_corrections(asking["home"])) == 1
    assert Event.objects.filter(act=Act.FIELD_CORRECTED).count() == 1


@pytest.mark.parametrize(("field", "value"), [("birth_date", "31.31.1980"), ("gender", "none"), ("phone", "")])
def test_what_cannot_be_is_refused_at_the_field(reader, customer, asking, field, value):
    answer = set_field(reader(), customer, field, value)
    assert answer.context["form"].errors["value"]
    assert read_corrections(asking["home"]) == ()


def test_there_is_no_other_field(reader, customer):
    assert reader().get(reverse("matching_field", args=[customer, "tier"])).status_code == 404


def test_a_single_record_offers_no_split(reader, customer):
    page = text_of(reader().get(reverse("matching_customer", args=[customer])))
    assert "Take records out" not in page


def test_records_of_somebody_else_are_taken_out(reader, customer, asking, monkeypatch):
    page = engine.customer("R000001", customer)
    second = type(page.records[0])(**{**vars(page.records[0]), "party_id": "web:1", "name": "Li Na"})
    two = type(page)(**{**vars(page), "records": (*page.records, second)})
    monkeypatch.setattr("kehu_desk.matching.seen.read_customer", lambda run, key: two)
    browser = reader()
    address = reverse("matching_split", args=[customer])
    every = [record.party_id for record in two.records]
    assert "Leave at least one record" in text_of(
        browser.post(address, {"records": every, "seen": 0, "why": "Other person"})
    )
    done = browser.post(address, {"records": ["web:1"], "seen": 0, "why": "Other person"}, follow=True)
    assert "makes two customers of them" in text_of(done)
    (decision,) = read_decisions(asking["home"])
    assert (decision.verdict, decision.others, decision.reason) == ("different", ("web:1",), "Other person")
    assert Event.objects.get(act=Act.IDENTITY_PARTED).subject == customer


def test_another_customer_is_held_beside_and_joined(reader, asking):
    one, other = asking["ids"]
    browser = reader()
    shown = browser.post(reverse("matching_beside", args=[one]), {"other": other.lower()}, follow=True)
    assert "One or two?" in text_of(shown)
    decide = f"{reverse('matching_decide')}?customer={one}&with={other}"
    browser.post(decide, {"verdict": "same", "seen": 0, "reason": "Twins they are not"})
    (decision,) = read_decisions(asking["home"])
    assert decision.verdict == "same"


@pytest.mark.parametrize("other", ["C-NOBODY", "itself"])
def test_a_number_that_leads_to_nobody_else_is_refused(reader, customer, other):
    number = customer if other == "itself" else other
    answer = reader().post(reverse("matching_beside", args=[customer]), {"other": number})
    assert answer.context["beside_form"].errors["other"]


def test_another_branch_sees_nothing_and_sets_nothing(reader, customer, asking):
    browser = reader("branch_manager", "HQ/South")
    assert browser.get(reverse("matching_customer", args=[customer])).status_code == 404
    assert set_field(browser, customer).status_code == 404
    assert read_corrections(asking["home"]) == ()
