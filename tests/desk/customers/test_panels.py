"""Each panel says its part of the customer, or stays away."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from kehu_desk.customers import panels


@pytest.fixture
def actuary():
    return SimpleNamespace(user=SimpleNamespace(may=lambda permission: True))


def test_numbers_are_masked_until_they_are_asked_for(actuary, page_of):
    masked = panels.records(actuary, page_of())["records"].rows[0]
    full = panels.records(actuary, page_of(), is_revealed=True)["records"].rows[0]
    assert "138****8000" in masked["phone"] and "110105" in masked["identity"]
    assert "13800138000" not in str(masked) and "110105194912310020" not in str(masked)
    assert (full["phone"], full["identity"]) == ("13800138000", "110105194912310020")


def test_a_masked_record_leads_to_no_door(actuary, page_of):
    masked = panels.records(actuary, page_of())["records"].rows[0]
    assert masked["address"] == "北京市朝阳区…"
    assert masked["born"] == "1949"


def test_whoever_may_not_see_numbers_has_no_button(page_of):
    guest = SimpleNamespace(user=SimpleNamespace(may=lambda permission: False))
    assert panels.records(guest, page_of())["may_reveal"] is False


def test_the_records_say_by_which_rule_they_are_one(actuary, page_of):
    (reason,) = panels.records(actuary, page_of())["reasons"]
    assert reason.text == "Same identity number: Wang Fang = 王芳"


def test_panels_without_anything_to_say_stay_away(actuary, nobody):
    silent = (panels.account, panels.prices, panels.relations, panels.risk, panels.renewal, panels.value, panels.place)
    for read in silent:
        assert read(actuary, nobody) is None


def test_every_panel_can_be_read_of_anybody(actuary, page_of, nobody):
    for page in (page_of(), nobody):
        assert all(panel.read(actuary, page) is not False for panel in panels.PANELS)


def test_a_service_held_back_for_a_test_is_not_shown_as_given(actuary, page_of):

    given = page_of().services[0]
    page = page_of(services=(given, replace(given, is_held_out=True)))
    assert len(panels.relations(actuary, page)["services"].rows) == 1
