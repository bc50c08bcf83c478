"""Renewal is told with its probability, its reasons in words, and what is known of prices."""

from dataclasses import replace

import pytest

from kehu_desk.customers import staying


@pytest.fixture
def renewal(page_of):
    return page_of().judgement.renewal


def test_the_facts_tell_the_customer_as_a_whole(renewal):
    facts = {one.label: one.value for one in staying.facts(renewal)}
    assert facts["Renewal probability"] == "80%"
    assert facts["Premium still here after each of the next renewals"] == "80%, 65%, 50%, 40%, 30%"


def test_an_occasion_has_its_interval_and_the_price_that_it_holds_for(renewal):
    (row,) = staying.occasions(renewal).rows
    assert (row["probability"], row["range"], row["price"]) == (0.8, "70% – 90%", "as usual: 3.0%")


def test_odds_are_put_into_words_and_what_hardly_matters_is_put_together(renewal):
    (one,) = staying.explained(renewal)
    (reason,) = one.reasons
    assert (reason.text, reason.tone) == ("Policyholder's age: 18-25", "weak")
    assert reason.detail == "less likely to renew: odds × 0.80"
    assert one.note == "The odds begin at 5.00 to 1; all other factors together: odds × 1.00."


@pytest.mark.parametrize(
    ("basis", "words"), [("randomised", "randomised price test"), ("observational", "no proof"), ("prior", "assumed")]
)
def test_how_the_effect_of_prices_is_known_is_said(renewal, basis, words):
    told = staying.prices(replace(renewal, occasions=(replace(renewal.occasions[0], response_basis=basis),)))
    assert "Motor" in told[0]
    assert words in told[0]


def test_a_decided_renewal_needs_no_reasons(renewal):
    decided = replace(renewal.occasions[0], decision="not_renewed", renewal_probability=0.0)
    assert staying.explained(replace(renewal, occasions=(decided,))) == []


def test_an_occasion_that_could_not_be_judged_has_dashes(renewal):
    bare = replace(renewal.occasions[0], renewal_probability=None, lower=None, upper=None, price_change=None, steps=())
    unjudged = replace(renewal, occasions=(bare,), survival=(None,) * 5)
    assert staying.explained(unjudged) == []
    assert (staying.occasions(unjudged).rows[0]["range"], len(staying.facts(unjudged))) == ("–", 4)
