"""Customers as texts, and the ways in which records write them."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from kehu.simulation import parties


def _flagged(block, flag, *, persons=True):
    """Records with a flag, of persons with all else plain."""
    records = block.records
    flags = [name for name in vars(records) if name.startswith(("is_", "has_", "lacks_")) and name != "is_duplicate"]
    others = [getattr(records, name) for name in flags if name != flag]
    alone = getattr(records, flag) & ~np.any(others, axis=0) & (block.customers.is_company[records.customer] != persons)
    return records.take(alone)


def _true(texts, records):
    return texts.take(pa.array(records.customer)).to_pylist()


def test_a_plain_record_says_what_is_true(block):
    records = block.records
    flags = [name for name in vars(records) if name.startswith(("is_", "has_", "lacks_")) and name != "is_duplicate"]
    plain = records.take(~np.any([getattr(records, name) for name in flags], axis=0))
    assert len(plain) > 500
    assert parties.names_of(block.texts, plain).to_pylist() == _true(block.texts.name, plain)
    assert parties.phones_of(block.texts, plain, block.customers).to_pylist() == _true(block.texts.phone, plain)
    assert parties.identities_of(block.texts, plain, block.customers).to_pylist() == _true(block.texts.identity, plain)


def test_a_short_company_name_is_part_of_the_whole(block):
    records = _flagged(block, "is_short_name", persons=False)
    names = zip(parties.names_of(block.texts, records).to_pylist(), _true(block.texts.name, records), strict=True)
    assert all(short in whole and short != whole for short, whole in names)


def test_dashes_part_a_telephone_and_change_no_digit(block):
    records = _flagged(block, "has_dashed_phone")
    phones = parties.phones_of(block.texts, records, block.customers).to_pylist()
    assert [phone.replace("-", "") for phone in phones] == _true(block.texts.phone, records)


def test_the_salespersons_telephone_stands_for_many_customers(block):
    records = block.records.take(block.records.has_producers_phone & ~block.records.lacks_phone)
    phones = parties.phones_of(block.texts, records, block.customers).to_pylist()
    assert phones == parties.producers_phones(block.customers.producer[records.customer]).to_pylist()


def test_an_old_identity_number_lacks_the_century_and_the_check_digit(block):
    plain = ("lacks_identity", "has_wide_identity")
    flags = {name: np.zeros(len(block.records), dtype=bool) for name in plain}
    old = replace(block.records, **flags, has_old_identity=np.ones(len(block.records), dtype=bool))
    numbers = parties.identities_of(block.texts, old, block.customers).to_pylist()
    pairs = zip(numbers, _true(block.texts.identity, old), strict=True)
    shorter = [(number, true) for number, true in pairs if len(number) == 15]
    assert len(shorter) > 500
    assert all(number == true[:6] + true[8:17] and true[6:8] == "19" for number, true in shorter)


@pytest.mark.parametrize(("written", "read"), [("1980-03-05", "1980-05-03"), ("1980-03-15", "1980-03-15")])
def test_day_and_month_are_exchanged_where_that_is_a_date(written, read):
    days = np.array([np.datetime64(written, "D").astype(np.int64)])
    assert parties.swapped(days)[0] == np.datetime64(read, "D").astype(np.int64)


def test_addresses_begin_with_their_region(block):
    pairs = zip(block.texts.address.to_pylist(), block.texts.region.to_pylist(), strict=True)
    assert all(address.startswith(region) for address, region in pairs)
