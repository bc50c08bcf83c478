"""Terms: a year of cover each, services held out at random, and their known effect."""

import numpy as np

from kehu.simulation.columns import NEVER, add_years
from kehu.simulation.terms import HELD_OUT, NO_SERVICE, SERVED, expected, loss_scale


def test_a_term_lasts_a_year(block):
    terms = block.history.terms
    assert (terms.expiry == add_years(terms.inception, 1)).all()


def test_only_what_was_known_before_the_extract_begins(world, block):
    assert (block.history.terms.known < world.cutoff).all()


def test_a_cancellation_lies_within_its_term_and_returns_part(block):
    terms = block.history.terms.take(block.history.terms.cancelled < NEVER)
    assert len(terms)
    assert ((terms.cancelled > terms.inception) & (terms.cancelled < terms.expiry)).all()
    assert ((terms.returned >= 0) & (terms.returned <= terms.premium)).all()


def test_a_share_of_the_services_due_is_held_out(world, block):
    due = block.history.terms.service[block.history.terms.service != NO_SERVICE]
    assert abs((due == HELD_OUT).mean() - world.model("services.held_out")) < 0.1


def test_a_service_lowers_the_weight_of_the_days_after_it(block):
    terms = block.history.terms
    before, after = terms.weighted_days()
    served = terms.service == SERVED
    days = terms.end - terms.inception
    assert np.allclose((before + after)[~served], days[~served])
    assert ((before + after)[served] < days[served]).all()


def test_losses_grow_with_inflation(world, block):
    held = block.policies.take(np.array([0]))
    one, two = (loss_scale(world, held, add_years(np.array([world.start]), years)) for years in (0, 1))
    assert np.isclose(two / one, 1 + world.model("severity.inflation")).all()
    assert (expected(world, held, np.array([world.start]))[1] > 0).all()
