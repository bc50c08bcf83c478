"""The stage as a whole: every cover in force once, decided ones certain, years that only shrink, and tiny books."""

import datetime

import pytest

from kehu.parameters import default_text, parse
from kehu.stages import retention
from kehu.tables import RESULTS
from tests.renewal_books import book, owners, term

pytestmark = pytest.mark.slow

AS_OF = datetime.date(2024, 6, 30)
PARAMETERS = parse(default_text(), name="kehu.toml")
POLICIES = [{"policy_id": f"P{place}"} for place in range(1, 41)]
TERMS = [
    *(term("2022-07-15", f"P{place}") for place in range(1, 41)),
    *(term("2023-07-15", f"P{place}") for place in range(1, 31)),
]


def judged(engine, made, as_of=AS_OF):
    """The tables of the stage as lists of rows, cast as a run writes them."""
    found = retention.judge(engine=engine, snapshot=made.as_of(as_of), identities=owners(), parameters=PARAMETERS)
    named = {
        "renewal_occasions": found.occasions,
        "customer_renewals": found.customers,
        "retention_models": found.models,
        "price_responses": found.responses,
        "retention_curves": found.curves,
    }
    tables = {name: table.cast(RESULTS[name].datatypes()) for name, table in named.items()}
    return {name: table.select(*RESULTS[name].columns).to_pyarrow().to_pylist() for name, table in tables.items()}


@pytest.fixture(scope="module")
def found(engine):
    return judged(engine, book(policies=POLICIES, terms=TERMS))


def test_every_cover_in_force_comes_to_one_renewal(found):
    assert sorted(row["policy_id"] for row in found["renewal_occasions"]) == sorted(
        f"P{place}" for place in range(1, 31)
    )
    assert {row["decision"] for row in found["renewal_occasions"]} == {"open"}


def test_three_quarters_renewed_so_each_renews_with_about_that_probability(found):
    for row in found["renewal_occasions"]:
        assert row["renewal_probability"] == pytest.approx(0.75, abs=0.02)
        assert row["lower"] < row["renewal_probability"] < row["upper"] or row["levels"] == ""


def test_cover_only_shrinks_from_year_to_year(found):
    for row in [*found["renewal_occasions"], *found["customer_renewals"]]:
        years = [row[f"survival_{year}"] for year in range(1, 6)]
        assert years == sorted(years, reverse=True)
        assert 0 < years[-1] < years[0] <= 1


def test_a_renewal_decided_ahead_is_certain(engine):
    offer = {"renewal_date": "2024-07-15", "known_date": "2024-06-15", "decided_date": "2024-06-20"}
    offers = [
        offer | {"offer_id": "1", "policy_id": "P1", "outcome": "accepted"},
        offer | {"offer_id": "2", "policy_id": "P2", "outcome": "declined"},
    ]
    found = judged(engine, book(policies=POLICIES, terms=TERMS, renewal_offers=offers))
    certain = {row["policy_id"]: row["survival_1"] for row in found["renewal_occasions"] if row["decision"] != "open"}
    assert certain == {"P1": 1.0, "P2": 0.0}


def test_without_a_price_the_prior_stands_and_says_so(found):
    (row,) = found["price_responses"]
    assert (row["basis"], row["central"], row["offers"]) == ("prior", -2.0, 0)


@pytest.mark.parametrize("terms", [[], [term("2024-01-01")]])
def test_a_book_without_a_decision_has_occasions_without_an_answer(engine, terms):
    found = judged(engine, book(terms=terms))
    assert [row["renewal_probability"] for row in found["renewal_occasions"]] == [None] * len(terms)
    assert found["retention_models"] == []


def test_the_same_book_gives_the_same_answers(engine, found):
    again = judged(engine, book(policies=POLICIES, terms=TERMS[::-1]))
    shown = [
        {row["policy_id"]: row["renewal_probability"] for row in one["renewal_occasions"]} for one in (found, again)
    ]
    assert shown[0] == pytest.approx(shown[1], abs=1e-9)
