"""`kehu show` gives every view of a run, for people and for machines."""

import json

import pytest

from kehu.cli.showing import View


@pytest.mark.parametrize("view", View)
def test_every_view_is_shown_to_people_and_given_to_machines(kehu, small_home, view):
    told = kehu("show", view, "--home", small_home)
    assert (told.exit_code, told.output.strip() != "") == (0, True)
    assert "NaN" not in kehu("show", view, "--json", "--home", small_home).stdout


def test_the_overview_leads_with_customers_and_result(kehu, small_home):
    first, *_ = kehu("show", "--home", small_home).output.strip().splitlines()
    assert first == "4 customers lose 600 CNY"


def test_json_keeps_every_cent_and_has_no_number_that_is_none(kehu, small_home):
    lines = json.loads(kehu("show", "lines", "--json", "--home", small_home).stdout)
    quality = json.loads(kehu("show", "quality", "--json", "--home", small_home).stdout)
    assert lines["total"]["result"] == "-599.92"
    assert quality[0]["birth_share"] is None


def test_business_without_a_premium_is_told(kehu, small_home):
    told = kehu("show", "lines", "--home", small_home).output
    assert "366 days of cover carry no premium in the source" in told


def test_a_customer_is_shown_with_records_policies_account_and_claims(kehu, small_home):
    told = kehu("customer", "core:4", "--home", small_home).output
    assert "Dahua Trading (core:4) lost 3,400.00 CNY with 1 claim" in told
    assert "C1" in told and "P4" in told and "1 record behind the customer" in told


def test_a_home_without_a_run_is_told_to_make_one(kehu, home):
    told = kehu("show", "--home", home)
    assert (told.exit_code, "kehu run" in told.stderr) == (1, True)


def test_a_run_or_customer_that_is_not_there_is_refused(kehu, small_home):
    assert "no run 'R000009'" in kehu("show", "--run", "R000009", "--home", small_home).stderr
    assert "no customer 'core:99'" in kehu("customer", "core:99", "--home", small_home).stderr
