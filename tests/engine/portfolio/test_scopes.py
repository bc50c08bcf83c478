"""The portfolio of a branch: the customers who belong to it, whole, and the same total by every lens."""

from decimal import Decimal

import pytest

from kehu.portfolio import curves, scoped_portfolios, total

pytestmark = pytest.mark.slow

LENSES = ("lines", "years", "channels", "kinds", "tiers", "lines_by_year")


def customer(key, branch):
    return {
        "customer_id": key,
        "kind": "person",
        "name": key,
        "party_count": 1,
        "branch": branch,
        "policies_in_force": 1,
    }


@pytest.fixture
def tree(run_of, account_of, engine):
    """Portfolios by scope of a company with two branches, one of them with a part, and a customer of none."""
    accounts = [
        account_of("a", "motor", 2023, "100.00"),
        account_of("a", "home", 2024, "50.00"),
        account_of("b", "motor", 2024, "200.00", "900.00"),
        account_of("c", "motor", 2024, "10.01"),
        account_of("d", "home", 2024, "5.00"),
    ]
    customers = [customer("a", "HQ/N"), customer("b", "HQ/N/1"), customer("c", "HQ/S"), customer("d", None)]
    run = run_of(accounts, customers)
    return {portfolio.scope: portfolio for portfolio in scoped_portfolios(run, engine=engine)}


def test_the_whole_company_equals_the_runs_total(small_run, engine):
    (whole, *_) = scoped_portfolios(small_run, engine=engine)
    assert (whole.scope, whole.figures) == ("", total(small_run, engine=engine))


def test_every_branch_and_every_branch_above_is_a_scope(tree):
    assert list(tree) == ["", "HQ", "HQ/N", "HQ/N/1", "HQ/S"]


def test_every_lens_has_the_same_total(tree):
    for portfolio in tree.values():
        for lens in LENSES:
            sums = [group.figures.result for group in getattr(portfolio, lens)]
            assert sum(sums) == portfolio.figures.result, (portfolio.scope, lens)


def test_a_branch_is_its_own_customers_and_those_below(tree):
    assert tree["HQ/N"].counts.customer_count == 2
    assert tree["HQ/N"].figures.result - tree["HQ/N/1"].figures.result == Decimal("120.00")


def test_customers_without_a_branch_count_for_the_whole_company_only(tree):
    assert tree[""].figures.customer_count == 4
    assert tree["HQ"].figures.customer_count == 3


def test_the_parts_of_a_scope_are_those_directly_below(tree):
    assert [group.keys for group in tree[""].branches] == [("HQ",)]
    assert {group.keys for group in tree["HQ"].branches} == {("HQ/N",), ("HQ/S",)}


def test_a_branch_that_loses_money_says_how_much(tree):
    counts = tree["HQ/N/1"].counts
    assert (counts.losing_count, counts.losing_result) == (1, tree["HQ/N/1"].figures.result)


def test_the_curve_of_a_scope_ends_at_its_total(tree):
    for portfolio in tree.values():
        (result, *_) = portfolio.curves
        assert result.points[-1].amount == portfolio.figures.result
        assert result.points[-1].customer_count == portfolio.figures.customer_count


def test_the_curve_of_the_whole_is_that_of_the_run(small_run, engine):
    (whole, *_) = scoped_portfolios(small_run, engine=engine)
    for scoped, drawn in zip(whole.curves, curves(small_run, engine=engine), strict=True):
        assert scoped.points[-1].amount == drawn.points[-1].amount
