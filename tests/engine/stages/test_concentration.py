"""The order of the customers and the concentration curve, on books of a few customers."""

import math
from decimal import Decimal

import pytest

from kehu.stages.concentration import curve, rank
from kehu.tables.results import Concentration, CustomerResults
from tests.ledgers import parameters, table


def ranked(engine, rows, tiers=(("A", 0.2), ("B", 0.5), ("C", 1.0))):
    zeros = dict.fromkeys(("exposure_days", "earned_premium", "claim_count", "incurred", "commission"), 0)
    zeros |= dict.fromkeys(("expenses", "result", "unpriced_incurred"), 0)
    accounts = table("accounts", [zeros | row for row in rows])
    return engine.keep(rank(accounts=accounts, parameters=parameters(tiers=tiers)))


def results(amounts):
    return [{"customer_id": f"C{place:03}", "result": amount} for place, amount in enumerate(amounts)]


def drawn(engine, rows, measure="result"):
    points = engine.keep(curve(results=ranked(engine, rows))).to_pyarrow().to_pylist()
    return {round(point["customer_share"] * 100): point for point in points if point["measure"] == measure}


def test_it_has_the_declared_columns(engine):
    found = ranked(engine, results([1]))
    assert dict(found.schema().items()) == CustomerResults.datatypes()
    assert dict(curve(results=found).schema().items()) == Concentration.datatypes()


def test_a_customers_years_and_lines_are_one_result(engine):
    rows = [{"customer_id": "A", "result": 5, "year": 2023}, {"customer_id": "A", "result": -2, "line": "home"}]
    (row,) = ranked(engine, rows).to_pyarrow().to_pylist()
    assert (row["result"], row["rank"]) == (Decimal(3), 1)


def test_incurred_is_that_of_priced_business(engine):
    rows = [{"customer_id": "A", "incurred": 100, "unpriced_incurred": 30}]
    assert ranked(engine, rows).incurred.to_pyarrow().to_pylist() == [Decimal(70)]


def test_the_best_come_first_and_equals_by_their_ids(engine):
    found = ranked(engine, results([3, 7, 3, -1])).order_by("rank").to_pyarrow().to_pylist()
    assert [(row["customer_id"], row["rank"]) for row in found] == [("C001", 1), ("C000", 2), ("C002", 3), ("C003", 4)]


@pytest.mark.parametrize(("count", "expected"), [(1, "A"), (2, "AC"), (5, "ABBCC"), (10, "AABBBCCCCC")])
def test_a_tier_takes_its_share_of_the_customers_rounded_up(engine, count, expected):
    found = ranked(engine, results(range(count, 0, -1))).order_by("rank")
    assert "".join(found.tier.to_pyarrow().to_pylist()) == expected


@pytest.mark.parametrize("count", [1, 3, 99, 100, 101, 250])
def test_a_share_of_the_customers_is_rounded_up(engine, count):
    points = drawn(engine, results(range(count)))
    counts = {at: point["customer_count"] for at, point in points.items()}
    assert counts == {at: math.ceil(at * count / 100) for at in range(1, 101)}


def test_the_curve_adds_up_the_largest_first(engine):
    points = drawn(engine, results([5, -10, 100, 25, 0]))
    assert [points[at]["amount"] for at in (20, 40, 60, 80, 100)] == [100, 125, 130, 130, 120]
    assert points[20]["amount_share"] == pytest.approx(100 / 120)


def test_each_measure_has_its_own_order(engine):
    rows = [{"customer_id": "A", "result": 9, "incurred": 1}, {"customer_id": "B", "result": 1, "incurred": 4}]
    assert drawn(engine, rows)[50]["amount"] == 9
    assert drawn(engine, rows, "incurred")[50]["amount"] == 4


def test_without_a_positive_total_there_is_no_share(engine):
    assert drawn(engine, results([5, -5]))[100]["amount_share"] is None


def test_a_book_without_accounts_has_a_flat_curve(engine):
    assert {(point["customer_count"], point["amount"]) for point in drawn(engine, []).values()} == {(0, 0)}
