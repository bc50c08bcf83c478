"""Scores of terms: level by level, balanced to the line, and a year older for the coming year."""

from dataclasses import replace

import ibis
import numpy as np
import pyarrow as pa
import pytest

from kehu.assumptions import Rating
from kehu.stages.risk.expected import Totals, balanced, coming_year, history, levels, totals
from kehu.stages.risk.models import LineModels
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable

AGE = Binning("policyholder_age", "numeric", cuts=(30,), is_whole=True)
RATING = Rating(source="made up")


def model(name, base, *relativities):
    values = np.array([1.0, *relativities])
    tables = (RatingTable((AGE,), values, values, values, values),) if relativities else ()
    return RatingModel(Family(name), base, tables)


def models():
    empty = cells_of({}, [], weight=[1.0], total=[1.0])
    return LineModels("motor", model("poisson", 0.1, 2.0, 0.5), model("gamma", 1000.0), empty, empty, ())


def rows(*ages, claims=1.0):
    count = len(ages)
    known = {"term_id": [f"t{n}" for n in range(count)]}
    texts = {name: ["x"] * count for name in ("policy_id", "customer_id", "line", "channel", "branch")}
    numbers = {"developed_exposure": 0.5, "claim_count": claims, "capped_incurred": 90_000.0 * claims}
    numbers |= {"developed_incurred": 100_000.0 * claims, "covered_days": 10.0}
    whole = {"last_age_days": 0, "years_ago": 2}
    columns = known | texts | {name: [value] * count for name, value in (numbers | whole).items()}
    dates = {"inception_date": pa.nulls(count, pa.date32()), "written_premium": pa.nulls(count, pa.decimal128(18, 2))}
    return ibis.memtable(pa.table({**columns, **dates, "policyholder_age": list(ages)}))


def test_expected_claims_are_those_of_developed_exposure():
    found = history(rows=rows(20, 50), models=models()).order_by("term_id").to_pyarrow()
    assert found["expected"].to_pylist() == pytest.approx([0.1, 0.025])
    assert found["expected_capped"].to_pylist() == pytest.approx([10_000, 2_500])


def test_balanced_models_give_back_what_was_told():
    told = rows(20, 50)
    moved, often, dear = balanced(models(), totals(history(rows=told, models=models())))
    sums = totals(history(rows=told, models=moved))
    assert (sums.expected_claims, sums.expected_capped) == pytest.approx((2.0, 180_000))
    assert often * 0.125 == pytest.approx(2.0)
    assert dear == pytest.approx(0.9)


def test_a_line_without_claims_stays_as_it_is():
    nothing = Totals(0.0, 0.5, 0.0, 50_000.0, 0.0)
    assert balanced(models(), nothing)[1:] == (1.0, 1.0)


def test_the_coming_year_is_scored_a_year_older():
    found = coming_year(rows=rows(29), models=models(), rating=RATING).to_pyarrow().to_pylist()[0]
    assert (found["claims_per_year"], found["cost_per_claim"]) == pytest.approx((0.05, 1000))
    assert (found["frequency_levels"], found["severity_levels"]) == ("2", "")


def test_a_term_that_has_ended_has_no_coming_year():
    ended = rows(29).mutate(last_age_days=ibis.literal(5))
    assert coming_year(rows=ended, models=models(), rating=RATING).count().to_pyarrow().as_py() == 0


def test_places_of_a_pair_stand_between_dots():
    values = np.ones((3, 3))
    other = replace(AGE, factor="licence_years")
    pair = RatingModel(Family("poisson"), 1.0, (RatingTable((AGE, other), values, values, values, values),))
    table = ibis.memtable(pa.table({"policyholder_age": [40], "licence_years": [3]}))
    assert table.select(at=levels(table, pair)).to_pyarrow()["at"].to_pylist() == ["2.1"]
