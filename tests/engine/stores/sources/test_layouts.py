from __future__ import annotations

import pytest

from kehu.stores.sources import Format, SourceError
from kehu.stores.sources.layouts import find_delimiter, find_layout


def layout(text, **format):
    return find_layout(text, format=Format(**format), origin="book.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["id", "name", "date"], ["1", "x", "2020"], ["2", "y", "2021"]))
    assert find_delimiter(text) == delimiter


def test_decimal_commas_are_no_delimiters():
    assert find_delimiter("a;b\n1,5;2,3\n4,5;6,7\n") == ";"


def test_delimiters_inside_quotes_do_not_count():
    assert find_delimiter('a,b\n"x;y;z",1\n"p;q;r",2\n') == ","


def test_a_few_misshapen_records_do_not_hide_the_delimiter():
    assert find_delimiter("a,b,c\n1,2,3\n1,2\n1,2,3\n") == ","


def test_an_empty_heading_is_named_by_its_place():
    assert layout(",b\n1,2\n").columns == ("column_1", "b")


def test_a_delimiter_at_the_end_of_the_heading_alone_adds_no_column():
    assert layout("a;b;\n1;2\n3;4\n").columns == ("a", "b")


def test_a_delimiter_at_the_end_of_the_records_alone_adds_a_column():
    assert layout("a;b\n1;2;\n3;4;\n").columns == ("a", "b", "column_3")


def test_a_heading_may_hold_a_line_break():
    assert layout('"premium\n(EUR)",b\n1,2\n').columns == ("premium\n(EUR)", "b")


def test_the_heading_may_stand_further_down():
    assert layout("Report of May\n\na,b\n1,2\n", heading_row=3).columns == ("a", "b")


def test_a_blank_row_is_no_heading():
    with pytest.raises(SourceError, match=r"book.csv: row 2 has no headings; .* heading_row = "):
        layout("Report of May\n\na,b\n1,2\n", heading_row=2)


def test_two_headings_alike_are_an_error():
    with pytest.raises(SourceError, match=r"columns 1 and 3 are both headed 'ID'"):
        layout("id,b,ID\n1,2,3\n")


def test_the_name_of_the_row_number_is_taken():
    with pytest.raises(SourceError, match=r"column 2 is headed 'source_row'"):
        layout("a,source_row\n1,2\n")


@pytest.mark.parametrize("followers", [1, 100_000])
def test_a_quote_that_never_closes_in_the_heading_is_an_error(followers):
    with pytest.raises(SourceError, match=r"row 1: a quote in the heading is never closed"):
        layout('a,"b\n' + "1,2\n" * followers)


def test_a_delimiter_is_one_character():
    with pytest.raises(SourceError, match=r"must be one plain character, not '\|\|'"):
        layout("a||b\n", delimiter="||")
