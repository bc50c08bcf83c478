"""Candidate factors of a line: declared and derived, with the reason of those left out."""

import pytest

from kehu.parameters import Exposure
from kehu.stages.risk.candidates import candidates, factor_tables, rows_of_line
from kehu.stages.risk.exposure import exposure
from kehu.tables import Declared, Kind
from tests.risk_books import TERM, by, owners, seen

PARAMETERS = Exposure(least_filled=0.3, least_varied=0.1, source="made up")
POLICIES = [{"policy_id": "P1"}, {"policy_id": "P2", "line": "home"}]
TERMS = [TERM | {"term_id": f"T{n}", "policy_id": "P1", "sum_insured": n} for n in range(1, 5)]
DECLARED = [Declared("fuel", Kind.CODE), Declared("power", Kind.WHOLE), Declared("industry", Kind.TEXT)]
FACTORS = [
    {"term_id": f"T{n}", "fuel": "petrol" if n < 3 else "diesel", "power": n if n == 1 else None} for n in range(1, 5)
]
BOOK = {"policies": POLICIES, "terms": TERMS, "factors": [("vehicles", DECLARED, FACTORS), ("home", DECLARED, ())]}


@pytest.fixture(scope="module")
def book():
    return seen(**BOOK)


@pytest.fixture(scope="module")
def rows(engine, book):
    return engine.keep(exposure(snapshot=book, identities=owners()))


@pytest.fixture(scope="module")
def motor(engine, book, rows):
    return engine.keep(rows_of_line(exposure=rows, snapshot=book, line="motor"))


@pytest.fixture(scope="module")
def judged(rows, motor):
    return {factor.name: factor for factor in candidates(rows=motor, exposure=rows, parameters=PARAMETERS)}


def test_a_table_of_factors_is_the_lines_whose_terms_it_has(book, rows):
    assert factor_tables(exposure=rows, snapshot=book, line="motor") == ("factors_vehicles",)
    assert factor_tables(exposure=rows, snapshot=book, line="home") == ()


def test_a_term_stands_beside_its_declared_factors(motor):
    found = by("term_id", motor)
    assert len(found) == 4
    assert (found["T3"]["fuel"], found["T3"]["power"], found["T1"]["power"]) == ("diesel", None, 1)


def test_declared_factors_come_first_and_one_of_a_name_that_is_taken_keeps_apart(judged):
    assert list(judged)[:3] == ["fuel", "power", "declared_industry"]
    assert judged["fuel"].is_declared and not judged["channel"].is_declared


def test_a_factor_has_its_kind_and_its_shares(judged):
    fuel, amount = judged["fuel"], judged["sum_insured"]
    assert (fuel.kind, fuel.filled_share, fuel.usual_share, fuel.reason) == ("code", 1.0, 0.5, "")
    assert (amount.kind, amount.usual_share, amount.reason) == ("number", 0.25, "")


def test_what_is_empty_or_always_the_same_is_left_out_with_the_reason(judged):
    assert judged["power"].reason == "hardly ever filled"
    assert judged["channel"].reason == "hardly ever differs"
    assert judged["licence_years"].reason == "hardly ever filled"


def test_a_line_without_terms_has_nothing_to_offer(rows, motor):
    none = candidates(rows=motor.filter(motor.line == "home"), exposure=rows, parameters=PARAMETERS)
    assert {factor.reason for factor in none} == {"hardly ever filled"}
