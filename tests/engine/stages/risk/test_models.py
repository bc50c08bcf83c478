"""Models of a line: which recipe counts, and a base where nothing is told."""

import datetime

import pytest

from kehu.assumptions import Decisions, ModelPromotion, Rating
from kehu.stages.risk.models import FREQUENCY, SEVERITY, Champion, LineCells, champions, fit_line
from kehu.statistics.rating.cells import cells_of

RATING = Rating(source="made up")
DAY = datetime.date(2023, 12, 31)


def promoted(recipe, *, line="motor", model=FREQUENCY, as_of=DAY, by="Wang Fang"):
    return ModelPromotion(
        line=line,
        model=model,
        recipe=recipe,
        as_of=as_of,
        challenge="C000001",
        deviance_change=-12.0,
        standard_error=3.0,
        by=by,
        reason="saves deviance on every fold",
        promoted_at=datetime.datetime(2024, 1, 5, tzinfo=datetime.UTC),
    )


def recipes(*promotions, as_of=DAY):
    return champions("motor", Decisions(promotions=promotions), rating=RATING, as_of=as_of)


def test_without_a_promotion_the_file_says_how_models_are_fitted():
    assert recipes() == {FREQUENCY: Champion("pairs"), SEVERITY: Champion("pairs")}


def test_the_last_promotion_of_a_model_counts_and_of_no_other():
    found = recipes(promoted("boosted"), promoted("tables", by="Li Na"), promoted("boosted", line="home"))
    assert found == {FREQUENCY: Champion("tables", "Li Na"), SEVERITY: Champion("pairs")}


def test_a_run_as_of_an_earlier_day_knows_nothing_of_a_later_comparison():
    assert recipes(promoted("boosted"), as_of=DAY - datetime.timedelta(days=1))[FREQUENCY] == Champion("pairs")


def test_a_line_without_a_claim_leans_on_the_book_s_mean_cost():
    cells = cells_of({}, [], weight=[200.0], total=[0.0])
    models = fit_line(
        LineCells("motor", cells, cells, ()),
        mean_cost=850.0,
        chosen=recipes(),
        about={"as_of": "2023-12-31"},
        rating=RATING,
    )
    assert (models.frequency.base, models.severity.base) == (pytest.approx(0.5 / 200), 850.0)
    assert models.severity.about["recipe"] == models.frequency.about["recipe"] == "pairs"
    assert models.severity.about["model"] == SEVERITY
