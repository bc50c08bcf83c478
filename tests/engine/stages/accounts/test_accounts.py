"""Accounts by customer, line, channel, branch and year, on books that can be counted by hand."""

from decimal import Decimal

from kehu.stages.accounts import sum_by
from kehu.tables.results import Accounts
from tests.ledgers import YEAR, by_year, rows_of, settled, snapshot

CLAIM = {"term_id": "T1", "occurred_date": "2023-05-01", "paid": 100, "outstanding": 20}
TWO_POLICIES = [{"policy_id": "P1"}, {"policy_id": "P2", "party_id": "b", "line": "home", "branch": "HQ/South"}]
TWO_TERMS = [YEAR | {"term_id": "T1"}, YEAR | {"term_id": "T2", "policy_id": "P2", "written_premium": 730}]


def test_it_has_the_declared_columns(engine):
    accounts = settled(engine, snapshot(terms=[YEAR]))
    assert dict(accounts.schema().items()) == Accounts.datatypes()


def test_an_empty_book_has_no_accounts(engine):
    assert rows_of(settled(engine, snapshot(policies=()))) == []


def test_the_result_is_premium_less_claims_and_costs(engine):
    accounts = settled(engine, snapshot(terms=[YEAR | {"commission": 40}], claims=[CLAIM]))
    assert by_year(accounts, "claim_count", "incurred", "result") == {2023: (1, Decimal(120), Decimal(205))}


def test_claims_belong_to_the_year_in_which_they_occurred(engine):
    late = CLAIM | {"claim_id": "C2", "occurred_date": "2024-02-29", "outstanding": None, "claim_count": 3}
    accounts = settled(engine, snapshot(terms=[YEAR], claims=[CLAIM, late]))
    assert by_year(accounts, "claim_count", "incurred") == {2023: (1, Decimal(120)), 2024: (3, Decimal(100))}


def test_business_without_a_premium_is_told_apart_and_left_out_of_the_result(engine):
    accounts = settled(engine, snapshot(terms=[YEAR | {"written_premium": None}], claims=[CLAIM]))
    columns = ("exposure_days", "unpriced_exposure_days", "incurred", "unpriced_incurred", "result")
    assert by_year(accounts, *columns) == {2023: (365, 365, Decimal(120), Decimal(120), Decimal(0))}


def test_a_line_without_any_premium_has_a_result_of_nothing(engine):
    seen = snapshot(
        terms=[YEAR | {"written_premium": None}], claims=[CLAIM, CLAIM | {"claim_id": "C2", "term_id": None}]
    )
    assert by_year(settled(engine, seen), "unpriced_incurred", "result") == {2023: (Decimal(240), Decimal(0))}


def test_two_party_records_of_one_customer_share_his_accounts(engine):
    both = [{"party_id": "a", "customer_id": "A"}, {"party_id": "b", "customer_id": "A"}]
    accounts = settled(engine, snapshot(policies=TWO_POLICIES, terms=TWO_TERMS), identities=both)
    assert [(row["customer_id"], row["line"], row["branch"]) for row in rows_of(accounts)] == [
        ("A", "home", "HQ/South"),
        ("A", "motor", "HQ/North"),
    ]


def test_views_are_sums_of_the_same_rows(engine):
    owners = [{"party_id": "a", "customer_id": "A"}, {"party_id": "b", "customer_id": "B"}]
    accounts = settled(engine, snapshot(policies=TWO_POLICIES, terms=TWO_TERMS), identities=owners)
    views = {by: rows_of(sum_by(accounts=accounts, by=[by])) for by in ("customer_id", "line")}
    assert [row["earned_premium"] for row in views["customer_id"]] == [Decimal(365), Decimal(730)]
    assert [row["earned_premium"] for row in views["line"]] == [Decimal(730), Decimal(365)]
    assert rows_of(sum_by(accounts=accounts, by=[]))[0]["earned_premium"] == Decimal(1095)
