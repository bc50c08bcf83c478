"""The controls hold for accounts that are whole, and name what is missing from those that are not."""

from decimal import Decimal

import pytest

from kehu.stages.accounts import Control, balance
from tests.ledgers import YEAR, parameters, settled, snapshot, table

pytestmark = pytest.mark.slow

CLAIM = {"occurred_date": "2023-05-01", "paid": 100}
ASSUMED = parameters(commission=[("*", "agent", 0.1)], expenses=[("*", "*", 0.15)])
OTHERS = {
    "a policy that nobody knows": {"terms": [YEAR, YEAR | {"term_id": "T2", "policy_id": "P9"}]},
    "a party without a customer": {"policies": [{"party_id": "z"}], "terms": [YEAR]},
    "a claim on no policy": {"terms": [YEAR], "claims": [CLAIM | {"policy_id": "P9"}]},
}


def controls(engine, seen):
    accounts = settled(engine, seen, assumed=ASSUMED)
    return {control.name: control for control in balance(snapshot=seen, accounts=accounts, parameters=ASSUMED)}


def test_whole_accounts_add_up_to_the_book(engine):
    found = controls(engine, snapshot(terms=[YEAR], claims=[CLAIM]))
    assert all(control.holds for control in found.values())
    assert found["result"] == Control("result", Decimal("173.75"), Decimal("173.75"))  # 365 - 100 - 36.50 - 54.75


def test_an_empty_book_balances(engine):
    assert all(control.holds for control in controls(engine, snapshot(policies=())).values())


@pytest.mark.parametrize("broken", OTHERS.values(), ids=OTHERS)
def test_what_is_lost_on_the_way_shows(engine, broken):
    found = controls(engine, snapshot(**broken))
    assert not all(control.holds for control in found.values())


def test_a_cent_too_much_shows(engine):
    seen = snapshot(terms=[YEAR])
    (row,) = settled(engine, seen).to_pyarrow().to_pylist()
    wrong = table("accounts", [row | {"earned_premium": row["earned_premium"] + Decimal("0.01")}])
    failed = [it.name for it in balance(snapshot=seen, accounts=wrong, parameters=parameters()) if not it.holds]
    assert failed == ["earned_premium"]
