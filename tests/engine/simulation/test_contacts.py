"""Contacts, answers, endorsements and referrals: whom they reach, and when."""

import numpy as np


def test_only_customers_of_the_service_system_are_reached(block):
    reached = block.customers.has_crm[block.term_customers]
    assert reached[block.contacts.term].all()
    assert reached[block.surveys.term].all()


def test_endorsements_take_effect_within_their_term(block):
    terms, changes = block.history.terms, block.endorsements
    assert (changes.effective >= terms.inception[changes.term]).all()
    assert (changes.effective < terms.end[changes.term]).all()


def test_scores_lie_between_nought_and_ten(block):
    assert set(np.unique(block.surveys.score)) <= set(range(11))


def test_nobody_refers_himself_or_somebody_who_came_before(block):
    referrals, arrival = block.referrals, block.customers.arrival
    assert len(referrals)
    assert (arrival[referrals.customer] < arrival[referrals.referred]).all()
