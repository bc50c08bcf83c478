"""A segment as figures, charts and lists."""

import pytest

from kehu_desk.engine import Condition, Definition, select
from kehu_desk.segments import tables
from kehu_desk.segments.models import Segment
from tests.desk.segments.conftest import GOOD


@pytest.fixture
def found(home):
    return select("R000001", GOOD, scope="", with_parts=True)


def test_figures_stand_beside_those_of_all(found):
    told = {figure.label: (figure.value, figure.word) for figure in tables.figures(found)}
    assert told["Customers"] == ("2", "28.6% of 7")
    assert told["Loss ratio"] == ("5.6%", "all: 105.6%")
    assert told["Result"] == ("800", "")


def test_nobody_chosen_is_no_error(home):
    empty = Definition(((Condition("grade", "is", ("Z",)),),))
    nobody = select("R000001", empty, scope="", with_parts=True)
    assert tables.figures(nobody)[0].value == "0"
    assert tables.charts(nobody, excel="") == []


def test_charts_set_the_segment_beside_all(found):
    drawn = {chart.name: chart for chart in tables.charts(found, excel="")}
    assert drawn["segment-grade"].title == "Risk grade: 50% are A"
    assert list(drawn["segment-grade"].series[0].values)[:2] == [0.5, 0.5]


def test_a_segment_that_cannot_be_counted_says_so_on_the_list(found, desk_user):
    me = desk_user("underwriter")
    rows = tables.segments(
        [(Segment(pk=1, name="x", owner=me), None), (Segment(pk=2, name="y", owner=me), found)], me
    ).rows
    assert [row["sharing"].text for row in rows] == ["asks for what is no longer there", "Only me"]
    assert [row["customers"] for row in rows] == [None, 2]
