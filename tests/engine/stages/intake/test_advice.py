"""Every rule has a reason and an advice."""

import pytest

from kehu.stages.intake.advice import SHAPE, advise
from kehu.tables import SOURCES


def test_a_table_s_own_rule_speaks_with_its_own_words():
    advice = advise("expires_after_inception", "expiry_date", SOURCES["terms"])
    assert advice.reason == "The expiry date lies after the inception date."
    assert advice.what_to_do == "Give the day after the last day of cover, later than the inception date."


def test_a_text_that_is_no_value_is_told_what_it_should_be():
    assert advise("is_a_date", "inception", None).what_to_do.startswith("Correct the date")


def test_a_missing_parent_is_named_by_its_table():
    advice = advise("refers_to_known_policies", "policy_id", SOURCES["terms"])
    assert "policies" in advice.reason
    assert advice.what_to_do == "Load the policies first or together, or correct the key."


@pytest.mark.parametrize(
    ("mapped", "known"), [((), "female, male, other"), (("F", "M"), "F, M")], ids=["the table's", "the source's"]
)
def test_an_unknown_code_is_answered_with_the_known_ones(mapped, known):
    advice = advise("is_a_known_code", "gender", SOURCES["parties"], mapped=mapped)
    assert advice.what_to_do.endswith(f"Known: {known}.")


def test_a_column_of_free_codes_knows_any():
    assert advise("is_a_known_code", "line", SOURCES["policies"]).what_to_do.endswith("Known: any code.")


def test_a_rule_that_nobody_described_is_told_by_its_name():
    assert advise("is_at_least_5", "sum_insured", SOURCES["terms"]).reason == "is at least 5"


@pytest.mark.parametrize("table", SOURCES.values(), ids=SOURCES)
def test_no_rule_of_any_table_is_without_advice(table):
    advices = [advise(rule.name, rule.on, table) for rule in table.rules] + [advise(SHAPE, "", table)]
    assert all(advice.reason and advice.what_to_do for advice in advices)
