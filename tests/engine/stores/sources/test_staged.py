"""Headings as the names of columns."""

from __future__ import annotations

import pytest

from kehu.stores.sources import SourceError
from kehu.stores.sources.staged import column_names


def test_headings_are_trimmed_and_empty_ones_named_by_their_place():
    assert column_names([" policy ", "", "保费", None, "  "], origin="book.csv") == (
        "policy",
        "column_2",
        "保费",
        "column_4",
        "column_5",
    )


@pytest.mark.parametrize("second", ["premium", " Premium "])
def test_two_headings_alike_are_refused_with_both_places(second):
    with pytest.raises(SourceError, match=r"book\.csv: columns 1 and 3 are both headed '(?i:premium)'"):
        column_names(["premium", "policy", second], origin="book.csv")


def test_a_heading_like_the_name_of_an_empty_one_is_refused():
    with pytest.raises(SourceError, match="columns 1 and 2 are both headed 'column_2'"):
        column_names(["column_2", ""], origin="book.csv")


def test_the_name_of_the_row_number_is_kehu_s_own():
    with pytest.raises(SourceError, match=r"book\.csv: column 2 is headed 'Source_Row'.*rename the column"):
        column_names(["policy", "Source_Row"], origin="book.csv")
