"""What a run plans, in the terminal."""

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from kehu.cli import plans
from tests.marketed import write_markets
from tests.offering import SCENARIO, write_offers
from tests.servicing import write_service


@pytest.fixture
def run(tmp_path):
    return SimpleNamespace(table=lambda name: tmp_path / f"{name}.parquet", folder=tmp_path)


def printed(show, seen):
    """What is printed, in a wide terminal."""
    console = Console(width=170, record=True, file=io.StringIO())
    show(console, seen)
    return console.export_text()


def test_the_lists_and_scenarios_are_printed_beside_unchanged_prices(run):
    write_offers(run.folder, [{}, {"list": "keep"}], scenarios=({"scenario": "unchanged", "is_followed": False,
                 "value": "800.00"}, SCENARIO))  # fmt: skip
    text = printed(plans.show_renewals, plans.renewals(run))
    assert "2 renewals are decided" in text
    assert "What is offered is worth +40 beside the book at unchanged prices" in text


def test_the_plan_of_service_is_printed(run):
    write_service(run.folder, [{}, {"customer_id": "C2", "state": "no_hours"}])
    text = printed(plans.show_service, plans.service(run))
    assert "1 services are planned, 1 of them to customers without a claim; 1 customers are never reached" in text
    assert "measured" in text and "assumed" in text


def test_groups_to_win_and_to_avoid_are_printed_and_no_others(run):
    groups = ({}, {"rule": "age=40-49", "verdict": "avoid"}, {"rule": "region=HQ", "verdict": "other", "place": None})
    write_markets(run.folder, groups)
    text = printed(plans.show_markets, plans.markets(run))
    assert "1 groups to win, 1 to avoid" in text
    assert "age=40-49" in text and "region=HQ" not in text


@pytest.mark.parametrize(
    ("show", "read", "text"),
    [
        (plans.show_renewals, plans.renewals, "decides no renewals"),
        (plans.show_service, plans.service, "plans no service"),
        (plans.show_markets, plans.markets, "develops no markets"),
    ],
)
def test_a_run_that_plans_nothing_says_so(run, show, read, text):
    assert text in printed(show, read(run))
