"""Whether somebody is a customer already: of all branches, in stars where the reader does not see the customer."""

import datetime

import pytest
from django.urls import reverse

from kehu_desk.audit.models import Act, Event
from kehu_desk.engine import PartyRecord, number_key
from kehu_desk.matching import looking_up
from kehu_desk.published.models import PublishedRun, SearchKey

BORN = datetime.date(1980, 2, 3)
NUMBER, PHONE = "11010519491231002X", "+86 138-0013 8000"
RECORD = PartyRecord(
    "core:1", "core", "person", "王芳", "national_id", NUMBER, BORN, None, PHONE, None, None, datetime.date(2020, 1, 1)
)


@pytest.fixture
def known(published, monkeypatch):
    """Two customers, of whom the first is the person asked for; the other only has the name."""
    published(
        [
            {"customer_id": "C1", "name": "王芳", "branch": "HQ/North", "producer_name": "Zhao Min"},
            {"customer_id": "C2", "name": "王芳", "branch": "HQ/South"},
        ]
    )
    run = PublishedRun.objects.get()
    keys = [("王芳", 1), ("王芳", 2), ("13800138000", 1), (number_key(NUMBER), 1)]
    SearchKey.objects.filter(run_id=run.pk).delete()
    SearchKey.objects.bulk_create(
        SearchKey(run_id=run.pk, key=key, place=place, branch_number=1) for key, place in keys
    )
    nobody = PartyRecord(**{**vars(RECORD), "identity_number": None, "birth_date": None, "phone": None})
    monkeypatch.setattr(looking_up.engine, "party_records", lambda run, key: (RECORD,) if key == "C1" else (nobody,))
    return run


def asked(known, **given):
    told = {"name": "", "number": "", "phone": "", "birth": None, **given}
    return [(match.customer.customer_id, match.agrees) for match in looking_up.find(known, **told)]


@pytest.mark.parametrize(
    ("given", "agrees"),
    [
        ({"number": "110105-19491231-002x"}, "number"),
        ({"name": "王芳", "phone": "13800138000"}, "phone_and_name"),
        ({"name": "王芳", "birth": BORN}, "name_and_birth"),
        ({"phone": "+8613800138000"}, "phone"),
        ({"name": "李娜", "phone": "13800138000"}, "phone"),
    ],
)
def test_what_agrees_is_told_the_most_telling_first(known, given, agrees):
    assert asked(known, **given) == [("C1", agrees)]


@pytest.mark.parametrize(
    "given",
    [
        {"name": "王芳", "birth": datetime.date(1981, 2, 3)},
        {"number": "110101199001010014"},
        {"phone": "13900139000", "name": "王芳"},
    ],
)
def test_a_name_alone_is_nobody(known, given):
    assert asked(known, **given) == []


def ask(browser, **given):
    return browser.post(reverse("matching_look_up"), given)


def test_who_does_not_see_the_customer_learns_whose_it_is_and_no_more(known, desk_user, signed_in):
    browser = signed_in(desk_user("salesperson", "HQ/South"))
    page = ask(browser, number=NUMBER).content.decode()
    found = page[page.index("Who agrees with it") :]
    assert "Same identity number" in found
    assert "North" in found
    assert "Zhao Min" in found
    assert "王芳" not in found
    assert "C1" not in found


def test_who_sees_the_customer_is_led_to_it(known, desk_user, signed_in):
    page = ask(signed_in(desk_user("salesperson", "HQ/North")), number=NUMBER).content.decode()
    assert reverse("customer", args=["C1"]) in page


def test_every_question_is_recorded_with_who_was_found_and_not_what_was_asked(known, desk_user, signed_in):
    ask(signed_in(desk_user("salesperson", "HQ/South")), number=NUMBER)
    event = Event.objects.get(act=Act.LOOKED_UP)
    assert event.subject == "C1"
    assert NUMBER not in str(vars(event))


def test_a_name_alone_is_not_enough_to_ask(known, desk_user, signed_in):
    page = ask(signed_in(desk_user("salesperson", "HQ/South")), name="王芳").content.decode()
    assert "a name alone tells nobody" in page
    assert not Event.objects.filter(act=Act.LOOKED_UP).exists()
