"""Factors with their bins: as many levels as claims can tell apart, by hand where someone said so, older next year."""

import ibis
import pyarrow as pa
import pytest

from kehu.assumptions import Factor, Rating
from kehu.stages.risk import prepare
from kehu.stages.risk.factors import YEARS_AGO, factors_of_line, for_severity, rolled, with_years_ago
from kehu.stages.risk.lines import claims_by_term, line_rows
from kehu.statistics.rating.bins import Binning
from tests.scored_books import PARAMETERS, book


@pytest.fixture
def line(engine):
    snapshot, identities = book(customers=60)
    basis = prepare(engine=engine, snapshot=snapshot, identities=identities, parameters=PARAMETERS)
    rows = line_rows(basis=basis, claims=claims_by_term(basis.claims), snapshot=snapshot, line="motor")
    return engine.keep(rows), basis.exposure


def bins(line, *, claims=100, by_hand=()):
    rows, exposure = line
    assumed = PARAMETERS.model_copy(update={"factors": tuple(by_hand)})
    found, made = factors_of_line(rows=rows, exposure=exposure, line="motor", claims=claims, parameters=assumed)
    return {each.name: each for each in found}, {binning.factor: binning for binning in made}


def test_few_claims_make_few_levels(line):
    _, few = bins(line, claims=40)
    _, many = bins(line, claims=400)
    assert few["policyholder_age"].count - 1 <= 4 < many["policyholder_age"].count


def test_claims_are_never_factors_of_themselves(line):
    found, made = bins(line)
    assert not {"claim_count", "capped_incurred", "developed_incurred"} & (set(found) | set(made))
    assert YEARS_AGO in made


def test_bins_set_by_hand_stand_and_a_factor_may_be_left_out(line):
    cuts = Factor(line="motor", factor="policyholder_age", cuts=(30.0,), monotone="down", source="made up")
    out = Factor(factor="region", is_used=False, source="made up")
    found, made = bins(line, by_hand=(cuts, out))
    assert (made["policyholder_age"].cuts, made["policyholder_age"].monotone) == ((30.0,), "down")
    assert "region" not in made
    assert found["region"].reason == "left out by hand"


def test_a_factor_may_be_called_weight():
    heavy = [Binning("weight", "numeric", cuts=(2,), is_whole=True)]
    rows = ibis.memtable(pa.table({"weight": [1, 3], "claim_count": [1.0, 1.0]}))
    assert for_severity(heavy, rows=rows, most=5) == heavy


def test_bins_of_severity_hold_claims_alike():
    ages = [Binning("age", "numeric", cuts=(20, 30, 40), is_whole=True, monotone="up")]
    rows = ibis.memtable(pa.table({"age": [10, 25, 35, 45], "claim_count": [1.0, 1.0, 1.0, 1.0]}))
    (coarse,) = for_severity(ages, rows=rows, most=2)
    assert (coarse.cuts, coarse.monotone) == ((30,), None)


def test_ages_grow_by_a_year_and_the_year_is_the_last():
    columns = {"vehicle_age": [3], "licence_years": [5], "floor_area": [80], "region_age": ["E"], YEARS_AGO: [2]}
    rows = ibis.memtable(pa.table(columns))
    found = rolled(rows, factors=[*columns][:-1], rating=Rating(source="made up")).to_pyarrow().to_pylist()
    assert found == [{"vehicle_age": 4, "licence_years": 6, "floor_area": 80, "region_age": "E", YEARS_AGO: 0}]


def test_years_ago_are_whole_years_since_the_inception():
    rows = ibis.memtable(pa.table({"first_age_days": [1, 365, 366, 1000]}))
    assert with_years_ago(rows)[YEARS_AGO].to_pyarrow().to_pylist() == [0, 0, 1, 2]
