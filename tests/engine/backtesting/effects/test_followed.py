"""Renewals followed to what came of them, beside the small insurer worked out by hand."""

import datetime

import pytest

from kehu import parameters
from kehu.backtesting.effects.followed import followed
from kehu.backtesting.replays import Replay
from kehu.engines import open_engine
from kehu.stores import backtest_folders, batches
from kehu.stores.run_folders import RunFolder
from tests.backtested import AS_OF, CLAIMED_SINCE, COUNT, SETTINGS, STAYED, UNTIL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rows(insurer, made):
    """The followed renewals by policy number."""
    with open_engine(SETTINGS) as engine:
        counted = batches.active(insurer)
        book = batches.open_book(batches.table_files(insurer, counted), counted, engine=engine)
        run = RunFolder(made.label, made.folder / backtest_folders.OF_RUN)
        replay = Replay(engine, run, book.as_of(AS_OF), book.as_of(UNTIL), parameters.read(insurer.parameters), True)
        found = followed(replay).to_pyarrow().to_pylist()
    return {int(row["term_id"].split("/")[0][1:]): row for row in found}


def test_each_renewal_that_came_to_its_day_is_followed(rows):
    assert {number: row["renewed"] for number, row in rows.items()} == {n: float(n in STAYED) for n in range(COUNT)}


def test_claims_and_premium_are_those_of_the_year_from_the_renewal(rows):
    for number, row in rows.items():
        claimed = 70 + number if number in CLAIMED_SINCE else 0
        assert row["incurred"] == pytest.approx(claimed)
        assert row["earned"] == pytest.approx(_earned(number), abs=0.01)


def test_the_result_adds_up(rows):
    for row in rows.values():
        assert row["result"] == pytest.approx(row["earned"] - row["levelled"] - row["charges"])


def _earned(number):
    """Premium of the next term that had run by the later day: from the 15th of its month on, of 365 days or 366."""
    if number not in STAYED:
        return 0.0
    first = datetime.date(2024, number % 10 + 2, 15)
    whole = (first.replace(year=2025) - first).days
    return (100 + number) * ((UNTIL - first).days + 1) / whole
