"""From texts to typed source rows and to records of tables."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake import MappingError, parse
from kehu.stages.intake.records import ORIGIN, SAID, build, type_rows, widen
from kehu.tables import SOURCES
from tests.cast import EXTRACTED, HEADING, MAPPING, PARTIES, changed, year

COMPUTED = changed(
    MAPPING, ("[files.types]", "[files.derived]\ndays = \"date_diff('day', inception, expiry)\"\n[files.types]")
)


def texts(*rows, heading=HEADING):
    cells = [row.split(",") for row in rows]
    columns = {name: [row[place] for row in cells] for place, name in enumerate(heading.split(","))}
    return ibis.memtable(pa.table({ORIGIN: list(range(2, len(rows) + 2)), **columns}))


@pytest.fixture
def typed(engine):
    """Typed rows of the file of policy years: `typed(*rows, mapping=text)`."""

    def made(*rows, mapping=MAPPING):
        read = parse(mapping, name="m")
        return type_rows(texts(*rows), read.files[0], headings=read.headings_of("years"), engine=engine)

    return made


@pytest.fixture
def built(engine, typed):
    """Records of one table of the tiny mapping: `built("terms", *rows)`."""

    def made(table, *rows, mapping=MAPPING):
        read = parse(mapping, name="m")
        (feed,) = read.feeds_of(table)
        source = typed(*rows, mapping=mapping)
        return build(feed, 0, source, read, extract_date=EXTRACTED, engine=engine).records.to_pyarrow().to_pylist()

    return made


def test_a_typed_row_keeps_the_text_beside_the_value(typed):
    (row,) = typed(year("P1", premium=" 1234.5 ")).rows.to_pyarrow().to_pylist()
    assert (row["premium"], row[SAID + "premium"]) == (Decimal("1234.50"), "1234.5")
    assert (row["inception"], row["cancelled"], row["policy"]) == (datetime.date(2024, 1, 1), None, "P1")


def test_a_text_that_is_no_value_is_nothing_with_its_text_beside(typed):
    (row,) = typed(year("P1", premium="much")).rows.to_pyarrow().to_pylist()
    assert (row["premium"], row[SAID + "premium"]) == (None, "much")


def test_columns_that_the_mapping_does_not_use_are_left_behind(typed):
    assert "holder" in typed(year("P1")).rows.columns
    unused = changed(MAPPING, ('line = "line"', "line = \"'motor'\""))
    assert "line" not in typed(year("P1"), mapping=unused).rows.columns


def test_a_derived_column_is_computed_from_typed_values(typed):
    (row,) = typed(year("P1"), mapping=COMPUTED).rows.to_pyarrow().to_pylist()
    assert row["days"] == 366


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (("date_diff('day'", "date_diff('dya'"), "a derived column"),
        (('line = "line"', 'line = "line + 1"'), "table policies"),
    ],
)
def test_what_cannot_be_computed_is_named(built, edit, what):
    with pytest.raises(MappingError, match=f"file years: an expression for {what} cannot be evaluated: "):
        built("policies", year("P1"), mapping=changed(COMPUTED, edit))


def test_a_record_has_the_columns_that_the_mapping_fills_and_the_source_s_texts(built):
    (row,) = built("terms", year("P1", premium="7"))
    assert (row[ORIGIN], row["term_id"], row["written_premium"]) == (2, "P1/2024", Decimal("7.00"))
    assert (row[SAID + "written_premium"], row[SAID + "inception_date"]) == ("7", "2024-01-01")
    assert "commission" not in row


def test_codes_are_translated_and_unknown_ones_are_nothing_with_their_text(built):
    rows = built("policies", year("P1", channel="B"), year("P2", channel="Z"))
    assert [(row["channel"], row[SAID + "channel"]) for row in rows] == [("broker", "B"), (None, "Z")]


def test_the_load_gives_the_source_and_the_day_where_a_row_has_none(engine):
    read = parse(PARTIES, name="m")
    source = type_rows(
        texts("K,Wang,1980-01-02", heading="key,name,born"),
        read.files[0],
        headings={"key", "name", "born"},
        engine=engine,
    )
    (row,) = (
        build(read.tables[0], 0, source, read, extract_date=EXTRACTED, engine=engine).records.to_pyarrow().to_pylist()
    )
    assert (row["source"], row["known_date"], row["birth_date"]) == ("people", EXTRACTED, datetime.date(1980, 1, 2))


def test_a_condition_chooses_the_rows_that_feed_a_table(built):
    chosen = changed(
        MAPPING, ('table = "terms"\nfrom = "years"', 'table = "terms"\nfrom = "years"\nwhere = "premium > 50"')
    )
    rows = built("terms", year("P1", premium="10"), year("P2"), mapping=chosen)
    assert [row["policy_id"] for row in rows] == ["P2"]


def test_widened_records_have_every_column_of_their_table():
    wide = widen(ibis.memtable(pa.table({"policy_id": ["P1"]})), SOURCES["policies"])
    assert set(wide.columns) == set(SOURCES["policies"].columns)
    assert wide.schema()["known_date"].is_date()
