"""How models did, as charts whose titles are what they show."""

from kehu_desk import engine
from kehu_desk.modelling import judged_charts
from tests.desk.modelling.conftest import GROUPS


def test_lift_stands_in_the_order_of_the_tenths():
    drawn = judged_charts.lift("frequency", GROUPS, excel="")
    assert drawn.title == "The last tenth brought 10.0 times the first"
    assert list(drawn.series[1].values) == [n / 20 for n in range(1, 11)]


def test_where_the_first_tenth_brought_nothing_both_ends_are_told():
    rows = [{**row, "came": row["came"] - 0.5} if row["grouping"] == "decile" else row for row in GROUPS]
    assert judged_charts.lift("frequency", rows, excel="").title == "From −0.44 in the first tenth to 0.06 in the last"


def test_calibration_counts_the_tenths_outside_their_bounds():
    assert judged_charts.calibration("frequency", GROUPS, excel="").title.startswith("Every tenth was foretold")
    rows = [{**row, "is_outside": row["name"] == "3"} for row in GROUPS]
    title = judged_charts.calibration("frequency", rows, excel="").title
    assert title == "1 of 10 tenths lies outside its bounds"


def test_without_tenths_nothing_is_drawn():
    assert judged_charts.lift("renewal", GROUPS, excel="") is None
    assert judged_charts.calibration("renewal", GROUPS, excel="") is None


def test_models_that_a_recipe_betters_are_drawn(judged):
    (drawn,) = judged_charts.trial_charts(engine.challenge("C000001"), excel="")
    assert [series.name for series in drawn.series] == ["Main tables", "Tables with pairs", "Boosted tables"]
    assert list(drawn.series[0].values) == [1.1, 1.1]
