"""Reasons that multiply, from the base through every table, the record and the large claims, to the expected cost."""

import math

import pytest

from kehu.assumptions import ModelEdit
from kehu.engines import EngineSettings, open_engine
from kehu.portfolio.reasons import explain
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS
from tests.scored_books import scored

pytestmark = pytest.mark.slow
EDIT = ModelEdit(
    line="motor",
    model="frequency",
    factors=("policyholder_age",),
    levels=("missing",),
    relativity=1.25,
    by="Li Na",
    reason="as the tariff has it",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    with open_engine(EngineSettings(threads=1)) as engine:
        for name, table in scored(engine, edits=(EDIT,)).items():
            schema = RESULTS[name]
            typed = table.cast(schema.datatypes()).select(*schema.columns)
            engine.write(typed, folder / f"{name}.parquet", filed_by=schema.filed_by)
    return RunFolder("R000001", folder)


def test_the_steps_of_every_term_multiply_to_its_expected_cost(run):
    terms = [term for number in range(60) for term in explain(run, f"C{number:04d}").terms]
    assert len(terms) > 30
    for term in terms:
        product = math.prod(step.relativity for step in term.steps)
        assert product == pytest.approx(term.expected_cost, rel=1e-9)
        assert term.steps[-1].product == pytest.approx(product, rel=1e-12)


def test_the_parts_of_a_price_are_told_in_order(run):
    (term,) = explain(run, "C0002").terms
    assert term.price_parts[0][0] == "risk_part"
    assert sum(part for _, part in term.price_parts) == pytest.approx(term.technical_price)


def test_every_step_names_its_factor_and_level(run):
    (term,) = explain(run, "C0002").terms
    ages = [step for step in term.steps if step.factors == ("policyholder_age",)]
    assert {step.model for step in term.steps} == {"frequency", "severity", "record", "large_loss"}
    assert ages
    assert all(step.levels[0] not in ("", "missing") for step in ages)


def test_the_perils_of_a_term_add_up_to_its_expected_cost_the_dearest_first(run):
    terms = [term for number in range(20) for term in explain(run, f"C{number:04d}").terms]
    parted = [term for term in terms if term.perils]
    assert {term.line for term in parted} == {"motor"}
    for term in parted:
        costs = [part.expected_cost for part in term.perils]
        assert sum(costs) == pytest.approx(term.expected_cost, rel=1e-12)
        assert costs == sorted(costs, reverse=True)


def test_a_run_of_an_earlier_release_tells_no_perils(run, tmp_path):
    for path in run.folder.glob("*.parquet"):
        if path.stem != "term_perils":
            (tmp_path / path.name).symlink_to(path)
    (term,) = explain(RunFolder("R000001", tmp_path), "C0002").terms
    assert term.perils == ()


def test_a_customer_that_the_run_does_not_have_has_no_reasons(run):
    assert explain(run, "nobody") is None
