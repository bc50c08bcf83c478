"""What a file says of a column: an expression, and a doubt where there is one."""

import pytest

from kehu.stages.intake.headings import Meaning
from kehu.stages.intake.looks import look_at
from kehu.stages.intake.seen import Entry, Seen, quoted


def seen(heading, column, *values, is_certain=True):
    """A file with one heading that means a column of parties."""
    meaning = Meaning(heading, "parties", column, is_certain)
    return Seen("book.csv", {("parties", column): meaning}, {heading: look_at(values)}, ())


def test_a_column_with_a_heading_is_an_expression_without_a_doubt():
    assert seen("Date of birth", "birth_date", "1949-12-31").entry("parties", "birth_date") == Entry('"Date of birth"')


def test_a_column_without_a_heading_is_nothing():
    file = seen("Phone", "phone", "13800138000")
    assert file.entry("parties", "email") is None
    assert file.entry("producers", "phone") is None


def test_a_heading_recognised_in_part_is_asked_about():
    entry = seen("Phone 2", "phone", "13800138000", is_certain=False).entry("parties", "phone")
    assert entry == Entry('"Phone 2"', "is 'Phone 2' this? Telephone number as written by the source")


def test_a_date_that_does_not_look_like_one_is_doubted():
    entry = seen("Born", "birth_date", "spring", "autumn").entry("parties", "birth_date")
    assert entry == Entry("Born", "these do not look like dates: 'spring', 'autumn'")


def test_a_date_that_is_always_empty_is_not_doubted():
    assert seen("Born", "birth_date", "", None).entry("parties", "birth_date") == Entry("Born")


def test_any_of_several_columns_is_enough():
    file = seen("Phone", "phone", "13800138000")
    assert file.has("parties", "email", "phone")
    assert not file.has("parties", "email", "name")
    assert not file.has("producers", "phone")


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("Premium", "Premium"),
        ("End date", '"End date"'),
        ("ORDER", '"ORDER"'),
        ('5" pipe', '"5"" pipe"'),
        ("1st", '"1st"'),
    ],
)
def test_a_heading_is_quoted_where_sql_would_misread_it(heading, written):
    assert quoted(heading) == written
