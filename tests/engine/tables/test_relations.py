"""Each rule of surveys and referrals, and what contacts, services, surveys and referrals hang on."""

import pytest

from kehu.tables.relations import Interactions, Referrals, Services, Surveys


def test_a_score_is_at_most_ten(judged):
    rows = [{"score": 0.0}, {"score": 10.0}, {"score": 10.5}, {}]
    assert judged(Surveys, "scores_at_most_ten", *rows) == [True, True, False, True]
    assert Surveys.columns["score"].least == 0


def test_nobody_refers_himself(judged):
    rows = [{"party_id": "a", "referred_party_id": other} for other in ("b", "a")]
    assert judged(Referrals, "refers_somebody_else", *rows, {"party_id": "a"}) == [True, False, True]


@pytest.mark.parametrize("table", [Interactions, Services, Surveys, Referrals])
def test_whatever_happened_happened_with_a_party_that_is_known(table):
    assert table.columns["party_id"].required
    assert table.references()["party_id"] == "parties"


def test_contacts_and_services_have_no_rules_beyond_their_columns():
    assert (Interactions.rules, Services.rules) == ((), ())
    assert Services.columns["cost"].least == 0
