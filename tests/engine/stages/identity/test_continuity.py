"""Customer ids from run to run: what stays, what is carried on, what is new."""

import ibis
import pytest

from kehu.stages.identity import Former, resolve
from kehu.tables.results import Identities, IdentityRedirects
from tests.records import BY_PHONE, customers, parameters, rows_of, snapshot

pytestmark = pytest.mark.slow

NO_IDENTITIES = ibis.schema(Identities.datatypes())
NO_REDIRECTS = ibis.schema(IdentityRedirects.datatypes())


@pytest.fixture
def run(engine):
    """Resolves records given as {key: telephone number}; keys in the order of the alphabet are the order of dates."""

    def resolved(phones, former=None):
        parties = [{"party_id": key, "phone": phone and f"1380013800{phone}"} for key, phone in phones.items()]
        book = snapshot(parties=parties)
        return resolve(engine=engine, snapshot=book, parameters=parameters(BY_PHONE), former=former)

    return resolved


def gave(identities, redirects=()):
    """What a run before gave: customer id by record, and (former id, living id)."""
    return Former(
        ibis.memtable(list(identities.items()), schema=NO_IDENTITIES),
        ibis.memtable([(*ids, None) for ids in redirects], schema=NO_REDIRECTS),
    )


def after(resolution):
    return Former(resolution.identities, resolution.redirects)


def moved(resolution):
    return {row["former_customer_id"]: row["customer_id"] for row in rows_of(resolution.redirects)}


def test_a_customer_keeps_its_id_when_an_earlier_record_comes_to_light(run):
    before = customers(run({"b": 1, "c": 1}))
    found = customers(run({"a": 1, "b": 1, "c": 1}, gave(before)))
    assert found["a"] == found["b"] == before["b"]


def test_of_two_customers_that_become_one_the_earlier_id_stays(run):
    found = run({"a": 1, "b": 1}, gave({"a": "C-A", "b": "C-B"}))
    assert customers(found) == {"a": "C-A", "b": "C-A"}
    assert moved(found) == {"C-B": "C-A"}


def test_a_redirect_always_points_to_an_id_that_lives(run):
    found = run({"a": 1, "b": 1}, gave({"a": "C-A", "b": "C-B"}, [("C-OLD", "C-B")]))
    assert moved(found) == {"C-B": "C-A", "C-OLD": "C-A"}


def test_a_redirect_to_a_customer_without_a_record_is_dropped(run):
    assert moved(run({"a": 1}, gave({"a": "C-A", "z": "C-Z"}, [("C-OLD", "C-Z")]))) == {}


def test_when_a_customer_falls_apart_the_id_stays_with_the_first_record(run):
    found = run({"a": 1, "b": 2, "c": 2}, gave({"a": "C-A", "b": "C-A", "c": "C-A"}))
    ids = customers(found)
    assert ids["a"] == "C-A"
    assert ids["b"] == ids["c"] != "C-A"
    assert moved(found) == {}


def test_a_part_that_joins_another_customer_takes_its_id(run):
    found = run({"a": 1, "b": 2, "c": 2}, gave({"a": "C-A", "b": "C-A", "c": "C-C"}))
    assert customers(found) == {"a": "C-A", "b": "C-C", "c": "C-C"}


def test_an_id_that_went_comes_back_to_its_own_first_record_and_to_no_other(run):
    apart = run({"a": 1, "b": 2, "c": 2})
    merged = run({"a": 1, "b": 1, "c": 1}, after(apart))
    retired = next(iter(moved(merged)))
    parted = customers(run({"a": 1, "b": 1, "c": 2}, after(merged)))
    assert parted["c"] not in {retired, parted["a"]}
    again = run({"a": 1, "b": 2, "c": 1}, after(merged))
    assert customers(again)["b"] == retired
    assert moved(again) == {}


def test_the_same_records_again_change_nothing(run):
    before = run({"a": 1, "b": 1, "c": None})
    again = run({"a": 1, "b": 1, "c": None}, after(before))
    assert customers(again) == customers(before)
    assert moved(again) == {}


def test_an_id_begins_with_a_letter_and_has_eleven_more_characters(run):
    ids = customers(run({"a": 1, "b": 2})).values()
    assert {(customer[0], len(customer)) for customer in ids} == {("C", 12)}
