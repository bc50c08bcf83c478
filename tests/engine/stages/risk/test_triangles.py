"""Triangles: what was known at each age, by the dates on which it became known."""

import datetime

import numpy as np
import pytest

from kehu.parameters import Development
from kehu.stages.risk.triangles import triangles
from tests.risk_books import seen

AS_OF = datetime.date(2024, 12, 31)


def ago(months):
    """The day in the middle of a month of age."""
    return (AS_OF - datetime.timedelta(days=round((months + 0.5) * 30.4375))).isoformat()


def claim(key, occurred, told, **more):
    days = {"occurred_date": ago(occurred), "reported_date": ago(told), "known_date": ago(told)}
    return {"claim_id": key, **days, "valued_date": None} | more


def moved(key, months, paid=0, outstanding=0):
    return {"movement_id": f"{key}/{months}", "claim_id": key, "known_date": ago(months)} | {
        "paid_change": paid,
        "outstanding_change": outstanding,
    }


def made(claims, movements=(), policies=({},), **assumed):
    parameters = Development(**({"claims_each_period": 1, "source": "made up"} | assumed))
    book = seen(claims=claims, claim_movements=movements, policies=policies)
    return triangles(snapshot=book, parameters=parameters)


def cells(array):
    """What is not nothing, by origin and age."""
    return {(int(origin), int(age)): array[origin, age] for origin, age in zip(*np.nonzero(array), strict=True)}


def test_a_claim_is_seen_at_the_age_at_which_it_was_told():
    found = made([claim("C1", 2, 2), claim("C2", 2, 0, claim_count=3), claim("C3", 0, 0)])
    assert (found.lines, found.months) == (("motor",), 1)
    assert cells(found.counts[0]) == {(2, 0): 1, (2, 2): 3, (0, 0): 1}


def test_a_claim_that_became_known_after_it_was_told_is_seen_then():
    found = made([claim("C1", 2, 2, known_date=ago(1), claim_count=3)])
    assert cells(found.counts[0]) == {(2, 1): 3}


def test_amounts_are_seen_as_their_movements_were_booked():
    moves = [moved("C1", 2, outstanding=100), moved("C1", 1, paid=80, outstanding=-100), moved("C1", 0, paid=-5)]
    found = made([claim("C1", 2, 2, claim_count=3)], moves)
    assert cells(found.amounts[0]) == {(2, 0): 10000, (2, 1): -2000, (2, 2): -500}
    assert found.history.tolist() == [1.0]


def test_amounts_without_movements_have_no_history():
    found = made([claim("C1", 2, 2, paid=100, valued_date=ago(0)), claim("C2", 1, 1), claim("C3", 1, 1)])
    assert not found.amounts.any()
    assert found.history.tolist() == [0.0]


def test_history_is_the_share_of_claims_with_movements():
    assert made([claim("C1", 2, 2), claim("C2", 2, 2)], [moved("C1", 1, paid=1)]).history.tolist() == [0.5]


def test_amounts_of_one_size_tell_as_much_as_there_are_claims():
    same = [claim(f"C{n}", 1, 1, paid=50) for n in range(4)]
    assert made(same).effective_claims.tolist() == pytest.approx([4.0])
    assert made([*same, claim("C9", 1, 1, paid=5000)]).effective_claims[0] == pytest.approx(5200**2 / 25010000)


def test_lines_stand_apart_and_one_without_claims_has_its_place():
    policies = [{"policy_id": "P1"}, {"policy_id": "P2", "line": "home"}]
    found = made([claim("C1", 1, 1)], policies=policies)
    assert (found.lines, found.counts.sum(axis=(1, 2)).tolist()) == (("home", "motor"), [0.0, 1.0])


@pytest.mark.parametrize(("least", "months"), [(1, 1), (2, 3), (4, 12), (99, 12)])
def test_periods_are_as_narrow_as_claims_allow(least, months):
    claims = [claim(f"C{n}", n, n) for n in range(12)]
    assert made(claims, claims_each_period=least).months == months


def test_wider_periods_hold_the_same_claims():
    found = made([claim("C1", 11, 9), claim("C2", 1, 0)], claims_each_period=5)
    assert cells(found.counts[0]) == {(0, 0): 2}


def test_origins_older_than_the_longest_age_are_left_out():
    found = made([claim("C1", 30, 30), claim("C2", 3, 3, claim_count=40)], longest_age_months=12)
    assert (found.counts.shape, cells(found.counts[0])) == ((1, 12, 12), {(3, 0): 40})


def test_an_empty_book_has_an_empty_triangle():
    found = made([])
    assert (found.counts.shape, found.counts.sum()) == ((1, 1, 1), 0)
