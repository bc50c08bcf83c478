"""`kehu run` makes a run, and the whole way from a file to customers holds together."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_each_stage_is_told_and_an_earlier_run_can_be_used_again(kehu, loaded):
    told = kehu("run", "--as-of", "2023-06-30", "--home", loaded)
    assert "Find the customers behind the party records" in told.output
    assert "R000002 is current, as of 2023-06-30." in told.output
    assert "R000001 is current" in kehu("use", "R000001", "--home", loaded).output
    rows = json.loads(kehu("runs", "--json", "--home", loaded).stdout)
    assert [(row["run"], row["is_current"]) for row in rows] == [("R000001", True), ("R000002", False)]


def test_a_run_for_machines_is_its_manifest_and_nothing_else(kehu, loaded):
    told = json.loads(kehu("run", "--as-of", "2023-12-31", "--home", loaded, "--json").stdout)
    assert (told["run"], told["as_of"], told["batches"][0]["batch"]) == ("R000002", "2023-12-31", "B000001")


def test_the_customers_have_their_premium_to_the_cent(kehu, ran):
    told = json.loads(kehu("show", "--json", "--home", ran).stdout)
    assert told["customer_count"] == 2
    assert told["figures"]["earned_premium"] == "2300.10"  # cover of the whole year, earned by its last day


def test_the_page_shows_the_policies_of_all_lines(kehu, ran):
    best = json.loads(kehu("show", "customers", "--json", "--home", ran).stdout)["best"][0]
    page = json.loads(kehu("customer", best["customer_id"], "--json", "--home", ran).stdout)
    assert (page["name"], [policy["line"] for policy in page["policies"]]) == ("Wang Fang", ["motor", "home"])


def test_an_empty_book_is_refused_with_what_to_do(kehu, home):
    told = kehu("run", "--home", home)
    assert (told.exit_code, "kehu load" in told.stderr) == (1, True)


def test_a_date_that_is_none_is_wrong_usage(kehu, loaded):
    assert kehu("run", "--as-of", "end of year", "--home", loaded).exit_code == 2
