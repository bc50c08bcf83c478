"""Demand: who has no cover of a line, and how many of them are expected to buy it."""

import pyarrow as pa
import pytest

from kehu.stages.markets.demand import demand
from tests.marketed import people


@pytest.fixture
def found(engine):
    """Two with motor, of whom one has home too, one with home alone, and one without cover."""
    lines = (",motor,", ",home,motor,", ",home,", ",,")
    aged = zip(lines, ("30-39", "30-39", "30-39", "60-69"), strict=True)
    levels = people(engine, *({"lines": each, "age": age} for each, age in aged))
    facts = engine.read_arrow(pa.table({"customer_id": [f"C{n}" for n in range(4)], "age_years": [33, 34, 35, 66]}))
    rates = engine.read_arrow(
        pa.Table.from_pylist(
            [
                {"line": "home", "kind": "person", "age_band": "30", "holdings": "motor", "purchase_probability": 0.2,
                 "line_probability": 0.1},
                {"line": "motor", "kind": "person", "age_band": "50", "holdings": "home", "purchase_probability": 0.4,
                 "line_probability": 0.05},
            ]
        )
    )  # fmt: skip
    terms = [("C0", "motor", 900.0), ("C1", "motor", 1100.0), ("C1", "home", 300.0), ("C2", "home", None)]
    covers = pa.Table.from_pylist(
        [dict(zip(("customer_id", "line", "annual_premium"), term, strict=True)) for term in terms]
    )
    return demand(levels, facts, rates, engine.read_arrow(covers))


def test_those_without_the_line_are_asked_at_the_share_of_their_like(found):
    assert found["home", ()].open == 1
    assert found["home", ()].goal == pytest.approx(0.2)


def test_where_nobody_was_like_them_the_line_says_how_many(found):
    assert found["motor", ()].goal == pytest.approx(0.05)


def test_the_premium_is_that_of_the_covers_in_force(found):
    whole = found["motor", (("age", "30-39"),)]
    assert (whole.covers, whole.premium) == (2, 2000.0)
    assert found["home", ()].covers == 1
    assert ("home", (("age", "60-69"),)) not in found
