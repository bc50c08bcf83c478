"""The workbook of a segment."""

from kehu_desk.engine import FACTS, chosen_customers, select
from kehu_desk.segments import sheets
from tests.desk.segments.conftest import GOOD


def test_customers_stand_with_every_fact_and_conditions_in_words(home):
    rows = chosen_customers("R000001", GOOD, scope="", columns=list(FACTS), most=9)
    people, asked = sheets.sheets("Good", GOOD, select("R000001", GOOD, scope=""), rows, {"C1": "王芳"})
    assert len(people.headings) == len(FACTS) + 2
    cells = dict(zip((heading.text for heading in people.headings), people.rows[0], strict=True))
    assert (cells["Customer"], cells["Lines in force"], cells["Risk grade"]) == ("王芳", "Home, Motor", "A")
    assert people.rows[1][1] == ""
    assert [row[0] for row in asked.rows] == ["Risk grade is A or B", "Person or organisation is Person"]


def test_customers_that_do_not_fit_are_said(home):
    rows = chosen_customers("R000001", GOOD, scope="", columns=list(FACTS), most=1)
    people, _asked = sheets.sheets("Good", GOOD, select("R000001", GOOD, scope=""), rows, {})
    assert "1 more customers did not fit" in people.note
