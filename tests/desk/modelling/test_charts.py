"""Tables as charts: relativities between their bounds above the weight; pairs as what they add to each alone."""

from dataclasses import replace

from kehu_desk.engine import FactorTable, Level
from kehu_desk.modelling import charts

PAIR = FactorTable(
    ("age", "channel"),
    (("≤ 29", "≥ 30"), ("agent", "online")),
    (
        Level(("≤ 29", "agent"), 10.0, 1.2, 1.1, 1.3),
        Level(("≤ 29", "online"), 0.0, 1.0, 0.5, 2.0),
        Level(("≥ 30", "agent"), 5.0, 0.9, 0.8, 1.0),
        Level(("≥ 30", "online"), 5.0, 1.0, 0.9, 1.1),
    ),
)


def test_levels_with_weight_are_drawn_with_their_bounds(told):
    drawn = charts.of_table(told, told.tables[0], excel="")
    assert (drawn.kind, list(drawn.categories)) == ("rated", ["≤ 29", "≥ 30"])
    assert [(series.kind, list(series.values)) for series in drawn.series][:2] == [
        ("bar", [100.0, 100.0]),
        ("line", [1.5, 0.5]),
    ]
    assert [series.kind for series in drawn.series[2:]] == ["bound", "bound"]


def test_the_title_says_how_far_apart_the_levels_lie(told):
    assert charts.of_table(told, told.tables[0], excel="").title == "Age: ≤ 29 is 3.00 times ≥ 30"


def test_a_table_without_bounds_has_none_drawn(told):
    bare = replace(told.tables[0], levels=tuple(replace(one, lower=None, upper=None) for one in told.tables[0].levels))
    assert [series.kind for series in charts.of_table(told, bare, excel="").series] == ["bar", "line"]


def test_a_pair_shows_what_it_adds_in_percent(told):
    drawn = charts.of_table(told, PAIR, excel="")
    assert (drawn.kind, list(drawn.categories)) == ("heat", ["Agent", "Online"])
    assert [list(series.values) for series in drawn.series] == [[0.2, None], [-0.1, 0.0]]
