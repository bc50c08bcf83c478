"""Customers, described from their records and policies."""

import datetime

import ibis
import pytest

from kehu.stages import golden_record
from kehu.stages.identity import describe
from kehu.tables.book import empty
from kehu.tables.results import CustomerFields, Customers, Identities
from tests.records import AS_OF, rows_of, snapshot

SCHEMA = ibis.schema(Identities.datatypes())


def described(engine, parties, policies=(), terms=()):
    """The one customer behind all these records."""
    keyed = [{"party_id": key, **row} for key, row in parties.items()]
    identities = ibis.memtable([(key, "C1") for key in parties], schema=SCHEMA)
    book = snapshot(parties=keyed, policies=policies, terms=terms)
    fields = golden_record.gather(engine=engine, snapshot=book, identities=identities, corrections=())
    (row,) = rows_of(engine.keep(describe(snapshot=book, identities=identities, fields=fields)))
    return row


def policy(key, line="motor", **more):
    return {"policy_id": key, "party_id": "a", "line": line, **more}


def term(policy_id, inception, expiry, **more):
    key = f"{policy_id}-{inception}"
    return {"term_id": key, "policy_id": policy_id, "inception_date": inception, "expiry_date": expiry, **more}


def test_it_has_the_declared_columns():
    identities = ibis.memtable([("a", "C1")], schema=SCHEMA)
    book = snapshot(parties=[{"party_id": "a"}])
    found = describe(snapshot=book, identities=identities, fields=empty(CustomerFields))
    assert dict(found.schema().items()) == Customers.datatypes()


@pytest.mark.slow
def test_a_customer_without_a_policy_has_a_row(engine):
    row = described(engine, {"a": {"name": "王芳"}})
    counts = [row[name] for name in ("party_count", "policy_count", "policies_in_force", "lines_in_force")]
    assert counts == [1, 0, 0, 0]
    assert row["customer_since_date"] is None


@pytest.mark.slow
def test_one_record_that_says_organisation_makes_it_one(engine):
    assert described(engine, {"a": {}, "b": {"kind": "organisation"}})["kind"] == "organisation"


@pytest.mark.slow
def test_the_name_is_that_of_the_latest_record_that_has_one(engine):
    parties = {
        "a": {"name": "new name", "known_date": "2022-01-01"},
        "b": {"name": "old name", "known_date": "2021-01-01"},
        "c": {"name": " ", "known_date": "2023-01-01"},
        "d": {"known_date": "2024-01-01"},
    }
    assert described(engine, parties)["name"] == "new name"


@pytest.mark.slow
def test_of_two_names_of_one_day_that_of_the_later_key_stands(engine):
    assert described(engine, {"b": {"name": "of b"}, "a": {"name": "of a"}})["name"] == "of b"


@pytest.mark.slow
def test_policies_and_lines_in_force_are_counted_once(engine):
    policies = [policy("p1"), policy("p2"), policy("p3", line="home")]
    terms = [term(key, "2024-06-01", "2025-06-01") for key in ("p1", "p2", "p3")]
    row = described(engine, {"a": {}}, policies, [*terms, term("p1", "2023-06-01", "2024-06-01")])
    assert (row["policy_count"], row["policies_in_force"], row["lines_in_force"]) == (3, 3, 2)


@pytest.mark.parametrize(
    ("inception", "expiry", "cancellation", "is_in_force"),
    [
        (AS_OF, "2025-12-31", None, True),
        ("2025-01-01", "2026-01-01", None, False),
        ("2024-01-01", AS_OF, None, False),
        ("2024-01-02", "2025-01-02", AS_OF, False),
        ("2024-01-02", "2025-01-02", "2025-01-01", True),
    ],
)
@pytest.mark.slow
def test_cover_runs_from_inception_to_the_day_before_expiry_or_cancellation(
    engine, inception, expiry, cancellation, is_in_force
):
    cover = term("p1", inception, expiry, cancellation_date=cancellation)
    assert described(engine, {"a": {}}, [policy("p1")], [cover])["policies_in_force"] == int(is_in_force)


@pytest.mark.parametrize(("first_inception", "since"), [(None, 2020), ("2018-05-01", 2018), ("2023-05-01", 2020)])
@pytest.mark.slow
def test_a_customer_is_one_since_the_earliest_cover_there_is_word_of(engine, first_inception, since):
    terms = [term("p1", "2021-05-01", "2022-05-01"), term("p1", "2020-05-01", "2021-05-01")]
    row = described(engine, {"a": {}}, [policy("p1", first_inception_date=first_inception)], terms)
    assert row["customer_since_date"] == datetime.date(since, 5, 1)
