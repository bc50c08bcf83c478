"""The cells of the book and the rates that fall to them."""

import pytest

from kehu.assumptions import Rate
from kehu.stages.accounts.rates import cells, first_match
from tests.ledgers import parameters, rows_of, table

POLICIES = [
    {"policy_id": "P1", "line": "motor"},
    {"policy_id": "P2", "line": "home"},
    {"policy_id": "P3", "line": "home", "channel": "direct"},
    {"policy_id": "P4", "line": "motor"},
]


def rate(share, **cell):
    return Rate(rate=share, source="made up", **cell)


def test_a_cell_stands_once_with_a_number_of_its_own():
    found = rows_of(cells(policies=table("policies", POLICIES), parameters=parameters()))
    assert [(row["line"], row["channel"], row["cell_number"]) for row in found] == [
        ("home", "agent", 0),
        ("home", "direct", 1),
        ("motor", "agent", 2),
    ]


def test_a_cell_has_its_rates_in_millionths():
    assumed = parameters(commission=[("*", "direct", 0), ("*", "*", 0.12)], expenses=[("motor", "*", 0.0000015)])
    found = rows_of(cells(policies=table("policies", POLICIES), parameters=assumed))
    rates = {(row["line"], row["channel"]): (row["commission_rate"], row["expense_rate"]) for row in found}
    assert rates == {("home", "agent"): (120_000, 0), ("home", "direct"): (0, 0), ("motor", "agent"): (120_000, 2)}


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([], 0),
        ([rate(0.1, line="home")], 0),
        ([rate(0.1, line="motor", channel="direct")], 0),
        ([rate(0.1, line="motor", channel="agent")], 100_000),
        ([rate(0.1, line="home"), rate(0.2), rate(0.3, line="motor")], 200_000),
    ],
    ids=["no rates", "another line", "another channel", "line and channel", "the first of two"],
)
def test_the_first_rate_that_matches_counts(rates, expected):
    business = table("policies", POLICIES[:1])
    assert rows_of(business.select(rate=first_match(business, rates=rates))) == [{"rate": expected}]
