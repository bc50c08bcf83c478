"""Perils of a line: parts that add up, totals that are given back, and departures where claims say so."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from kehu.assumptions import Rating
from kehu.stages.risk.models import FAMILIES, LineCells, LineModels, PerilCells
from kehu.stages.risk.peril_claims import PerilKnown
from kehu.stages.risk.perils import fit_perils, shares_of, term_perils
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.model import RatingModel, predicted

RATING = Rating(source="made up")
REGION = Binning("region", "codes", groups=(("E",), ("W",)))
AGO = Binning("years_ago", "numeric", cuts=(1, 2), is_whole=True)
COLUMNS = {"region": ["E", "W"] * 8, "years_ago": [0, 0, 1, 1, 2, 2, 3, 3] * 2}
FOLDS = np.arange(16) // 4
YEARS = np.full(16, 500.0)
KEYS = ("term_id", "policy_id", "customer_id")


def cells(weight, total):
    return cells_of(COLUMNS, [REGION, AGO], weight=weight, total=total, folds=FOLDS)


def perils(*, theft=(5.0, 20.0), collision=(45.0, 30.0), costs=(2000.0, 1000.0), line=None):
    """A line whose perils have so many claims a cell in the east and the west, and so much cost a claim."""
    claims = {"theft": np.tile(theft, 8), "collision": np.tile(collision, 8)}
    amounts = {name: each * cost for (name, each), cost in zip(claims.items(), costs, strict=True)}
    often, dear = cells(YEARS, sum(claims.values())), cells(sum(claims.values()), sum(amounts.values()))
    parts = tuple(
        PerilCells(
            PerilKnown(name, (name,), each.sum(), amounts[name].sum() * 100),
            cells(YEARS, each),
            cells(each, amounts[name]),
        )
        for name, each in claims.items()
    )
    held = LineCells("motor", often, dear, (), parts)
    whole = [fit(each, FAMILIES[name], about={}) for name, each in (("frequency", often), ("severity", dear))]
    models = LineModels("motor", *(line or whole), often, dear, ())
    return held, models, fit_perils(held, models, rating=RATING)


def shares(found):
    rows = pa.table({"region": ["E", "W"], "years_ago": [0, 0]})
    return shares_of(ibis.memtable(rows), found).order_by("region").to_pyarrow().to_pydict()


def test_each_peril_s_models_give_back_its_claims_and_its_cost():
    held, _, found = perils()
    for part, models in zip(held.perils, found, strict=True):
        for cells_, model in ((part.frequency, models.frequency), (part.severity, models.severity)):
            assert predicted(model, cells_) @ cells_.weight == pytest.approx(cells_.total.sum())


def test_a_peril_departs_from_its_line_where_its_claims_do():
    told = shares(perils()[2])
    (east, _), (west, _) = told["claim_shares"]
    assert east == pytest.approx(0.1, abs=0.02)
    assert west == pytest.approx(0.4, abs=0.02)


def test_the_shares_of_a_term_add_up_to_one():
    told = shares(perils()[2])
    for name in ("claim_shares", "cost_shares"):
        assert [sum(each) for each in told[name]] == pytest.approx([1.0, 1.0], abs=1e-15)


def test_the_shares_of_all_terms_give_back_the_perils_totals():
    held, models, found = perils()
    expected = predicted(models.frequency, held.frequency) * held.frequency.weight
    rows = ibis.memtable(pa.table(COLUMNS | {"expected": expected}))
    told = shares_of(rows, found)
    sums = told.agg(theft=(told.expected * told.claim_shares[0]).sum(), all=told.expected.sum()).to_pyarrow()
    assert sums["theft"][0].as_py() / sums["all"][0].as_py() == pytest.approx(0.25, rel=1e-9)


def test_the_dearer_peril_has_more_of_the_cost_than_of_the_claims():
    told = shares(perils(costs=(9000.0, 1000.0))[2])
    assert told["cost_shares"][0][0] > 3 * told["claim_shares"][0][0]


def test_a_peril_that_follows_its_line_needs_no_table_of_its_own():
    found = perils(theft=(10.0, 10.0), collision=(40.0, 40.0))[2]
    assert [len(each.often.tables) for each in found] == [0, 0]


def test_what_is_told_late_makes_no_trend_of_a_peril():
    assert all("years_ago" not in each.factors for each in perils()[2])


def test_a_peril_without_a_cost_has_claims_and_no_part_of_the_cost():
    told = shares(perils(costs=(0.0, 1000.0))[2])
    assert told["cost_shares"][0] == pytest.approx([0.0, 1.0])
    assert told["claim_shares"][0][0] > 0.05


def test_a_line_without_perils_has_empty_shares_and_no_rows():
    rows = ibis.memtable(pa.table({"line": ["home"], "claims_per_year": [0.1], "expected_cost": [50.0]}))
    held = shares_of(rows.mutate(**{key: ibis.literal("a") for key in KEYS}, record_factor=1.0), ())
    assert held.claim_shares.length().to_pyarrow().to_pylist() == [0]
    assert term_perils(held, {"home": ()}).count().to_pyarrow().as_py() == 0


def test_record_and_large_claims_are_shared_as_the_cost_is():
    base = RatingModel(FAMILIES["frequency"], 0.1, ()), RatingModel(FAMILIES["severity"], 1200.0, ())
    found = perils(line=base)[2]
    term = {"line": ["motor"], "region": ["E"], "years_ago": [0], "claims_per_year": [0.1], "record_factor": [1.5]}
    keys = {key: ["a"] for key in KEYS}
    rows = shares_of(ibis.memtable(pa.table(term | keys | {"expected_cost": [240.0]})), found)
    told = term_perils(rows, {"motor": found}).to_pyarrow().to_pylist()
    assert sum(row["expected_cost"] for row in told) == pytest.approx(240.0)
    assert sum(row["claims_per_year"] for row in told) == pytest.approx(0.1)
    for row in told:
        assert row["claims_per_year"] * row["cost_per_claim"] * 1.5 == pytest.approx(row["expected_cost"])
