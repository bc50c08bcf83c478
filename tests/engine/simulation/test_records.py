"""Party records: which system knows whom, and how often each mistake is made."""

import numpy as np
import pytest

from kehu.simulation.records import SERVICE, licence_day, record_of


def test_every_holder_is_a_record_of_the_policies_system(block):
    motor = block.policies.line < 2
    assert (block.records.system[block.holder] == np.where(motor, 0, 1)).all()


def test_customers_of_the_service_system_have_one_record_there(block):
    records = block.records.take(block.records.system == SERVICE)
    assert sorted(records.customer) == np.flatnonzero(block.customers.has_crm).tolist()


def test_a_few_customers_have_two_records_in_a_system(world, block):
    cores = block.records.system != SERVICE
    assert abs(block.records.is_duplicate[cores].mean() - world.model("records.duplicate")) < 0.02


@pytest.mark.parametrize(("flag", "name"), [("lacks_phone", "missing_phone"), ("has_short_address", "short_address")])
def test_mistakes_are_as_frequent_as_the_model_says(world, block, flag, name):
    assert abs(getattr(block.records, flag).mean() - world.model("records.variation", name)) < 0.02


def test_a_record_is_found_by_system_and_customer(block):
    place = record_of(block.records, system=SERVICE, customer=np.arange(len(block.customers)))
    assert ((place >= 0) == block.customers.has_crm).all()


def test_a_licence_comes_after_eighteen_years(block):
    customers = block.customers
    days = licence_day(customers, np.full(len(customers), 30_000))
    assert ((days - customers.birth) / 365.25 > 17.9).all()
