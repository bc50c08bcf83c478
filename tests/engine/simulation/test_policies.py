"""Policies: nobody without one, both covers of a vehicle alike."""

import numpy as np

from kehu.simulation.model import COMMERCIAL, COMPULSORY, HOME, PROPERTY


def test_every_customer_holds_something(block):
    assert set(block.policies.customer) == set(range(len(block.customers)))


def test_both_covers_of_a_vehicle_share_its_factors(block):
    policies = block.policies
    both = set(policies.thing[policies.line == COMPULSORY]) & set(policies.thing[policies.line == COMMERCIAL])
    assert both
    for thing in list(both)[:20]:
        pair = policies.take(policies.thing == thing)
        assert len(pair) == 2
        assert len({*zip(pair.inception, pair.size, pair.mileage, pair.level, strict=True)}) == 1


def test_persons_and_companies_hold_their_own_lines(block):
    is_company = block.customers.is_company[block.policies.customer]
    assert not is_company[block.policies.line == HOME].any()
    assert is_company[block.policies.line == PROPERTY].all()


def test_policies_are_known_before_they_begin(world, block):
    assert (block.policies.known <= block.policies.first_inception).all()
    assert (block.policies.inception < world.cutoff).all()


def test_sums_insured_are_round_and_positive(block):
    assert (block.policies.sum_insured % 10_000 == 0).all()
    assert (block.policies.sum_insured > 0).all()
    assert np.isfinite(block.policies.log_relativity).all()
