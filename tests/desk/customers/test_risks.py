"""The risk of a customer is told so that its figures can be followed."""

import math
from dataclasses import replace

import pytest

from kehu_desk.customers import risks


@pytest.fixture
def risk(page_of):
    return page_of().judgement.risk


def test_the_facts_say_which_way_is_good(risk):
    facts = {one.label: (one.value, one.hint) for one in risks.facts(risk, currency="CNY")}
    assert facts["Risk grade"] == ("D", "A is the best, E the worst")
    assert facts["Expected cost against its like"][0] == "140%"
    assert facts["Premium over technical price"] == ("110%", "under 100% is too little")


def test_the_steps_shown_multiply_to_the_expected_cost(risk):
    (one,) = risks.explained(risk)
    assert math.prod(row["times"] for row in one.steps.rows) == pytest.approx(750)
    assert [row["product"] for row in one.steps.rows][-1] == 750
    assert one.title == "Motor P1: why 750"


def test_a_factor_that_changes_nothing_is_left_out_and_an_edit_is_named(risk):
    (one,) = risks.explained(risk)
    shown = [(row["factor"], row["level"]) for row in one.steps.rows]
    assert ("Policyholder's age", "18-25, set by hand (the data say 1.50)") in shown
    assert not any("Channel" in factor for factor, _level in shown)


def test_the_parts_of_the_price_are_a_sum(risk):
    assert risks.explained(risk)[0].parts == "Technical price: Claims 750 + Expenses 150 + Commission 100 = 1,000."


def test_perils_add_up_to_the_expected_cost(risk):
    (one,) = risks.explained(risk)
    assert [row["peril"] for row in one.perils.rows] == ["Collision", "Other perils"]
    assert sum(row["cost"] for row in one.perils.rows) == 750
    bare = replace(risk, terms=(replace(risk.terms[0], perils=()),))
    assert risks.explained(bare)[0].perils is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [({}, "25% higher"), ({"record_factor": 0.8}, "20% lower"), ({"credibility": 0.0}, "too little")],
)
def test_the_own_record_is_told_in_words(risk, changed, words):
    assert words in risks.record(replace(risk, **changed))


def test_many_policies_begin_with_the_dearest_and_few_are_explained(risk):
    terms = tuple(replace(risk.terms[0], term_id=f"T{n}", expected_cost=float(n)) for n in range(9))
    many = replace(risk, terms=terms)
    assert len(risks.policies(many).rows) == 8
    assert [one.title[-1] for one in risks.explained(many)] == ["8"]
    assert "8 more" in risks.rest(many)
    assert [one.title[-1] for one in risks.explained(replace(risk, terms=terms[:3]))] == ["2", "1"]
    assert risks.rest(risk) == ""


def test_a_policy_without_a_premium_has_no_adequacy(risk):
    bare = replace(risk, terms=(replace(risk.terms[0], annual_premium=None, adequacy=None),))
    assert risks.policies(bare).rows[0]["adequacy"] is None
    assert risks.facts(bare, currency="CNY")[-1].value == ""
