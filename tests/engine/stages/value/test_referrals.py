"""Referral value: recorded referrals, of those who came."""

import ibis
import pyarrow as pa

from kehu.stages.value.referrals import referral_values
from kehu.tables import RESULTS, SOURCES
from tests.ledgers import EARLY, _cell, table
from tests.worths import listed

OWNERS = table("identities", [{"party_id": key, "customer_id": key.upper()[0]} for key in ("a", "a2", "b", "c", "d")])


def _referrals(*links):
    types = SOURCES["referrals"].datatypes()
    rows = [
        {"referral_id": f"R{n}", "party_id": by, "referred_party_id": who, "referred_date": day, "known_date": EARLY}
        for n, (by, who, day) in enumerate(links)
    ]
    filled = [{name: _cell(types[name], cell) for name, cell in row.items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(types).to_pyarrow()))


def _values(**worth):
    types = RESULTS["customer_values"].datatypes()
    rows = [
        {"customer_id": key, "lifetime_value": _cell(types["lifetime_value"], amount)} for key, amount in worth.items()
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(types).to_pyarrow()))


def _found(*links, **worth):
    found = referral_values(referrals=_referrals(*links), identities=OWNERS, values=_values(**worth), share=0.1)
    return listed(found, "customer_id", "referred_count", "referral")


def test_it_is_a_share_of_the_value_of_those_who_came():
    assert _found(("a", "b", "2020-01-01"), ("a2", "c", "2020-01-01"), B=1000, C=500) == [("A", 2, 150.0)]


def test_who_left_or_never_came_brings_nothing():
    assert _found(("a", "b", "2020-01-01"), ("a", "c", "2020-01-01"), B=1000) == [("A", 1, 100.0)]


def test_the_first_who_recommended_counts():
    assert _found(("a", "b", "2021-01-01"), ("c", "b", "2020-01-01"), B=1000) == [("C", 1, 100.0)]


def test_nobody_brings_himself():
    assert _found(("a", "a2", "2020-01-01"), A=1000) == []
