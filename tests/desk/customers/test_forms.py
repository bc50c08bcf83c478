"""Filters take what the reader's portfolio offers, and leave out what they do not understand."""

import datetime

from django.http import QueryDict

from kehu_desk.customers.forms import CustomerFilters, offered_choices

DOCUMENT = {
    "tiers": [{"keys": ["A"]}],
    "lines": [{"keys": ["motor"]}, {"keys": ["odd line"]}],
    "kinds": [],
    "channels": [],
}


def asked(query):
    offered = offered_choices(DOCUMENT, ["HQ", "HQ/North/2"], "HQ")
    return CustomerFilters(QueryDict(query), offered=offered).asked


def test_what_is_offered_is_understood():
    assert asked("tier=A&line=motor&due=30") == {"tier": "A", "line": "motor", "due": "30"}


def test_what_is_not_offered_filters_nothing():
    assert asked("tier=Z&line=motor&premium=-5") == {"line": "motor"}


def test_values_have_their_types():
    assert asked("premium=1000&month=2025-03-01") == {"premium": 1000, "month": datetime.date(2025, 3, 1)}


def test_lines_have_names_and_unknown_ones_stay_as_written():
    assert offered_choices(DOCUMENT, [], "")["line"] == [("motor", "Motor"), ("odd line", "odd line")]


def test_branches_are_called_by_the_path_below_the_readers_own():
    assert offered_choices(DOCUMENT, ["HQ/North/2"], "HQ")["branch"] == [("HQ/North/2", "North / 2")]


def test_nothing_published_offers_nothing_and_no_error():
    assert offered_choices({}, [], "") == {"tier": [], "line": [], "kind": [], "channel": [], "branch": []}
