"""The diary: running sums by customer and day, and nothing on days on which nothing changed."""

import datetime

from kehu.stages.retention.diary import SUMS, diary
from tests.renewal_books import ASSUMED, book, owners, term

LAST = datetime.date(2026, 1, 1)


def written(**tables):
    """The entries of customer A by day."""
    seen = book(**tables).as_of(LAST)
    found = diary(snapshot=seen, identities=owners(), lines=["home", "motor"], parameters=ASSUMED)
    return {row["usable_date"].isoformat(): row for row in found.to_pyarrow().to_pylist()}


def test_cover_enters_the_day_after_it_began_and_leaves_the_day_after_it_ended():
    found = written(terms=[term("2023-01-01")])
    assert [(day, row["in_force"], row["line_1"]) for day, row in sorted(found.items())] == [
        ("2023-01-02", 1, 1),
        ("2024-01-02", 0, 0),
    ]


def test_a_renewal_without_a_gap_is_no_entry():
    assert sorted(written(terms=[term("2023-01-01"), term("2024-01-01")])) == ["2023-01-02", "2025-01-02"]


def test_a_cancellation_counts_from_the_day_after_it_is_known():
    late = {"cancellation_date": "2023-05-01", "cancellation_known_date": "2023-06-01"}
    assert sorted(written(terms=[term("2023-01-01", **late)])) == ["2023-01-02", "2023-06-02"]


def test_a_claim_is_forgotten_after_three_years_and_open_until_it_is_closed():
    claim = {"claim_id": "C1", "occurred_date": "2021-01-01", "reported_date": "2021-02-01", "claim_count": 2}
    found = written(claims=[claim | {"closed_date": "2021-03-01", "known_date": "2021-02-01"}])
    stands = {day: (row["claims_three_years"], row["open_claims"]) for day, row in found.items()}
    assert stands == {"2021-02-01": (2, 2), "2021-03-02": (2, 0), "2024-02-01": (0, 0)}


def test_a_claim_still_open_after_ninety_days_is_slow():
    claim = {"claim_id": "C1", "occurred_date": "2021-01-01", "reported_date": "2021-01-01"}
    found = written(claims=[claim | {"closed_date": "2021-05-01", "known_date": "2021-01-02"}])
    assert found["2021-04-02"]["slow_claims"] == 1


def test_a_service_counts_for_a_year_and_one_held_out_never():
    services = [
        {"service_id": "S1", "given_date": "2023-01-01", "known_date": "2023-01-05"},
        {"service_id": "S2", "given_date": "2023-01-01", "known_date": "2023-01-05", "is_held_out": True},
    ]
    found = written(services=services)
    assert {day: row["services_last_year"] for day, row in found.items()} == {"2023-01-06": 1, "2024-01-02": 0}


def test_the_latest_score_stands():
    surveys = [
        {"survey_id": "S1", "score": 9.5, "answered_date": "2023-01-01", "known_date": "2023-01-01"},
        {"survey_id": "S2", "score": 2, "answered_date": "2023-03-01", "known_date": "2023-03-01"},
    ]
    assert [row["last_survey_score"] for _, row in sorted(written(surveys=surveys).items())] == [9.5, 2.0]


def test_every_sum_is_a_column():
    assert set(SUMS) <= set(written(terms=[term("2023-01-01")])["2023-01-02"])
