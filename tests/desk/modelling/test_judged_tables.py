"""How models did, as lists."""

from kehu_desk import engine
from kehu_desk.modelling import judged_tables
from tests.desk.modelling.conftest import ADVICE, DRIFTS, GROUPS, SCORES


def texts(listing):
    return [[cell.text for cell in listing.cells(row)] for row in listing.rows]


def test_what_was_made_leads_to_its_page(judged):
    listing = judged_tables.made(engine.monitorings(), "monitoring", judged_tables.NO_MONITORING)
    assert listing.href(listing.rows[0]) == "/models/judged/monitoring/M000001/"
    assert texts(listing)[0][-1] == "R000001 → R000002"


def test_each_measure_has_its_part_with_the_columns_it_knows():
    frequency, renewal = judged_tables.parts(SCORES, GROUPS, excel="")
    assert [column.name for column in frequency["scores"].columns][-1] == "gini"
    assert [column.name for column in renewal["scores"].columns][-2:] == ["auc", "log_loss"]
    assert texts(frequency["scores"])[0][3] == "10.0% ± 1.0%"
    assert texts(frequency["scores"])[1][3] == "0.0%"
    assert renewal["lift"] is None


def test_groups_outside_their_bounds_are_marked():
    (frequency, _renewal) = judged_tables.parts(SCORES, GROUPS, excel="")
    rows = frequency["groups"].rows
    assert [(row["name"], row["verdict"].text if row["verdict"] else "") for row in rows] == [
        ("Motor", "outside"),
        ("HQ/North", ""),
    ]


def test_advice_has_colours_where_it_warns():
    listing = judged_tables.advice(ADVICE)
    assert [row["advice"].tone for row in listing.rows] == ["weak", "good"]
    assert [(figure.value, figure.tone) for figure in judged_tables.advice_figures(ADVICE)] == [
        ("1", ""),
        ("0", ""),
        ("1", "weak"),
        ("0", ""),
    ]


def test_the_mix_is_told_in_words():
    assert texts(judged_tables.drifts(DRIFTS))[0][:2] == ["Channel", "All lines"]


def test_recipes_are_offered_the_better_first_and_champions_not(judged):
    said = engine.challenge("C000001")
    assert list(judged_tables.offered(said)) == ["motor|frequency|boosted", "motor|frequency|tables"]
    promoted = {("motor", "frequency"): ("boosted", "Li Na")}
    rows = judged_tables.trials(said, promoted).rows
    assert [row["next"].text if row["next"] else "" for row in rows] == ["", "", "next run"]
