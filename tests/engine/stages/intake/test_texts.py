"""Texts into values: dates, amounts, numbers, yes and no, and what is none of these."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake.entries import SourceFile
from kehu.stages.intake.texts import RULES, blank_to_null, read_text
from kehu.tables import Kind
from kehu.tables.schema import DATATYPES
from tests.records import column

POINT = SourceFile(name="years", match="*", decimal=".", dates=("%d/%m/%Y", "%Y-%m-%d"))
COMMA = POINT.model_copy(update={"decimal": ","})


@pytest.fixture
def read(engine):
    """Reads texts as a kind: `read(["1"], Kind.WHOLE)`."""

    def values(texts, kind, file=POINT):
        table = ibis.memtable(pa.table({"text": pa.array(texts, pa.string())}))
        return column(engine, table.select(value=read_text(blank_to_null(table.text, file), kind, file)))

    return values


def test_dates_are_read_in_the_first_format_that_fits(read):
    read_dates = read(["31/12/2024", " 2024-02-29 ", "31/02/2024", "tomorrow"], Kind.DATE)
    assert read_dates == [datetime.date(2024, 12, 31), datetime.date(2024, 2, 29), None, None]


@pytest.mark.parametrize(
    ("text", "file", "amount"),
    [
        ("1234.5", POINT, "1234.50"),
        ("1,234.50", POINT, "1234.50"),
        ("1,234,567", POINT, "1234567.00"),
        ("-0.005", POINT, "-0.01"),
        ("1,5", POINT, None),
        ("1,23,456", POINT, None),
        ("1234,5", COMMA, "1234.50"),
        ("1.234,50", COMMA, "1234.50"),
        ("1.5", COMMA, None),
        ("EUR 5", POINT, None),
        ("1e400", POINT, None),
        ("99999999999999999999", POINT, None),
    ],
)
def test_amounts_are_read_with_the_file_s_signs(read, text, file, amount):
    assert read([text], Kind.MONEY, file) == [None if amount is None else Decimal(amount)]


def test_numbers_that_are_none_are_refused(read):
    assert read(["1.25", "nan", "inf", "-Infinity", "1e2", "x"], Kind.NUMBER) == [1.25, None, None, None, 100.0, None]


def test_a_whole_number_has_no_fraction(read):
    assert read(["7", "7.0", "7.5", "1,000", "9007199254740993"], Kind.WHOLE) == [7, 7, None, 1000, 9007199254740993]


def test_yes_and_no_are_known_in_three_languages(read):
    assert read(["Y", "sí", "是", "0", "No", "否", "2"], Kind.FLAG) == [True, True, True, False, False, False, None]


def test_the_words_for_nothing_are_nothing(read):
    assert read(["", "  ", "NA", " null ", "na", "nothing"], Kind.TEXT) == [None, None, None, None, "na", "nothing"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.TEXT, Kind.CODE)])
def test_every_kind_that_is_read_has_a_rule_and_gives_its_type(kind):
    table = ibis.memtable(pa.table({"text": pa.array(["1"], pa.string())}))
    assert read_text(table.text, kind, POINT).type() == DATATYPES[kind]
    assert RULES[kind].name.startswith("is_")
