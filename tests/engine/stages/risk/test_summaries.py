"""What is told of perils, and controls that fail where a model loses a claim."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.risk.controls import Control
from kehu.stages.risk.expected import Totals
from kehu.stages.risk.perils import PerilModels
from kehu.stages.risk.risk import Basis
from kehu.stages.risk.summaries import Balance, controls, peril_risks
from kehu.statistics.rating.documents import example
from tests.risk_books import by


def judged(**sums):
    told = {"claims": 10.0, "expected_claims": 10.0, "capped": 900.0, "expected_capped": 900.0, "developed": 1000.0}
    nothing = ibis.memtable(pa.table({"x": [1]}))
    basis = Basis(nothing, nothing, nothing, nothing, (Control("motor", "claim_count", 12, 10, 2),))
    found = controls(basis=basis, balances=[Balance.of("motor", Totals(**(told | sums)))])
    return {name: row["is_equal"] for name, row in by("name", found).items()}


def test_what_is_expected_is_held_against_what_was_told():
    assert judged() == {"claim_count": True, "expected_claims": True, "expected_cost": True}
    assert not judged(expected_claims=9.9)["expected_claims"]
    assert not judged(expected_capped=900.1)["expected_cost"]


def test_a_line_without_claims_has_nothing_to_give_back():
    assert all(judged(claims=0.0, expected_claims=0.5, capped=0.0).values())


def perils_told(*models):
    rows = {"line": ["motor"] * 3, "peril": ["fire", "theft", "theft"], "claim_count": [1, 2, 1]}
    claims = ibis.memtable(pa.table(rows | {"developed_incurred": [6000.0, 2000.0, 2000.0]}))
    covered = {"line": ["motor"], "exposure_years": [9.0], "developed_exposure": [8.0]}
    basis = Basis(ibis.memtable(pa.table(covered)), claims, claims, claims, ())
    return by("peril", peril_risks(basis=basis, perils={"motor": models}))


def peril(name):
    return PerilModels("motor", name, *[example()] * 4, claims_factor=1.25, cost_factor=0.75)


def test_shares_of_perils_add_up_to_one():
    found = perils_told()
    assert (found["fire"]["claim_share"], found["fire"]["cost_share"]) == (0.25, pytest.approx(0.6))
    assert sum(row["claim_share"] for row in found.values()) == 1


def test_a_peril_is_told_by_its_claims_a_year_and_their_cost():
    found = perils_told()
    assert (found["theft"]["claims_per_year"], found["theft"]["cost_per_claim"]) == (3 / 8, pytest.approx(40 / 3))


def test_a_peril_names_the_models_that_count_for_it():
    found = perils_told(peril("theft"), peril("other"))
    assert {name: row["modelled_as"] for name, row in found.items()} == {"theft": "theft", "fire": "other"}
    assert (found["fire"]["claims_factor"], found["fire"]["cost_factor"], found["fire"]["reason"]) == (1.25, 0.75, "")


def test_perils_without_models_say_why():
    assert {row["reason"][:8] for row in perils_told().values()} == {"too few "}
