"""Renewals: what is drawn follows the true probability, and the price test is random."""

import numpy as np

from kehu.simulation.model import COMPULSORY
from kehu.simulation.renewals import ACCEPTED, NO_TEST, WITHDRAWN, days_before


def test_customers_accept_with_their_true_probability(block):
    offers = block.history.offers
    free = offers.take(offers.outcome != WITHDRAWN)
    deviation = np.sqrt((free.probability * (1 - free.probability)).sum())
    assert abs((free.outcome == ACCEPTED).sum() - free.probability.sum()) < 5 * deviation


def test_the_price_test_leaves_compulsory_cover_alone(world, block):
    offers, line = block.history.offers, block.term_lines[block.history.offers.term]
    assert (offers.arm[line == COMPULSORY] == NO_TEST).all()
    tested = (offers.arm[line != COMPULSORY] != NO_TEST).mean()
    assert abs(tested - world.model("renewal.price_test")) < 0.03


def test_the_arms_change_the_price_by_their_factor(world, block):
    offers = block.history.offers
    change = np.log(offers.offered / offers.expiring)
    means = [change[offers.arm == arm].mean() for arm in range(3)]
    wanted = np.log(world.model.named("renewal.price_arms"))
    assert np.allclose(np.diff(means), np.diff(wanted), atol=0.03)


def test_offers_are_made_and_decided_before_expiry(world, block):
    offers = block.history.offers
    expiry = block.history.terms.expiry[offers.term]
    least, most = days_before(world.model)
    assert ((expiry - offers.day >= least) & (expiry - offers.day <= most)).all()
    assert ((offers.decided >= offers.day) & (offers.decided < expiry)).all()
