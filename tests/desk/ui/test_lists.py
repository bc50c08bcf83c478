from types import SimpleNamespace

import pytest
from django.http import QueryDict

from kehu_desk.ui.lists import Column, Listing, changed, choose_columns, headings, picker

NAME = Column("name", "Name", "name", sorts=True, is_fixed=True)
RESULT = Column("result", "Result", "money_whole", sorts=True, on_phone=True)
LINE = Column("line", "Line", "code", code="line")
NOTE = Column("note", "Note", is_shown=False)
ALL = (NAME, RESULT, LINE, NOTE)


def ask(query, session=None):
    return SimpleNamespace(GET=QueryDict(query), session=session if session is not None else {})


def test_rows_may_be_mappings_or_values_with_attributes():
    listing = Listing("a", (NAME, LINE), ())
    mapping, value = {"name": "王芳", "line": "home"}, SimpleNamespace(name="王芳", line="home")
    assert [c.text for c in listing.cells(mapping)] == [c.text for c in listing.cells(value)] == ["王芳", "Home"]


def test_only_the_first_cell_carries_the_link_of_the_row():
    listing = Listing("a", (NAME, LINE), (), href=lambda row: f"/{row['name']}")
    assert [cell.href for cell in listing.cells({"name": "x", "line": None})] == ["/x", ""]


def test_a_column_may_have_a_link_of_its_own():
    column = Column("run", "Run", href=lambda row: f"/runs/{row['run']}")
    assert [cell.href for cell in Listing("a", (NAME, column), ()).cells({"name": "x", "run": "R1"})] == [
        "",
        "/runs/R1",
    ]


@pytest.mark.parametrize(
    ("order", "name", "result"),
    [
        ("", "name", "-result"),
        ("name", "-name", "-result"),
        ("-name", "name", "-result"),
        ("-result", "name", "result"),
    ],
)
def test_a_heading_sorts_by_itself_and_then_the_other_way(order, name, result):
    found = headings(Listing("a", (NAME, RESULT, LINE), (), order=order), QueryDict("q=a&after=7"))
    assert [heading.href for heading in found] == [f"?q=a&order={name}", f"?q=a&order={result}", ""]


def test_the_heading_says_how_the_list_is_sorted():
    found = headings(Listing("a", ALL, (), order="-result"), QueryDict(""))
    assert [heading.direction for heading in found] == ["", "descending", "", ""]


def test_a_changed_query_forgets_the_page_and_keeps_the_rest():
    query = QueryDict("q=a&line=home&line=motor&before=3")
    assert changed(query, q="") == "?line=home&line=motor"
    assert changed(query, after="9") == "?q=a&line=home&line=motor&after=9"


def test_columns_are_those_picked_and_stay_picked():
    session = {}
    picked = choose_columns(ask("columns=note&columns=unknown", session), "customers", ALL)
    assert [one.name for one in picked] == ["name", "note"]
    assert choose_columns(ask("", session), "customers", ALL) == picked


def test_without_a_choice_the_usual_columns_are_shown():
    assert choose_columns(ask(""), "customers", ALL) == (NAME, RESULT, LINE)
    assert choose_columns(ask("columns=unknown"), "customers", ALL) == (NAME, RESULT, LINE)


def test_the_picker_knows_what_is_shown_and_keeps_the_filters():
    found = picker(Listing("a", (NAME, RESULT), (), columns_offered=ALL), QueryDict("q=a&columns=note&after=4"))
    assert [(column.name, shown) for column, shown in found.columns] == [
        ("name", True), ("result", True), ("line", False), ("note", False),
    ]  # fmt: skip
    assert found.kept == (("q", "a"),)
    assert picker(Listing("a", ALL, ()), QueryDict("")) is None


def test_a_card_shows_the_figures_that_matter():
    assert Listing("a", ALL, ()).phone_columns == (RESULT,)
    plain = [Column(name, name, "count") for name in "abcd"]
    assert Listing("a", plain, ()).phone_columns == tuple(plain[1:3])
