"""Customers: the index against as many terms of the same lines, the grade, the record and its bounds."""

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.assumptions import GRADES, Grade
from kehu.stages.risk.grades import customer_risks, graded
from kehu.stages.risk.record import policies
from kehu.statistics.credibility.gamma_poisson import interval
from tests.engine.stages.risk.test_record import believed, told
from tests.risk_books import by

MONEY = pa.decimal128(18, 2)


def risks(held, records, *, customers=("A",), levels=None):
    known = believed(**(levels or {}))
    names = ("customer_id", "policy_id", "line", "expected_cost", "rated_cost")
    terms = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in held])
    for name in ("technical_price", "annual_premium"):
        terms = terms.append_column(name, pa.array([Decimal(100)] * len(held), MONEY))
    found = customer_risks(
        customers=ibis.memtable(pa.table({"customer_id": list(customers)})),
        terms=ibis.memtable(terms),
        policies=policies(told=told(*records), believed=known),
        believed=known,
        averages=ibis.memtable(pa.table({"line": ["motor", "home"], "average_cost": [100.0, 50.0]})),
        grades=GRADES,
        probability=0.9,
    )
    return by("customer_id", found)


def test_three_covers_make_nobody_worse():
    held = [("A", f"p{n}", line, cost, cost) for n, (line, cost) in enumerate([("motor", 100.0), ("home", 50.0)])]
    row = risks(held, [("A", "p0", 0, 0.0, 0.1), ("A", "p1", 0, 0.0, 0.1)])["A"]
    assert (row["risk_index"], row["grade"], row["terms_in_force"]) == (1.0, "C", 2)


def test_a_customer_without_a_record_or_a_term_has_factor_one_and_no_grade():
    row = risks([("A", "p", "motor", 50.0, 50.0)], [("A", "p", 0, 0.0, 0.1)], customers=("A", "B"))["B"]
    assert (row["record_factor"], row["credibility"], row["grade"]) == (1.0, 0.0, None)


@pytest.mark.parametrize(("observed", "expected"), [(0.0, 0.5), (2.0, 0.5), (9.0, 12.0)])
def test_the_bounds_are_nearly_those_of_the_gamma_law(observed, expected):
    row = risks([("A", "p", "motor", 50.0, 50.0)], [("A", "p", 0, observed, expected)])["A"]
    lower, upper = interval(observed, expected, strength=2.0, probability=0.9)
    assert row["record_lower"] == pytest.approx(float(lower), abs=0.03)
    assert row["record_upper"] == pytest.approx(float(upper), rel=0.03)
    assert row["credibility"] == pytest.approx(expected / (expected + 2.0))


def test_grades_begin_at_their_cuts():
    cuts = [Grade(name="A", below=0.5), Grade(name="B", below=1.0), Grade(name="C")]
    found = [graded(ibis.literal(index), grades=cuts).to_pyarrow().as_py() for index in (0.0, 0.5, 1.0, 9.0)]
    assert found == ["A", "B", "C", "C"]
