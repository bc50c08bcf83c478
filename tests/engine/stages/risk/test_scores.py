"""Risk of a whole book: every term, customer and line has its row, and everything adds up."""

from collections import Counter

import pytest

from kehu.assumptions import Factor, ModelEdit
from kehu.engines import EngineSettings, open_engine
from kehu.tables.risks import RISKS
from tests.risk_books import by
from tests.scored_books import PARAMETERS, scored

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def held():
    with open_engine(EngineSettings(threads=1)) as engine:
        yield engine


@pytest.fixture(scope="module")
def tables(held):
    return {name: held.keep(table) for name, table in scored(held).items()}


def test_every_table_of_the_stage_is_there_with_its_columns(tables):
    assert set(tables) == {table.table_name for table in RISKS}
    for table in RISKS:
        assert set(table.columns) <= set(tables[table.table_name].columns)


def test_every_term_in_force_has_one_row_and_an_expected_cost(tables):
    rows = by("term_id", tables["term_risks"])
    assert len(rows) == tables["term_risks"].count().to_pyarrow().as_py() > 300
    assert all(row["expected_cost"] > 0 for row in rows.values())


def test_what_is_expected_adds_up_to_what_is_developed(tables):
    rows = tables["risk_controls"].to_pyarrow().to_pylist()
    assert {row["name"] for row in rows} >= {"covered_days", "claim_count", "expected_claims", "expected_cost"}
    assert all(row["is_equal"] for row in rows)
    lines = by("line", tables["line_risks"])
    for line in ("motor", "home"):
        assert lines[line]["expected_incurred"] == pytest.approx(lines[line]["developed_incurred"], rel=1e-9)


def test_a_line_without_a_claim_leans_on_the_book(tables):
    pets = by("line", tables["line_risks"])["pets"]
    assert (pets["claim_count"], pets["frequency_tables"], pets["reason"][:9]) == (0, 0, "no claims")
    assert pets["frequency_base"] > 0
    assert pets["severity_base"] == pytest.approx(1000, rel=0.2)


def test_the_young_are_expected_to_claim_more(tables):
    levels = tables["risk_models"].filter(lambda row: (row.factor == "policyholder_age") & (row.line == "motor"))
    ages = [row for row in levels.order_by("table_number").to_pyarrow().to_pylist() if row["model"] == "frequency"]
    named = {row["level"]: row["relativity"] for row in ages if row["level"][0] in "≤≥"}
    young, old = (next(value for level, value in named.items() if level[0] == sign) for sign in "≤≥")
    assert young > 1.3 * old


def test_the_parts_of_every_price_add_up_to_it_in_cents(tables):
    parts = ("risk_part", "large_loss_part", "claims_handling_part", "expense_part", "commission_part", "margin_part")
    for row in tables["term_risks"].to_pyarrow().to_pylist():
        assert sum(row[name] for name in parts) == row["technical_price"]


def test_customers_without_cover_have_no_grade_and_the_others_have_one(tables):
    rows = tables["customer_risks"].to_pyarrow().to_pylist()
    assert all((row["grade"] is None) == (row["terms_in_force"] == 0) for row in rows)
    assert all(row["record_lower"] <= row["record_factor"] <= row["record_upper"] for row in rows)


def test_perils_part_every_term_and_add_up_to_it(tables):
    motor = tables["term_risks"].filter(tables["term_risks"].line == "motor")
    whole, parts = by("term_id", motor), tables["term_perils"].to_pyarrow().to_pylist()
    assert {row["line"] for row in parts} == {"motor"}  # home has one peril, pets have none
    assert {row["peril"] for row in parts} == {"theft", "collision"}
    for name in ("claims_per_year", "expected_cost"):
        sums = Counter()
        for row in parts:
            sums[row["term_id"]] += row[name]
        assert dict(sums) == pytest.approx({key: row[name] for key, row in whole.items()}, rel=1e-12)


def test_a_peril_goes_where_its_claims_are(tables):
    whole = by("term_id", tables["term_risks"])
    shares = {"E": [], "W": []}
    for row in tables["term_perils"].to_pyarrow().to_pylist():
        if row["peril"] == "theft":
            number = int(row["term_id"].split("-")[1])
            shares["EW"[number % 2]].append(row["claims_per_year"] / whole[row["term_id"]]["claims_per_year"])
    east, west = (sum(each) / len(each) for each in shares.values())
    assert west > 2 * east


def test_a_peril_has_tables_of_its_own_and_a_line_of_one_has_none(tables):
    levels = tables["peril_models"].to_pyarrow().to_pylist()
    thefts = [row for row in levels if (row["peril"], row["model"], row["factor"]) == ("theft", "frequency", "region")]
    assert {row["level"] for row in thefts if row["exposure"] > 0} == {"E", "W"}
    told = {(row["line"], row["peril"]): row for row in tables["peril_risks"].to_pyarrow().to_pylist()}
    assert (told["motor", "theft"]["modelled_as"], told["home", "fire"]["modelled_as"]) == ("theft", None)
    assert told["home", "fire"]["reason"][:11] == "the line's "


def test_an_edit_moves_its_terms_and_is_told_with_its_effect(held, tables):
    levels = tables["risk_models"].filter(lambda row: (row.factor == "policyholder_age") & (row.exposure > 0))
    level = levels.order_by("line", "model", "level").limit(1).to_pyarrow().to_pylist()[0]
    told = {"line": level["line"], "model": level["model"], "by": "Wang Fang", "reason": "a course for the young"}
    fits = ModelEdit(**told, factors=("policyholder_age",), levels=(level["level"],), relativity=3.0)
    lost = ModelEdit(**told, factors=("horoscope",), levels=("lion",), relativity=2.0)
    rows = by("edit_number", scored(held, edits=(fits, lost))["risk_edits"])
    assert (rows[1]["is_applied"], rows[2]["is_applied"]) == (True, False)
    assert rows[1]["fitted_relativity"] == pytest.approx(level["relativity"])
    assert rows[1]["expected_after"] != rows[1]["expected_before"]


def test_a_factor_left_out_by_hand_stands_in_no_table(held):
    out = Factor(factor="policyholder_age", is_used=False, source="made up")
    assumed = PARAMETERS.model_copy(update={"factors": (out,)})
    tables = scored(held, assumed=assumed)
    asked = by("factor", tables["risk_factors"].filter(lambda row: row.line == "motor"))["policyholder_age"]
    assert (asked["is_in_frequency"], asked["reason"]) == (False, "left out by hand")
