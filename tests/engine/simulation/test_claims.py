"""Claims and movements: dates in their order, amounts that end at what was paid."""

import numpy as np

from kehu.simulation.claims import ultimate_factor


def test_claims_occur_while_their_term_runs(block):
    terms, claims = block.history.terms, block.history.claims
    assert (claims.occurred >= terms.inception[claims.term]).all()
    assert (claims.occurred < terms.end[claims.term]).all()


def test_claims_are_reported_settled_and_closed_in_that_order(block):
    claims = block.history.claims
    assert (claims.occurred <= claims.reported).all()
    assert (claims.reported < claims.settled).all()
    assert (claims.settled <= claims.closed).all()


def test_a_closed_claim_has_nothing_outstanding(block):
    outstanding = np.zeros(len(block.history.claims), dtype=np.int64)
    np.add.at(outstanding, block.movements.claim, block.movements.outstanding)
    assert not outstanding.any()


def test_paid_is_the_payment_but_for_reopenings_and_recoveries(block):
    claims = block.history.claims
    paid = np.zeros(len(claims), dtype=np.int64)
    np.add.at(paid, block.movements.claim, block.movements.paid)
    changed = (claims.closed > claims.settled) | (paid < claims.payment)
    assert (paid[~changed] == claims.payment[~changed]).all()
    assert 0.01 < changed.mean() < 0.15


def test_movements_stand_by_claim_and_day(block):
    moved = block.movements
    assert (np.lexsort((moved.day, moved.claim)) == np.arange(len(moved))).all()


def test_true_claim_frequency_is_what_is_drawn(block):
    terms = block.history.terms
    before, after = terms.weighted_days()
    expected = (terms.frequency * terms.passes * (before + after) / 365).sum()
    assert abs(len(block.history.claims) - expected) < 4 * np.sqrt(expected)


def test_recoveries_lower_the_cost_of_motor_claims(world):
    factors = ultimate_factor(world, np.array([0, 1]))
    assert factors[1] < 1 < factors[0]
