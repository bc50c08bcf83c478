"""Whoever types a name, its sound or a part of a number finds the customer meant, in the own branch only."""

import pytest

from kehu_desk.customers.finding import find
from kehu_desk.published.visibility import scope_of

PEOPLE = [
    {"name": "王芳", "branch": "HQ/N", "keys": ("王芳", "芳", "wangfang", "wf")},
    {"name": "王芳芳", "branch": "HQ/S", "keys": ("王芳芳", "芳芳", "wangfangfang", "wff", "13800138000", "8000")},
    {"name": "王芳", "branch": "HQ/S", "keys": ("王芳", "芳", "wangfang", "wf")},
]


@pytest.fixture
def run(published):
    return published(PEOPLE)


def places(run, text, branch="", most=10):
    return [one.place for one in find(scope_of(run, branch), text, most=most).customers]


def test_a_whole_key_goes_before_a_longer_one_and_the_better_customer_first(run):
    assert places(run, "王芳") == [1, 3, 2]
    assert places(run, "wf") == [1, 3, 2]


def test_the_beginning_of_a_key_is_enough(run):
    assert places(run, "wangfangf") == [2]


def test_a_part_of_a_telephone_number_finds_its_owner(run):
    assert places(run, "800") == [2]


def test_other_branches_are_not_searched(run):
    assert places(run, "王芳", branch="HQ/N") == [1]
    assert places(run, "13800138000", branch="HQ/N") == []
    assert places(run, "王芳", branch="HQ/Nowhere") == []


@pytest.mark.parametrize("typed", ["wnagfang", "wangfan g", "wangfamg", "王方", "王 芳", "WANGFANG"])
def test_a_slip_or_a_homophone_finds_the_customer(run, typed):
    assert 1 in places(run, typed)


def test_a_mended_spelling_says_so(run):
    assert find(scope_of(run, ""), "wnagfang", most=5).is_mended
    assert not find(scope_of(run, ""), "wangfang", most=5).is_mended


def test_two_slips_find_nobody(run):
    assert places(run, "wnagfnag") == []


def test_too_little_to_go_by_finds_nobody_and_says_so(run):
    found = find(scope_of(run, ""), "w", most=5)
    assert (found.is_short, found.customers) == (True, ())


def test_more_than_are_shown_is_said(run):
    found = find(scope_of(run, ""), "王芳", most=2)
    assert (len(found.customers), found.has_more) == (2, True)


def test_another_run_is_not_searched(run, published):
    published([{"name": "李娜"}], label="R000002")
    assert places(run, "李娜") == []
