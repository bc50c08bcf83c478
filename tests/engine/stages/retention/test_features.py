"""Features: tenure, ages, places and what happened, as of the day judged."""

import pytest

from tests.renewal_books import book, features_of, term

pytestmark = pytest.mark.slow

LATER = "2024-12-31"


def of_2023(**tables):
    """The features of the term of 2023 of policy P1."""
    terms = tables.pop("terms", [term("2023-01-01")])
    return features_of(book(terms=terms, **tables), LATER)["P1/2023-01-01"]


def test_tenure_counts_from_the_first_inception_on_record():
    found = of_2023(terms=[term("2021-01-01"), term("2022-01-01"), term("2023-01-01")])
    assert (found["policy_years"], found["term_count"], found["customer_years"]) == (3, 3, 3)


def test_tenure_counts_from_the_policys_own_date_where_that_is_earlier():
    assert of_2023(policies=[{"first_inception_date": "2016-01-01"}])["policy_years"] == 8


def test_a_very_long_tenure_counts_as_the_longest():
    assert of_2023(policies=[{"first_inception_date": "1970-01-01"}])["policy_years"] == 20


def test_an_earlier_term_recorded_later_is_not_seen():
    late = term("2021-01-01", known="2024-06-01")
    assert of_2023(terms=[late, term("2023-01-01")])["term_count"] == 1


@pytest.mark.parametrize(("branch", "part"), [("HQ/North/1", "North"), ("spain", "spain")])
def test_the_branch_is_the_part_below_the_company(branch, part):
    assert of_2023(policies=[{"branch": branch}])["branch_part"] == part


def test_age_and_month_are_those_of_the_renewal():
    found = of_2023(parties=[{"birth_date": "1980-01-02"}])
    assert (found["policyholder_age"], found["expiry_month"]) == (43, "01")


def test_without_an_offered_price_there_is_no_change_of_price():
    assert of_2023()["price_change"] is None


def test_a_customer_of_whom_nothing_else_is_known_has_noughts_and_no_score():
    found = of_2023()
    counts = ("other_policies", "claims_three_years", "services_last_year", "contacts_last_year", "open_claims")
    assert {found[name] for name in counts} == {0}
    assert (found["last_survey_score"], found["has_referred"], found["was_referred"]) == (None, False, False)
