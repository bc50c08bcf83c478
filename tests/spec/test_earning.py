"""When is premium earned? Each rule with a term that can be counted by hand, and days, written and earned by year."""

from decimal import Decimal

import pytest

from tests.ledgers import YEAR, by_year, parameters, settled, snapshot

pytestmark = pytest.mark.slow

MID = {"inception_date": "2023-07-01", "expiry_date": "2024-07-01", "written_premium": 366}
CANCELLED = YEAR | {"cancellation_date": "2023-03-01"}  # 59 days of 365
LEFT_IN_AUTUMN = YEAR | {"cancellation_date": "2023-10-01"}  # 273 days of 365
FLAT = YEAR | {"cancellation_date": "2023-01-01"}
CHANGE = {"effective_date": "2023-07-01", "premium_change": 184}  # 184 days to expiry

RULES = {
    "a year of cover is earned by its days, the leap day among them": (
        [MID],
        [],
        {2023: (184, 366, 184), 2024: (182, 0, 182)},
    ),
    "cents are rounded once, and the rest falls to the last year": (
        [MID | {"expiry_date": "2024-06-30", "written_premium": 100}],
        [],
        {2023: (184, 100, "50.41"), 2024: (181, 0, "49.59")},
    ),
    "several years are earned by the days of each": (
        [{"inception_date": "2020-01-01", "expiry_date": "2023-01-01", "written_premium": 1096}],
        [],
        {2020: (366, 1096, 366), 2021: (365, 0, 365), 2022: (365, 0, 365)},
    ),
    "a term of one day is earned on that day": (
        [{"inception_date": "2023-12-31", "expiry_date": "2024-01-01", "written_premium": 5}],
        [],
        {2023: (1, 5, 5)},
    ),
    "cancelled without a stated return: the unused days' share is returned": ([CANCELLED], [], {2023: (59, 365, 59)}),
    "cancelled with a stated return: the rest is earned by the cancellation": (
        [CANCELLED | {"return_premium": 300}],
        [],
        {2023: (59, 365, 65)},
    ),
    "cancelled in the next year: what is kept is spread over the days before": (
        [MID | {"cancellation_date": "2024-01-17", "return_premium": 166}],
        [],
        {2023: (184, 366, 184), 2024: (16, 0, 16)},
    ),
    "cancelled on the first day and all returned: nothing is earned": (
        [FLAT | {"return_premium": 365}],
        [],
        {2023: (0, 365, 0)},
    ),
    "cancelled on the first day and a part kept: earned on that day": (
        [FLAT | {"return_premium": 300}],
        [],
        {2023: (0, 365, 65)},
    ),
    "a return without a cancellation counts for nothing": (
        [YEAR | {"return_premium": 300}],
        [],
        {2023: (365, 365, 365)},
    ),
    "a change is earned from its day to expiry and is no cover": ([YEAR], [CHANGE], {2023: (365, 549, 549)}),
    "a refund takes back what is not yet earned": (
        [YEAR],
        [CHANGE | {"premium_change": -184}],
        {2023: (365, 181, 181)},
    ),
    "a change is cut by a cancellation like its term": ([LEFT_IN_AUTUMN], [CHANGE], {2023: (273, 549, 273 + 92)}),
    "a stated return is all that was returned: the change is kept whole": (
        [LEFT_IN_AUTUMN | {"return_premium": 100}],
        [CHANGE],
        {2023: (273, 549, 365 - 100 + 184)},
    ),
    "a change after the cancellation never takes effect": (
        [CANCELLED],
        [CHANGE],
        {2023: (59, 365 + 184, 59)},
    ),
    "a term that has not begun has no account": (
        [YEAR | {"inception_date": "2025-01-01", "expiry_date": "2026-01-01"}],
        [],
        {},
    ),
    "a term without a premium is cover all the same": ([YEAR | {"written_premium": None}], [], {2023: (365, 0, 0)}),
}


def figures(expected):
    return {year: (days, Decimal(written), Decimal(earned)) for year, (days, written, earned) in expected.items()}


@pytest.mark.parametrize(("terms", "changes", "expected"), RULES.values(), ids=RULES)
def test_premium_is_earned_as_the_rule_says(engine, terms, changes, expected):
    accounts = settled(engine, snapshot(terms=terms, endorsements=changes))
    assert by_year(accounts, "exposure_days", "written_premium", "earned_premium") == figures(expected)


@pytest.mark.parametrize(
    ("as_of", "days", "earned"),
    [("2023-01-01", 1, "1"), ("2023-01-31", 31, "31"), ("2023-12-30", 364, "364"), ("2024-06-30", 365, "365")],
)
def test_the_as_of_date_is_the_last_day_that_counts(engine, as_of, days, earned):
    accounts = settled(engine, snapshot(terms=[YEAR], as_of=as_of))
    assert by_year(accounts, "exposure_days", "earned_premium") == {2023: (days, Decimal(earned))}


def test_what_is_kept_of_a_cancelled_term_is_earned_day_by_day(engine):
    seen = snapshot(terms=[CANCELLED | {"return_premium": 300}], as_of="2023-01-31")
    assert by_year(settled(engine, seen), "earned_premium") == {2023: (Decimal("34.15"),)}  # 65 × 31 / 59


def test_where_nothing_is_returned_the_whole_premium_is_earned_by_the_cancellation(engine):
    seen = snapshot(terms=[LEFT_IN_AUTUMN], endorsements=[CHANGE])
    accounts = settled(engine, seen, assumed=parameters(returned="none"))
    assert by_year(accounts, "exposure_days", "earned_premium") == {2023: (273, Decimal(365 + 184))}


COSTS = {
    "the book's own commission comes first": (YEAR | {"commission": 50}, [], (50, "73.00")),
    "the first rate that matches gives the commission": (YEAR, [], ("36.50", "73.00")),
    "a part of the term earns a part of its costs": (CANCELLED, [], ("5.90", "11.80")),
    "a returned premium takes its share of the costs": (
        CANCELLED | {"return_premium": 292, "commission": 50},
        [],
        (10, "14.60"),
    ),
    "a change has commission and expenses at the same rates": (YEAR, [CHANGE], ("54.90", "109.80")),
    "a refund brings its commission back": (
        YEAR,
        [CHANGE | {"premium_change": -184, "commission_change": -20}],
        ("16.50", "36.20"),
    ),
    "a term without a premium costs nothing": (YEAR | {"written_premium": None, "commission": 50}, [], (0, 0)),
}


@pytest.mark.parametrize(("term", "changes", "expected"), COSTS.values(), ids=COSTS)
def test_commission_and_expenses_are_earned_with_the_premium(engine, term, changes, expected):
    assumed = parameters(
        commission=[("home", "*", 0.5), ("*", "agent", 0.1), ("*", "*", 0.3)], expenses=[("motor", "*", 0.2)]
    )
    accounts = settled(engine, snapshot(terms=[term], endorsements=changes), assumed=assumed)
    assert by_year(accounts, "commission", "expenses") == {2023: tuple(Decimal(amount) for amount in expected)}
