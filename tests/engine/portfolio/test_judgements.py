"""What a run judges of a customer is read by key; what an older run does not have is None, and the page stands."""

import datetime
import math
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.portfolio import Judgement, OddsStep, OfferJudged, ServiceJudged, ValueReason, customer_page
from kehu.portfolio.judgements import judgement
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS

DAY = datetime.date
PROBABILITY = 0.8
OCCASION = {
    **{"customer_id": "C1", "line": "motor", "decision": "open", "premium": Decimal("900.00"), "price_basis": "usual"},
    **{"price_change": 0.03, "renewal_probability": PROBABILITY, "lower": 0.7, "upper": 0.9, "reach_probability": 0.98},
    **{"model": "motor", "levels": "1"},
}
TABLES = {
    "renewal_occasions": [
        {**OCCASION, "term_id": "T2", "policy_id": "P2", "renewal_date": DAY(2025, 6, 1)},
        {**OCCASION, "term_id": "T1", "policy_id": "P1", "renewal_date": DAY(2025, 2, 1)},
    ],
    "customer_renewals": [
        {"customer_id": "C1", "line": "all", "policy_count": 2, "renewal_probability": 0.8, "survival_1": 0.8},
        {"customer_id": "C1", "line": "motor", "policy_count": 2, "renewal_probability": 0.7},
    ],
    "retention_models": [
        {"model": "motor", "table_number": 0, "factor": "base", "level_number": 0, "odds": 2.0},
        {"model": "motor", "table_number": 1, "factor": "channel", "level_number": 0, "level": "missing", "odds": 1.0},
        {"model": "motor", "table_number": 1, "factor": "channel", "level_number": 1, "level": "agent", "odds": 2.0},
        {
            "model": "motor",
            "table_number": None,
            "factor": "region",
            "level_number": 0,
            "reason": "hardly ever differs",
        },
    ],
    "price_responses": [{"line": "motor", "basis": "observational"}],
    "customer_values": [{"customer_id": "C1", "policies_valued": 2, "lifetime_value": Decimal("10.00"), "tier": "B"}],
    "value_reasons": [{"customer_id": "C1", "reason": "book_mean", "amount": Decimal("10.00")}],
    "renewal_decisions": [
        {"term_id": "T2", "customer_id": "C1", "line": "motor", "list": "keep", "renewal_date": DAY(2025, 6, 1)},
        {"term_id": "T1", "customer_id": "C1", "line": "home", "list": "decline", "renewal_date": DAY(2025, 2, 1)},
    ],
    "customer_segments": [{"customer_id": "C1", "grade": "A", "tier": "B", "strategy": "keep", "is_newcomer": True}],
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    for name, rows in TABLES.items():
        kinds = {column: one.datatype.to_pyarrow() for column, one in RESULTS[name].columns.items()}
        arrays = {column: pa.array([row.get(column) for row in rows], kind) for column, kind in kinds.items()}
        pq.write_table(pa.table(arrays), folder / f"{name}.parquet")
    return RunFolder("R000001", folder)


def test_occasions_stand_in_the_order_of_their_days(judged):
    renewal = judgement(judged, "C1").renewal
    assert [one.policy_id for one in renewal.occasions] == ["P1", "P2"]
    assert (renewal.renewal_probability, renewal.survival) == (0.8, (0.8, None, None, None, None))


def test_the_odds_of_an_occasion_multiply_to_its_probability(judged):
    occasion = judgement(judged, "C1").renewal.occasions[0]
    odds = math.prod(step.odds for step in occasion.steps)
    assert occasion.steps == (OddsStep("base", "", 2.0), OddsStep("channel", "agent", 2.0))
    assert odds / (1 + odds) == pytest.approx(PROBABILITY)
    assert occasion.response_basis == "observational"


def test_value_comes_with_its_reasons_and_the_place_with_its_strategy(judged):
    found = judgement(judged, "C1")
    assert (found.value.lifetime_value, found.value.tier) == (Decimal("10.00"), "B")
    assert found.value.reasons == (ValueReason("book_mean", Decimal("10.00")),)
    assert (found.place.grade, found.place.strategy, found.place.former_grade) == ("A", "keep", None)


def test_offers_of_the_next_year_stand_in_the_order_of_their_days(judged):
    assert [(one.term_id, one.list) for one in judgement(judged, "C1").offers] == [("T1", "decline"), ("T2", "keep")]


def test_a_customer_who_is_not_judged_has_nothing(judged):
    assert judgement(judged, "C9") == Judgement(None, None, None, None)


def test_a_run_without_judgements_still_has_pages(small_run):
    assert customer_page(small_run, "core:1").judgement == Judgement(None, None, None, None)


def offered(name, *, stake="0", before="100", after="100"):
    """A renewal on a list, worth so much before and after."""
    amounts = [Decimal(each) for each in (before, after, stake)]
    return OfferJudged("T1", "motor", datetime.date(2025, 6, 1), name, Decimal(900), 0.8, *amounts)


def due(value):
    """A service that is expected to bring so much."""
    return ServiceJudged(
        "check", *(Decimal(each) for each in ("50", "30", "10", value)), "measured", "assumed", is_trial=False
    )


@pytest.mark.parametrize(
    ("offers", "service", "kind", "amount"),
    [
        ([offered("pursue", stake="300")], due("70"), "pursue", 300),
        ([offered("reprice", after="150")], due("70"), "serve", 70),
        ([offered("reprice", after="250"), offered("pursue", stake="20")], None, "reprice", 150),
        ([offered("decline", before="-400", after="0")], due("70"), "decline", 400),
    ],
)
def test_the_next_action_is_the_one_of_which_most_is_expected(offers, service, kind, amount):
    found = Judgement(None, None, None, None, tuple(offers), service).next_action
    assert (found.kind, found.amount) == (kind, amount)


def test_whoever_is_kept_as_before_and_due_nothing_has_no_next_action():
    assert Judgement(None, None, None, None, (offered("keep", stake="900"),)).next_action is None
    assert Judgement(None, None, None, None, (offered("reprice", after="90"),)).next_action is None
