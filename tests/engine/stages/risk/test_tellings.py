"""A source that tells claims when their term is over says nothing of terms that are not, and all of those that are."""

import pytest

from kehu.stages.risk.exposure import exposure
from kehu.stages.risk.tellings import counted_when_over, told_when_over
from tests.risk_books import by, owners, seen

OVER = {"term_id": "T1", "policy_id": "P1", "inception_date": "2023-03-01", "expiry_date": "2024-03-01"}
OPEN = {"term_id": "T2", "policy_id": "P1", "inception_date": "2024-03-01", "expiry_date": "2025-03-01"}
AT_THE_END = {"claim_id": "C1", "policy_id": "P1", "term_id": "T1", "occurred_date": "2023-09-01"}


def claim(told, **more):
    return AT_THE_END | {"reported_date": told, "known_date": told} | more


def found(*claims):
    return by("line", told_when_over(snapshot=seen(terms=(OVER, OPEN), claims=claims)))


def test_a_line_that_tells_at_the_end_of_the_term_is_found_and_open_terms_tell_nothing():
    assert found(claim("2024-03-01")) == {"motor": {"line": "motor", "share_of_open": 0.0}}


def test_a_line_that_tells_as_claims_occur_is_none_of_these():
    assert found(claim("2023-09-05")) == {}


def test_on_the_last_day_of_its_record_open_terms_tell_what_they_know():
    last = claim("2024-12-31", claim_id="C2", term_id="T2", occurred_date="2024-06-01")
    assert found(claim("2024-03-01"), last)["motor"]["share_of_open"] == 1.0


@pytest.mark.parametrize(("told", "shares"), [("2024-03-01", [1, 0]), ("2023-09-05", [0.5, 0.5])])
def test_a_term_counts_whole_once_it_is_over_and_not_before(told, shares):
    book = seen(terms=(OVER, OPEN), claims=(claim(told),))
    rows = exposure(snapshot=book, identities=owners())
    rows = rows.mutate(developed_exposure=rows.exposure_years / 2)
    counted = by("term_id", counted_when_over(exposure=rows, told=told_when_over(snapshot=book)))
    for term, share in zip(("T1", "T2"), shares, strict=True):
        assert counted[term]["developed_exposure"] == pytest.approx(counted[term]["exposure_years"] * share)
