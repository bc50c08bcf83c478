"""Exposure rows: days of cover up to the date, where they lie, and factors as of the inception."""

import pytest

from kehu.stages.risk.exposure import exposure
from tests.risk_books import TERM, by, owners, seen

AS_OF = "2024-12-31"


def only(**tables):
    return by("term_id", exposure(snapshot=seen(**({"terms": [TERM]} | tables)), identities=owners()))["T1"]


@pytest.mark.parametrize(
    ("term", "as_of", "expected"),
    [
        ({}, "2024-12-31", (366, 366, 0)),
        ({}, "2025-12-31", (366, 731, 365)),
        ({}, "2024-01-01", (1, 1, 0)),
        ({"cancellation_date": "2024-02-01", "cancellation_known_date": "2024-02-01"}, AS_OF, (31, 366, 335)),
        ({"cancellation_date": "2024-01-01", "cancellation_known_date": "2024-01-01"}, AS_OF, (0, 366, 366)),
    ],
    ids=["just over", "a year ago", "its first day", "cancelled", "cancelled from the first day"],
)
def test_cover_is_counted_in_days_and_lies_between_two_ages(term, as_of, expected):
    row = only(terms=[TERM | term], as_of=as_of)
    assert (row["covered_days"], row["first_age_days"], row["last_age_days"]) == expected
    assert row["exposure_years"] == pytest.approx(expected[0] / 365)


def test_a_term_that_has_not_begun_is_no_exposure():
    rows = exposure(snapshot=seen(terms=[TERM], as_of="2023-12-31"), identities=owners())
    assert rows.count().to_pyarrow().as_py() == 0


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"birth_date": "1984-01-01", "licence_date": "2004-01-02"}, (40, 19)),
        ({"birth_date": "1984-01-02", "licence_date": "2025-06-01"}, (39, None)),
        ({"birth_date": "1800-01-01"}, (None, None)),
        ({}, (None, None)),
    ],
    ids=["to the day", "a day short, licensed later", "a placeholder", "nothing known"],
)
def test_ages_are_complete_years_at_the_inception(dates, expected):
    row = only(parties=[dates])
    assert (row["policyholder_age"], row["licence_years"]) == expected


def test_tenure_counts_from_the_first_inception_on_record():
    earlier = TERM | {"term_id": "T0", "inception_date": "2021-01-01", "expiry_date": "2022-01-01"}
    assert only(terms=[TERM])["policy_years"] == 0
    assert only(terms=[TERM, earlier])["policy_years"] == 3
    assert only(policies=[{"first_inception_date": "2010-06-01"}])["policy_years"] == 13


def test_a_first_inception_after_the_term_is_not_believed():
    assert only(policies=[{"first_inception_date": "2024-06-01"}])["policy_years"] == 0


def test_a_policyholder_without_a_record_leaves_the_factors_empty():
    row = only(parties=())
    assert (row["kind"], row["policyholder_age"], row["customer_id"]) == (None, None, "A")
