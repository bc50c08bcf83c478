"""What holds of identity for any book: order, later records, and the as-of date change nothing that they should not."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.engines import Engine, EngineSettings, open_engine
from kehu.stages.identity import Former, resolve
from tests.decided import decision
from tests.records import AS_OF, BY_NAME_AND_BIRTH, BY_PHONE, book, customers, groups, parameters, rows_of, snapshot

PARTY = st.fixed_dictionaries(
    {
        "phone": st.sampled_from([None, "13800138001", "13800138002", "+86 138 0013 8001", "010-65551234"]),
        "name": st.sampled_from([None, "王芳", "王 芳", "李娜"]),
        "birth_date": st.sampled_from([None, datetime.date(1980, 1, 1), datetime.date(1991, 12, 31)]),
        "known_date": st.sampled_from([datetime.date(2020, 1, 1), datetime.date(2021, 1, 1), AS_OF]),
    }
)
LATER = datetime.date(2025, 1, 1)

# Each book is resolved two or three times, at half a second each.
tried = settings(max_examples=40)


@contextmanager
def fresh_engine() -> Iterator[Engine]:
    """An engine for one book: what is kept for hundreds of books would fill the one that all tests share."""
    with open_engine(EngineSettings(memory="1GiB", threads=1)) as opened:
        yield opened


def parties(size):
    rows = st.lists(PARTY, min_size=1, max_size=size)
    return rows.map(lambda rows: [{"party_id": f"core:{place}", **row} for place, row in enumerate(rows)])


def later(rows):
    return [{**row, "party_id": f"web:{place}", "known_date": LATER} for place, row in enumerate(rows)]


def find(engine, seen, former=None, decisions=()):
    rules = parameters(BY_PHONE, BY_NAME_AND_BIRTH, largest_group=6)
    return resolve(engine=engine, snapshot=seen, parameters=rules, former=former, decisions=decisions)


def former_of(resolution):
    return Former(resolution.identities, resolution.redirects, resolution.founders)


def results(resolution):
    tables = (resolution.identities, resolution.reasons, resolution.redirects, resolution.hot_values)
    return [rows_of(table) for table in tables]


@pytest.mark.slow
@tried
@given(rows=parties(12), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, order):
    with fresh_engine() as engine:
        shuffled = order.sample(rows, len(rows))
        assert results(find(engine, snapshot(parties=shuffled))) == results(find(engine, snapshot(parties=rows)))


@pytest.mark.slow
@tried
@given(rows=parties(8), others=parties(5))
def test_records_known_later_change_no_id_of_a_customer_that_they_do_not_touch(rows, others):
    with fresh_engine() as engine:
        before, after = find(engine, snapshot(parties=rows)), find(engine, snapshot(parties=[*rows, *later(others)]))
        untouched = set().union(*(groups(before) & groups(after)))
        assert {key: customers(after)[key] for key in untouched} == {key: customers(before)[key] for key in untouched}


@pytest.mark.slow
@tried
@given(rows=parties(8), others=parties(5))
def test_every_former_id_lives_or_leads_to_one_that_does(rows, others):
    with fresh_engine() as engine:
        before = find(engine, snapshot(parties=rows))
        former = former_of(before)
        after = find(engine, snapshot(parties=[*rows, *later(others)]), former)
        living = set(customers(after).values())
        moved = {row["former_customer_id"]: row["customer_id"] for row in rows_of(after.redirects)}
        assert set(moved.values()) <= living
        assert not set(moved) & living
        assert set(customers(before).values()) <= living | set(moved)


@pytest.mark.slow
@tried
@given(rows=parties(8), others=parties(5))
def test_rows_known_after_the_date_change_nothing(rows, others):
    with fresh_engine() as engine:
        alone = find(engine, book(rows).as_of(AS_OF))
        together = find(engine, book([*rows, *later(others)]).as_of(AS_OF))
        assert results(together) == results(alone)


@pytest.mark.slow
@tried
@given(rows=parties(12))
def test_no_two_customers_share_an_id(rows):
    with fresh_engine() as engine:
        found = find(engine, snapshot(parties=rows))
        joined = {row["party_id"]: row["joined_party_id"] for row in rows_of(found.reasons)}
        ids = customers(found)
        assert all(ids[party] == ids[other] for party, other in joined.items())
        assert len(set(ids.values())) == len(groups(found)) >= len(rows) - len(rows_of(found.reasons))


VERDICTS = st.lists(
    st.tuples(st.sampled_from(["same", "different"]), st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=4
)


def decided(verdicts):
    """Decisions on single records; what speaks of one record only is left out."""
    told = [(verdict, f"core:{one}", f"core:{other}") for verdict, one, other in verdicts if one != other]
    return [decision(number, verdict, [one], [other]) for number, (verdict, one, other) in enumerate(told, start=1)]


@pytest.mark.slow
@tried
@given(rows=parties(8), verdicts=VERDICTS)
def test_a_decision_is_never_overturned_but_by_a_newer_one(rows, verdicts):
    with fresh_engine() as engine:
        made = decided(verdicts)[-1:]
        ids = customers(find(engine, snapshot(parties=rows), decisions=made))
        for each in made:
            (one,), (other,) = each.records, each.others
            if one in ids and other in ids:
                assert (ids[one] == ids[other]) == (each.verdict == "same")


@pytest.mark.slow
@tried
@given(rows=parties(8), verdicts=VERDICTS, order=st.randoms(use_true_random=False))
def test_decisions_taken_back_leave_everything_as_it_was(rows, verdicts, order):
    with fresh_engine() as engine:
        before = find(engine, snapshot(parties=rows))
        first = former_of(before)
        between = find(engine, snapshot(parties=order.sample(rows, len(rows))), first, decisions=decided(verdicts))
        after = find(engine, snapshot(parties=rows), former_of(between))
        assert customers(after) == customers(before)
        assert rows_of(after.reasons) == rows_of(before.reasons)
        moved = {row["former_customer_id"]: row["customer_id"] for row in rows_of(after.redirects)}
        assert not set(moved) & set(customers(before).values())
        assert set(moved.values()) <= set(customers(before).values())


@pytest.mark.slow
@tried
@given(rows=parties(10))
def test_dates_of_birth_far_apart_are_never_joined(rows):
    with fresh_engine() as engine:
        ids = customers(find(engine, snapshot(parties=rows)))
        said = {}
        for row in rows:
            if row["birth_date"] is not None:
                said.setdefault(ids[row["party_id"]], set()).add(row["birth_date"])
        assert all(len(births) == 1 for births in said.values())
