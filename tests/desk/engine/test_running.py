"""The gateway tells of runs as frozen values, and makes new ones."""

import datetime
from decimal import Decimal

import pytest

from kehu.stores.home import HomeError
from kehu_desk.engine import last_known_day, made_run, made_runs, start_run, use_run

NOW = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


def test_a_run_tells_what_it_read_and_how_it_went(loaded):
    made = made_run("R000001")
    assert (made.as_of, made.currency, made.customer_count, made.is_current) == (
        datetime.date(2023, 12, 31),
        "CNY",
        2,
        True,
    )
    premium = next(control for control in made.controls if control.name == "written_premium")
    assert premium.in_book == premium.in_accounts == Decimal("2300.10")


@pytest.mark.slow
def test_runs_stand_the_last_first_and_one_is_current(loaded):
    label = start_run(as_of=datetime.date(2023, 6, 30), now=NOW, report=lambda *_: None)
    assert [(made.label, made.is_current) for made in made_runs()] == [(label, True), ("R000001", False)]
    use_run("R000001")
    assert [made.is_current for made in made_runs()] == [False, True]


def test_a_run_that_is_not_there_is_refused(loaded):
    with pytest.raises(HomeError, match="R000009"):
        made_run("R000009")


def test_the_last_day_of_the_book_is_known_and_none_of_an_empty_one(home):
    assert last_known_day() is None
