"""Claims by term and peril, and those that stand on no term."""

import pytest

from kehu.stages.risk.losses import apart, by_term, claims_known
from tests.ledgers import rows_of
from tests.risk_books import TERM, by, seen

CLAIM = {"term_id": "T1", "occurred_date": "2024-05-01", "paid": 100, "outstanding": 20, "peril": "fire"}
TO_COME = TERM | {"term_id": "T2", "inception_date": "2025-02-01", "expiry_date": "2026-02-01"}


def known(*claims, **tables):
    return claims_known(snapshot=seen(terms=[TERM, TO_COME], claims=claims, **tables))


def test_a_claim_has_its_line_its_term_its_age_and_its_cost_in_cents():
    row = by("claim_id", known(CLAIM))["C1"]
    expected = {"line": "motor", "term_id": "T1", "peril": "fire", "claim_count": 1, "incurred": 12000, "age_months": 8}
    assert {name: row[name] for name in expected} == expected


def test_what_the_source_leaves_empty_is_one_claim_of_an_unknown_peril_at_no_cost():
    bare = {"term_id": "T1", "occurred_date": "2024-05-01"}
    row = by("claim_id", known(bare))["C1"]
    assert (row["claim_count"], row["peril"], row["incurred"]) == (1, "unknown", 0)


@pytest.mark.parametrize("term", [None, "T9", "T2"], ids=["none named", "not in the book", "not begun"])
def test_a_claim_on_no_term_that_has_begun_is_kept_apart(term):
    claims = known(CLAIM | {"term_id": term, "claim_count": 3})
    assert rows_of(by_term(claims)) == []
    assert rows_of(apart(claims)) == [{"line": "motor", "claim_count": 3, "incurred": 12000}]


def test_a_claim_on_a_policy_that_nobody_knows_is_of_an_unknown_line():
    claims = known(CLAIM | {"term_id": None, "policy_id": "P9"})
    assert [row["line"] for row in rows_of(apart(claims))] == ["unknown"]


def test_claims_of_a_term_are_summed_by_peril():
    others = [CLAIM | {"claim_id": "C2"}, CLAIM | {"claim_id": "C3", "peril": "theft", "paid": 1}]
    found = by("peril", by_term(known(CLAIM, *others)))
    assert {peril: (row["claim_count"], row["incurred"]) for peril, row in found.items()} == {
        "fire": (2, 24000),
        "theft": (1, 2100),
    }
