"""Lives of policies: one term after another, each begun by an offer that was taken."""

import numpy as np

from kehu.simulation.columns import NEVER
from kehu.simulation.renewals import ACCEPTED


def _next_terms(block):
    """For each term but a policy's first, the place of the one before."""
    terms = block.history.terms
    place = {(policy, number): row for row, (policy, number) in enumerate(zip(terms.policy, terms.number, strict=True))}
    later = [row for row in range(len(terms)) if terms.number[row] > 1]
    return np.array(later), np.array([place[terms.policy[row], terms.number[row] - 1] for row in later])


def test_a_renewal_begins_where_the_term_before_ends(block):
    later, before = _next_terms(block)
    terms = block.history.terms
    assert (terms.inception[later] == terms.expiry[before]).all()
    assert (terms.cancelled[before] == NEVER).all()


def test_a_renewal_has_the_premium_that_was_offered(block):
    later, before = _next_terms(block)
    offers = block.history.offers
    offered = dict(zip(offers.term, offers.offered, strict=True))
    assert [offered[row] for row in before] == block.history.terms.premium[later].tolist()


def test_every_offer_taken_before_the_extract_leads_to_a_term(world, block):
    offers = block.history.offers
    taken = (offers.outcome == ACCEPTED) & (offers.decided < world.cutoff)
    assert taken.sum() == (block.history.terms.number > 1).sum()


def test_a_cancelled_term_gets_no_offer(block):
    terms = block.history.terms
    assert (terms.cancelled[block.history.offers.term] == NEVER).all()
