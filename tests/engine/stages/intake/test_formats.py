"""How a file writes dates and decimals, found from what it wrote."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake import MappingError
from kehu.stages.intake.entries import SourceFile
from kehu.stages.intake.formats import detect
from kehu.tables import Kind

FILE = SourceFile(name="years", match="*")


def found(texts, kind, file=FILE):
    table = ibis.memtable(pa.table({"text": pa.array(texts, pa.string())}))
    return detect(table, file, {"text": kind})


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["2024-01-05"], "%Y-%m-%d"),
        (["05/01/2024", "25/01/2024"], "%d/%m/%Y"),
        (["01/05/2024", "01/25/2024"], "%m/%d/%Y"),
        (["20240105"], "%Y%m%d"),
        (["2024年1月5日"], "%Y年%m月%d日"),
        (["2024-01-05 00:00:00"], "%Y-%m-%d %H:%M:%S"),
        ([None], "%Y-%m-%d"),
        (["soon"], "%Y-%m-%d"),
    ],
)
def test_the_format_of_dates_is_that_which_reads_most(texts, first):
    assert found(texts, Kind.DATE).dates[0] == first


def test_a_day_that_could_be_a_month_is_asked_about_and_not_guessed():
    with pytest.raises(MappingError, match="the dates in text fit both day/month/year and month/day/year"):
        found(["03/04/2024", "05/06/2024"], Kind.DATE)


def test_one_date_that_can_be_only_one_thing_decides_for_all():
    assert "%m/%d/%Y" not in found(["03/04/2024", "13/04/2024"], Kind.DATE).dates


def test_a_format_that_the_mapping_names_is_not_looked_for():
    named = FILE.model_copy(update={"dates": ("%m/%d/%Y",), "decimal": ","})
    assert found(["03/04/2024"], Kind.DATE, named) == named


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,50", "2,75"], ","),
        (["1.50", "2.75"], "."),
        (["1.234,50"], ","),
        (["1,234.50"], "."),
        (["1,234"], "."),
        (["12"], "."),
    ],
)
def test_the_decimal_sign_is_that_before_a_few_last_digits(texts, sign):
    assert found(texts, Kind.MONEY).decimal == sign


def test_a_file_without_dates_or_numbers_needs_no_look():
    made = found(["x"], Kind.FLAG)
    assert (made.dates, made.decimal) == (("%Y-%m-%d",), ".")
