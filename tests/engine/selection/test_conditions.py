"""What may be asked of a fact, and how a mistake is told."""

import pytest

from kehu.selection import Condition, ConditionError, Definition
from kehu.selection.choosing import chosen_customers
from kehu.selection.facts import FACTS


def who(run, *groups):
    definition = Definition(tuple(tuple(Condition(*one) for one in group) for group in groups))
    rows = chosen_customers(run, definition, scope="", columns=(), order="customer_since_date", most=99)
    return "".join(row["customer_id"][1:] for row in rows)


@pytest.mark.parametrize(
    ("fact", "operator", "values", "found"),
    [
        ("grade", "is", ("A", "B"), "12"),
        ("grade", "is_not", ("A", "B"), "34"),
        ("grade", "unknown", (), "567"),
        ("grade", "known", (), "1234"),
        ("lines", "holds", ("motor",), "12"),
        ("lines", "holds_not", ("motor",), "34"),
        ("lines", "holds", ("home", "property"), "13"),
        ("age_years", "at_least", ("34",), "12"),
        ("age_years", "at_most", ("34",), "14"),
        ("age_years", "between", ("20", "40"), "1"),
        ("earned_premium", "at_least", ("1,000",), "13"),
        ("next_expiry_date", "within", ("30",), "13"),
        ("next_expiry_date", "from", ("2024-01-01",), "12"),
        ("next_expiry_date", "until", ("2024-01-20",), "13"),
        ("last_service_date", "since", ("30",), "2"),
        ("last_service_date", "before", ("365",), "4"),
        ("is_newcomer", "yes", (), "3"),
        ("is_newcomer", "no", (), "4"),
    ],
)
def test_each_operator_chooses_those_and_only_those(facts_run, fact, operator, values, found):
    assert who(facts_run, [(fact, operator, values)]) == found


def test_groups_must_all_hold_and_in_each_one_condition(facts_run):
    young_or_unserved = [("age_years", "at_most", ("40",)), ("last_service_date", "unknown", ())]
    assert who(facts_run, young_or_unserved, [("kind", "is", ("person",))]) == "145"
    assert who(facts_run) == "1234567"


@pytest.mark.parametrize(
    ("fact", "operator", "values", "fault"),
    [
        ("horoscope", "is", ("lion",), "fact"),
        ("grade", "at_least", ("A",), "operator"),
        ("grade", "is", (), "count"),
        ("age_years", "between", ("20",), "count"),
        ("age_years", "at_least", ("old",), "number"),
        ("age_years", "at_least", ("nan",), "number"),
        ("renewal_probability", "at_least", ("80",), "share"),
        ("age_years", "at_least", ("80%",), "number"),
        ("next_expiry_date", "from", ("tomorrow",), "date"),
        ("next_expiry_date", "within", ("-3",), "days"),
        ("next_expiry_date", "within", ("99999",), "days"),
        ("age_years", "between", ("40", "20"), "order"),
    ],
)
def test_a_mistake_names_fact_operator_and_value(fact, operator, values, fault):
    with pytest.raises(ConditionError) as told:
        Condition(fact, operator, values).check()
    assert told.value.fault == fault
    assert str(told.value).startswith(" ".join((fact, operator, *values)))


def test_a_definition_is_the_same_after_being_written():
    definition = Definition(((Condition("grade", "is", ("A",)), Condition("age_years", "known")),))
    assert Definition.of(definition.plain) == definition


def test_a_definition_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version 7"):
        Definition.of({"version": 7, "groups": []})


@pytest.mark.slow
def test_every_operator_of_every_fact_can_be_asked(facts_run):
    values = {"between": ("0.5", "1"), **dict.fromkeys(("within", "since", "before", "at_least", "at_most"), ("1",))}
    values |= dict.fromkeys(("from", "until"), ("2024-01-01",)) | dict.fromkeys(("is", "is_not"), ("A",))
    values |= dict.fromkeys(("holds", "holds_not"), ("motor",))
    for fact in FACTS.values():
        group = [(fact.name, operator, values.get(operator, ())) for operator in fact.operators]
        assert isinstance(who(facts_run, group), str)


@pytest.mark.parametrize("written", ["0.8", "80%", "80 %", "80％"])
def test_a_share_is_written_in_percent_or_as_a_number(written):
    assert Condition("renewal_probability", "at_least", (written,)).check() == [0.8]


def test_a_loss_ratio_may_be_above_one():
    assert Condition("loss_ratio", "between", ("90%", "250%")).check() == [0.9, 2.5]


def test_a_branch_is_itself_and_all_below_it_and_no_neighbour(facts_run):
    assert who(facts_run, [("branch", "is", ("HQ/North",))]) == who(
        facts_run, [("branch", "is", ("HQ/North", "HQ/Nort"))]
    )
    whole = set(who(facts_run, [("branch", "known", ())]))
    for branch in ("HQ", "HQ/North", "HQ/Nor"):
        under = set(who(facts_run, [("branch", "is", (branch,))]))
        assert under
        assert whole - under == set(who(facts_run, [("branch", "is_not", (branch,))]))
    assert not set(who(facts_run, [("branch", "is", ("HQ/Nor",))])) & set(
        who(facts_run, [("branch", "is", ("HQ/North",))])
    )
