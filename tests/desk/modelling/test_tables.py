"""Models as lists and figures."""

from dataclasses import replace

from kehu_desk import engine
from kehu_desk.engine import Effect
from kehu_desk.modelling import tables

EFFECT = Effect(
    terms=2,
    line_terms=10,
    touched_cost=1000.0,
    touched_cost_after=1500.0,
    touched_price=2000.0,
    touched_price_after=3000.0,
    touched_premium=2400.0,
    line_cost=10_000.0,
)


def words_of(listing):
    return [[cell.text for cell in listing.cells(row)] for row in listing.rows]


def test_models_of_a_line_stand_together_in_the_order_of_what_they_foretell(told):
    renewal = engine.model("R000002", "motor", "renewal")
    shared = replace(renewal, line="other lines")
    other = replace(told, line="accident")
    shown = tables.models([shared, renewal, told, other], {})
    assert [row["href"] for row in shown.rows] == [
        "/models/accident/frequency/",
        "/models/motor/frequency/",
        "/models/motor/renewal/",
        "/models/other%20lines/renewal/",
    ]


def test_edits_that_wait_are_counted_before_those_that_are_obeyed(told):
    badge = tables.models([told], {("motor", "frequency"): 3}).rows[0]["edits"]
    assert (badge.text, badge.tone) == ("3 wait", "accent")
    assert tables.models([told], {}).rows[0]["edits"].text == "1"


def test_levels_lead_to_being_set_only_where_one_may(told):
    link = tables.levels(told, told.tables[0], may_edit=True).href
    assert "level=%E2%89%A4+29" in link(tables.levels(told, told.tables[0], may_edit=True).rows[0])
    assert tables.levels(told, told.tables[0], may_edit=False).href is None
    renewal = engine.model("R000002", "motor", "renewal")
    assert tables.levels(renewal, renewal.tables[0], may_edit=True).href is None


def test_levels_without_weight_are_left_out(told):
    assert [row["level"] for row in tables.levels(told, told.tables[0], may_edit=False).rows] == ["≤ 29", "≥ 30"]


def test_the_effect_tells_now_and_after():
    figures = {figure.label: (figure.value, figure.word) for figure in tables.effect_figures(EFFECT, "CNY")}
    assert figures["Terms that move"] == ("2", "of 10 in force")
    assert figures["Expected cost of the line"] == ("+5.00%", "+500 a year")
    assert figures["Premium over technical price"] == ("80%", "now 120%, of these terms")


def test_a_book_without_premiums_tells_no_ratio():
    bare = replace(EFFECT, touched_premium=0.0)
    assert tables.effect_figures(bare, "CNY")[-1].value == "–"


def test_changes_stand_with_the_largest_first(told):
    found = engine.compared_models("R000001", "R000002", "motor", "frequency")
    assert words_of(tables.changes(found))[0][:5] == ["Age", "≤ 29", "2.00", "1.50", "−25.0%"]
    assert tables.comparison_figures(found)[0].value == "0.0%"


def test_a_peril_s_model_saves_nothing_and_is_not_set_by_hand(home):
    peril = engine.peril_model("R000002", "motor", "other", "frequency")
    assert [figure.label for figure in tables.figures(peril)] == ["Base", "Years of cover", "Levels"]
    assert "Set by hand" not in [fact.label for fact in tables.facts(peril)]
    assert tables.levels(peril, peril.tables[0], may_edit=True).href is None
