import json
from decimal import Decimal

import pytest

from kehu_desk.ui.charts import Axis, Chart, Series


def chart(**more):
    given = {"name": "c", "title": "T", "kind": "bars", "categories": ("2023", "2024")}
    return Chart(**{**given, "series": (Series("Premium", (Decimal("1.25"), None)),), **more})


def test_the_document_is_json_with_plain_numbers():
    document = json.loads(json.dumps(chart(y=Axis("Amount", "CNY", "money")).document))
    assert document["series"] == [{"name": "Premium", "kind": "", "format": "money", "values": [1.25, None]}]
    assert document["y"] == {"title": "Amount (CNY)", "format": "money", "is_cut": False}


def test_the_table_holds_the_figures_of_the_chart_exactly():
    table = chart(x=Axis("Year", format="text"), y=Axis(format="money")).table
    assert [column.title for column in table.columns] == ["Year", "Premium"]
    assert [[cell.text for cell in table.cells(row)] for row in table.rows] == [["2023", "1"], ["2024", "–"]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "pie"}, "no kind of chart"),
        ({"series": [Series(str(n), (1, 2)) for n in range(6)]}, "can be told apart"),
        ({"kind": "waterfall", "series": [Series("a", (1, 2)), Series("b", (1, 2))]}, "has one series"),
        ({"series": [Series("short", (1,))]}, "one value for each category"),
    ],
)
def test_a_chart_that_cannot_be_read_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        chart(**wrong)


def test_a_heat_map_may_have_many_rows():
    assert len(chart(kind="heat", series=[Series(str(n), (1, 2)) for n in range(9)]).series) == 9


def test_a_chart_without_any_value_is_empty():
    assert chart(series=[Series("a", (None, None))]).is_empty
    assert chart(categories=(), series=[Series("a", ())]).is_empty
    assert not chart().is_empty
