"""The bench of a load: fresh records, the book beside them, and rejections that pull others along."""

import datetime

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake.bench import Bench
from kehu.stages.intake.records import FEED, ORIGIN
from kehu.tables import SOURCES

DAY = datetime.date(2024, 1, 1)


def made(name, rows, **more):
    kinds = {ORIGIN: "int64", FEED: "int64", **SOURCES[name].datatypes()}
    filled = [{FEED: 0, "known_date": DAY, **more, **row} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(kinds).to_pyarrow()))


def parties(*rows):
    return made(
        "parties", [dict(zip((ORIGIN, "party_id"), row, strict=True)) for row in rows], source="s", kind="person"
    )


def policies(*rows):
    keys = (ORIGIN, "policy_id", "party_id")
    usual = {"line": "motor", "channel": "direct", "branch": "HQ"}
    return made("policies", [dict(zip(keys, row, strict=True)) for row in rows], **usual)


@pytest.fixture
def bench(engine):
    """A bench of some records: `bench({"parties": …}, collapsed={"parties": [0]})`."""

    def opened(records, *, present=None, collapsed=None, fallbacks=None):
        nothing = {name: [] for name in records}
        kept = {name: engine.keep(rows) for name, rows in records.items()}
        schemas = {name: SOURCES[name] for name in records}
        kin = {name: frozenset(records) for name in records}
        places = (nothing | (collapsed or {}), nothing | (fallbacks or {}))
        return Bench(engine, schemas, kept, present or {}, *places, kin)

    return opened


def broken(bench):
    rows = bench.breaches().to_pyarrow().to_pylist()
    return sorted((row[ORIGIN], row["table"], row["rule"]) for row in rows)


def fresh(bench, name):
    return sorted(row[ORIGIN] for row in bench.fresh(name).to_pyarrow().to_pylist())


def test_rows_of_records_that_broke_a_rule_are_not_fresh(bench):
    opened = bench({"parties": parties((1, "A"), (2, None))})
    opened.judge_rows()
    assert broken(opened) == [(2, "parties", "is_present")]
    assert fresh(opened, "parties") == [1]


def test_a_rejected_row_takes_back_what_others_refer_to(bench):
    opened = bench(
        {"parties": parties((1, "A"), (2, "B"), (2, "A")), "policies": policies((3, "P", "B"), (4, "Q", "A"))}
    )
    opened.judge_between()
    assert broken(opened) == [(2, "parties", "is_unique"), (3, "policies", "refers_to_known_parties")]
    assert (fresh(opened, "parties"), fresh(opened, "policies")) == ([1], [4])


def test_several_rows_of_one_key_give_one_record_where_they_collapse(bench):
    opened = bench({"parties": parties((1, "A"), (2, "A"), (3, "B"))}, collapsed={"parties": [0]})
    opened.judge_between()
    assert (broken(opened), fresh(opened, "parties")) == ([], [1, 3])


def test_the_next_row_stands_in_when_the_first_is_rejected(bench):
    records = {"parties": parties((1, "A"), (2, "A")), "policies": policies((1, None, "A"), (2, "P", "A"))}
    opened = bench(records, collapsed={"parties": [0]})
    opened.judge_rows()
    opened.judge_between()
    assert (fresh(opened, "parties"), fresh(opened, "policies")) == ([2], [2])


def test_a_fallback_counts_where_no_earlier_feed_gives_the_key(bench):
    fallback = {ORIGIN: 3, "party_id": "B", FEED: 1}
    given = [{ORIGIN: 1, "party_id": "A"}, {**fallback, ORIGIN: 2, "party_id": "A"}, fallback]
    rows = made("parties", given, source="s", kind="person")
    opened = bench({"parties": rows}, fallbacks={"parties": [1]})
    opened.judge_between()
    assert (broken(opened), fresh(opened, "parties")) == ([], [1, 3])


def test_the_book_s_rows_can_be_referred_to(bench):
    opened = bench({"policies": policies((1, "P", "OLD"), (2, "Q", "NEW"))}, present={"parties": parties((9, "OLD"))})
    opened.judge_between()
    assert broken(opened) == [(2, "policies", "refers_to_known_parties")]


def test_a_table_that_nobody_sent_is_empty(bench):
    opened = bench({"parties": parties((1, "A"))})
    assert opened.known("producers").count().to_pyarrow().as_py() == 0
    with pytest.raises(KeyError):
        opened.known("ships")
