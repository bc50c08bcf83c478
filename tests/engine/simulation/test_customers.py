"""Customers: households, groups, and identities that no two share."""

import numpy as np

from kehu.simulation.columns import first_of
from kehu.simulation.customers import first_day


def test_the_share_of_companies_is_the_models(world, block):
    assert abs(block.customers.is_company.mean() - world.model("population.company_share")) < 0.03


def test_households_and_groups_never_mix(block):
    customers = block.customers
    assert (customers.is_company[customers.head] == customers.is_company).all()
    assert (customers.head[customers.head] == customers.head).all()


def test_a_household_lives_at_one_address(block):
    address = np.array(block.texts.address.to_pylist())
    assert (address[block.customers.head] == address).all()


def test_no_two_persons_share_an_identity(block):
    customers = block.customers
    identity = np.stack([customers.birth, customers.birthplace, customers.sequence])
    assert np.unique(identity, axis=1).shape[1] == len(customers)


def test_the_true_risk_has_mean_one(block):
    assert abs(block.customers.risk.mean() - 1) < 0.06


def test_prior_years_come_before_arrival():
    assert first_day(np.array([first_of(2022)]), np.array([2])).tolist() == [first_of(2020)]
