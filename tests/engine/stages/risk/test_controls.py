"""What is modelled and what is kept apart add up to the book, line by line; what is lost shows."""

import pytest

from kehu.stages.risk.controls import Control, balance
from kehu.stages.risk.exposure import exposure
from kehu.stages.risk.losses import claims_known
from tests.risk_books import TERM, owners, seen

CLAIM = {"term_id": "T1", "occurred_date": "2024-05-01", "paid": 100, "outstanding": 20}
LONE = CLAIM | {"claim_id": "C2", "term_id": None, "paid": 7, "claim_count": 2}


def controls(lose=None, **tables):
    book = seen(**tables)
    rows = exposure(snapshot=book, identities=owners())
    found = balance(
        snapshot=book,
        exposure=rows if lose is None else rows.filter(rows.term_id != lose),
        claims=claims_known(snapshot=book),
    )
    return {(control.line, control.name): control for control in found}


def test_a_whole_book_adds_up():
    found = controls(terms=[TERM], claims=[CLAIM, LONE])
    assert all(control.holds for control in found.values())
    assert found["motor", "covered_days"] == Control("motor", "covered_days", in_book=366, modelled=366, apart=0)
    assert found["motor", "claim_count"] == Control("motor", "claim_count", in_book=3, modelled=1, apart=2)
    assert found["motor", "incurred"] == Control("motor", "incurred", in_book=14700, modelled=12000, apart=2700)


def test_an_empty_book_adds_up():
    assert controls(policies=()) == {}


def test_a_cancelled_term_counts_until_its_end():
    cancelled = TERM | {"cancellation_date": "2024-01-11", "cancellation_known_date": "2024-02-01"}
    assert controls(terms=[cancelled])["motor", "covered_days"].in_book == 10


@pytest.mark.parametrize("name", ["covered_days", "claim_count", "incurred"])
def test_a_term_that_is_lost_shows_with_its_claims(name):
    assert not controls(terms=[TERM], claims=[CLAIM], lose="T1")["motor", name].holds


def test_a_term_on_a_policy_that_nobody_knows_shows():
    found = controls(terms=[TERM | {"policy_id": "P9"}])
    assert [(key, control.holds) for key, control in found.items()] == [(("unknown", "covered_days"), False)]
