"""Facts and conditions in words."""

import pytest

from kehu_desk.engine import FACTS, Condition, Definition
from kehu_desk.segments import words


def test_every_fact_has_a_name_and_a_place():
    placed = [name for _title, names in words.GROUPS.values() for name in names]
    assert sorted(placed) == sorted(FACTS)
    assert set(words.NAMES) == set(FACTS)


def test_every_operator_has_a_name():
    assert {operator for fact in FACTS.values() for operator in fact.operators} == set(words.OPERATORS)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (Condition("grade", "is", ("A", "B")), "Risk grade is A or B"),
        (Condition("lines", "holds", ("motor_compulsory",)), "Lines in force hold Compulsory motor"),
        (Condition("age_years", "between", ("20", "30")), "Age between 20 and 30"),
        (Condition("next_expiry_date", "within", ("90",)), "Next renewal within the coming 90 days"),
        (Condition("last_service_date", "before", ("365",)), "Last service longer ago than 365 days"),
        (Condition("future_value", "at_least", ("12,000",)), "Lifetime value and potential at least 12,000"),
        (Condition("customer_since_date", "from", ("2024-01-31",)), "Customer since from 31 Jan 2024"),
        (Condition("is_newcomer", "yes"), "New since the run before yes"),
        (Condition("horoscope", "is", ("lion",)), "horoscope is lion"),
    ],
)
def test_a_condition_reads_as_a_sentence(condition, told):
    assert words.condition_words(condition) == told


def test_groups_are_lines_and_what_is_joined_by_or_stands_together():
    either = (Condition("grade", "is", ("A",)), Condition("is_newcomer", "yes"))
    assert words.definition_words(Definition((either, (Condition("kind", "known"),)))) == [
        "Risk grade is A, or New since the run before yes",
        "Person or organisation is known",
    ]
