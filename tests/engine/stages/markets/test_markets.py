"""Markets of a small book, whole: young people cost little, older ones much."""

import datetime

import ibis
import pyarrow as pa
import pytest

from kehu.stages import markets
from kehu.tables import RESULTS
from tests.ledgers import parameters, table
from tests.marketed import assumed
from tests.worths import listed, told

AS_OF = datetime.date(2024, 12, 31)
MANY = 12


def result(engine, name, rows):
    """A result table of those rows, what they leave out empty."""
    types = RESULTS[name].datatypes()
    plain = ibis.schema({key: "float64" if kind.is_decimal() else kind for key, kind in types.items()}).to_pyarrow()
    return engine.read_arrow(pa.Table.from_pylist(rows, schema=plain))


@pytest.fixture
def tables(engine):
    """Half of them are thirty and cost 300 a year, half are fifty and cost 900; ten more hold home only."""
    accounts, facts, terms = [], [], []
    for place in range(2 * MANY + 10):
        is_young, is_home = place % 2 == 0, place >= 2 * MANY
        held = {"lines": ",home," if is_home else ",motor,", "lines_in_force": 1, "customer_years": 4}
        facts.append({"customer_id": f"C{place}", "kind": "person", "age_years": 33 if is_young else 55} | held)
        terms.append({"customer_id": f"C{place}", "line": "home" if is_home else "motor", "annual_premium": 1000})
        accounts += [
            {"customer_id": f"C{place}", "line": "home" if is_home else "motor", "year": year, "earned_premium": 1000,
             "incurred": (300 if is_young else 900) + year - 2022, "unpriced_incurred": 0, "claim_count": 1,
             "commission": 50, "expenses": 100}
            for year in (2022, 2023, 2024)
        ]  # fmt: skip
    rate = {"line": "motor", "kind": "person", "age_band": "30", "holdings": "home", "purchase_probability": 0.3}
    results = {
        "accounts": table("accounts", accounts),
        "customer_facts": result(engine, "customer_facts", facts),
        "development_patterns": result(engine, "development_patterns", []),
        "line_risks": result(engine, "line_risks", [{"line": "motor"}, {"line": "home"}]),
        "purchase_rates": result(engine, "purchase_rates", [rate | {"line_probability": 0.1}]),
        "term_risks": told("term_risks", *(term | {"term_id": f"T{n}"} for n, term in enumerate(terms))),
    }
    given = parameters().model_copy(update={"markets": assumed()})
    return markets.develop(engine=engine, results=results, parameters=given, as_of=AS_OF)


def test_the_young_are_to_be_won_for_motor_and_the_older_to_be_avoided(tables):
    rows = {row["rule"]: row for row in listed(tables["market_groups"]) if row["line"] == "motor"}
    young, older = rows["age=30-39"], rows["age=50-59"]
    assert (young["verdict"], older["verdict"]) == ("target", "avoid")
    assert young["believed_loss_ratio"] < 0.4
    assert older["believed_loss_ratio"] > 0.8
    assert (young["open_count"], young["goal_count"]) == (5, pytest.approx(1.5))
    assert young["expected_result"] == pytest.approx(float(young["cover_result"]) * 1.5, abs=0.02)


def test_each_line_has_its_channels(tables):
    rows = {row["line"]: row for row in listed(tables["market_channels"])}
    assert set(rows) == {"motor", "home"}
    assert rows["motor"]["combined_ratio"] == pytest.approx(0.6 + 0.001 + 0.15, abs=0.002)
    assert not rows["motor"]["is_best"]  # nobody was new to the line in the last year
