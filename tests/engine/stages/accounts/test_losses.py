"""Claims as entries: their year, their amount, and whether their business has a premium."""

import pytest

from kehu.stages.accounts.losses import losses
from tests.ledgers import YEAR, rows_of, snapshot

CLAIM = {"term_id": "T1", "occurred_date": "2023-05-01", "paid": 100, "outstanding": 20}
LONE = CLAIM | {"term_id": None}
PRICED, UNPRICED = YEAR, YEAR | {"term_id": "T2", "written_premium": None}
ELSEWHERE = PRICED | {"term_id": "T3", "policy_id": "P2"}


def told(terms, *claims):
    return rows_of(losses(snapshot=snapshot(terms=terms, claims=claims)))


def test_a_claim_is_an_entry_of_its_policy_in_the_year_it_occurred():
    assert told([PRICED], CLAIM) == [
        {"policy_id": "P1", "year": 2023, "claim_count": 1, "incurred": 12000, "unpriced_incurred": 0}
    ]


def test_a_row_of_several_claims_counts_them_and_an_empty_amount_is_nothing():
    (row,) = told([PRICED], CLAIM | {"claim_count": 3, "paid": None})
    assert (row["claim_count"], row["incurred"]) == (3, 2000)
    (row,) = told([PRICED], CLAIM | {"paid": None, "outstanding": None})
    assert row["incurred"] == 0


@pytest.mark.parametrize(
    ("claim", "terms", "unpriced"),
    [
        (CLAIM, [PRICED], 0),
        (CLAIM | {"term_id": "T2"}, [PRICED, UNPRICED], 12000),
        (CLAIM, [PRICED, UNPRICED], 0),
        (LONE, [PRICED], 0),
        (LONE, [UNPRICED, ELSEWHERE], 12000),
        (LONE, [PRICED, UNPRICED], 0),
        (LONE, [YEAR | {"written_premium": 0}], 0),
        (LONE, [ELSEWHERE], 0),
        (LONE, [], 0),
    ],
    ids=[
        "its term has a premium",
        "its term has none, though another has",
        "its term has one, though another has none",
        "no term named, all priced",
        "no term named, none priced",
        "no term named, one priced",
        "no term named, a premium of nothing",
        "no term named, a policy without a term",
        "no term at all",
    ],
)
def test_a_claim_is_unpriced_where_its_term_or_all_terms_of_its_policy_are(claim, terms, unpriced):
    (row,) = told(terms, claim)
    assert (row["incurred"], row["unpriced_incurred"]) == (12000, unpriced)


def test_a_claim_stays_one_entry_beside_many_unpriced_terms():
    terms = [UNPRICED | {"term_id": f"T{place}"} for place in range(1, 4)]
    rows = told(terms, CLAIM, LONE | {"claim_id": "C2"})
    assert [row["unpriced_incurred"] for row in rows] == [12000, 12000]
