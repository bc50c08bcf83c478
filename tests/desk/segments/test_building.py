"""The rows of the builder: nothing typed is lost, and what is not finished asks for nothing yet."""

import pytest
from django.http import QueryDict

from kehu_desk.engine import Condition, Definition
from kehu_desk.segments import building
from tests.desk.segments.conftest import GOOD


def rows(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(
            name.replace("_", "-", 1) if name[-1].isdigit() else name, value if isinstance(value, list) else [value]
        )
    return building.rows_of(data, run="R000001", scope="")


@pytest.fixture(autouse=True)
def there(home):
    return home


def test_a_fact_offers_what_may_be_asked_of_it_and_its_values_in_this_run():
    (row,) = rows(rows="1", fact_0="grade")
    assert (row.operator, row.input) == ("is", "boxes")
    assert [code for code, _label in row.choices] == ["A", "B", "C", "E"]
    assert row.is_unfinished


def test_what_was_typed_stays_with_what_is_wrong():
    (row,) = rows(rows="1", fact_0="age_years", operator_0="at_least", value_0="old")
    assert (row.first, row.fault, row.condition) == ("old", "This is not a number.", None)
    assert building.definition_of([row]) == Definition()


def test_rows_become_groups_and_or_joins_with_the_row_above():
    made = rows(
        **{"rows": "3", "fact_0": "grade", "operator_0": "is", "box_0": ["A", "B"]},
        **{"joiner_1": "or", "fact_1": "age_years", "operator_1": "between", "value_1": "20", "second_1": "30"},
        **{"joiner_2": "and", "fact_2": "is_newcomer", "operator_2": "no"},
    )
    assert building.definition_of(made) == Definition(
        (
            (Condition("grade", "is", ("A", "B")), Condition("age_years", "between", ("20", "30"))),
            (Condition("is_newcomer", "no"),),
        )
    )


def test_several_values_are_typed_between_commas_of_any_kind():
    (row,) = rows(rows="1", fact_0="grade", operator_0="is", list_0="A， B、C")
    assert row.values == ("A", "B", "C")


def test_rows_are_added_and_taken_out():
    assert len(rows(rows="1", fact_0="grade", do="add")) == 2
    made = rows(rows="2", fact_0="grade", fact_1="kind", do="remove-0")
    assert [(row.number, row.fact) for row in made] == [(0, "kind")]
    assert [row.fact for row in rows(rows="1", fact_0="grade", do="remove-0")] == [""]


def test_no_more_rows_than_one_can_read():
    assert len(rows(rows="999", do="add")) == building.MOST_ROWS


def test_an_operator_that_another_fact_had_gives_way():
    (row,) = rows(rows="1", fact_0="next_expiry_date", operator_0="is", box_0=["A"])
    assert (row.operator, row.input) == ("within", "days")


def test_a_fact_that_is_no_longer_there_says_so_and_is_kept():
    (row,) = rows(rows="1", fact_0="horoscope", operator_0="is", value_0="lion")
    assert (row.fact, row.values, row.fault) == (
        "horoscope",
        ("lion",),
        "There is no such fact any more. Choose another one.",
    )


def test_a_saved_definition_comes_back_as_rows():
    made = building.rows_of_definition(GOOD, run="R000001", scope="")
    assert building.definition_of(made) == GOOD
    assert building.rows_of_definition(Definition(), run="R000001", scope="") == [building.empty_row(0)]


def test_a_value_that_the_branch_has_not_is_still_offered():
    (row,) = building.rows_of_definition(
        Definition(((Condition("grade", "is", ("E",)),),)), run="R000001", scope="HQ/North"
    )
    assert ("E", "E") in row.choices


FIRST = {"fact_0": "grade", "operator_0": "is", "box_0": ["A"]}
EITHER = {"joiner_1": "and", "fact_1": "kind", "operator_1": "is", "box_1": ["person"]}
OTHER = {"joiner_2": "or", "fact_2": "is_newcomer", "operator_2": "yes"}
APART = Definition(((Condition("grade", "is", ("A",)),), (Condition("is_newcomer", "yes"),)))


@pytest.mark.parametrize("change", [{"do": "remove-1"}, {"box_1": []}, {"fact_1": ""}])
def test_a_row_that_goes_or_is_not_finished_joins_nothing_to_the_group_above(change):
    made = rows(**{"rows": "3", **FIRST, **EITHER, **OTHER, **change})
    assert building.definition_of(made) == APART


def test_the_rest_of_a_group_stays_together_when_its_last_goes():
    made = rows(**{"rows": "3", **FIRST, **EITHER, **OTHER, "do": "remove-2"})
    assert [row.joiner for row in made] == ["and", "and"]


def test_another_fact_does_not_take_over_the_values_of_the_one_before():
    (row,) = rows(rows="1", was_0="loss_ratio", fact_0="grade", operator_0="at_least", value_0="0.8")
    assert (row.values, "0.8" in dict(row.choices)) == ((), False)
    (row,) = rows(rows="1", was_0="grade", fact_0="kind", operator_0="is", box_0=["A"])
    assert row.values == ()


def test_another_amount_keeps_what_was_typed():
    (row,) = rows(rows="1", was_0="incurred", fact_0="result", operator_0="at_least", value_0="500")
    assert row.values == ("500",)


def test_a_name_with_an_enumeration_comma_stays_whole(monkeypatch):
    monkeypatch.setattr(building, "MOST_BOXES", 0)
    named = "信息传输、软件和信息技术服务业"
    (row,) = rows(rows="1", fact_0="industry", operator_0="is", list_0=named)
    assert (row.values, row.first) == ((named,), named)


def test_the_second_of_two_bounds_stays_the_second():
    (row,) = rows(rows="1", fact_0="age_years", operator_0="between", value_0="", second_0="30")
    assert (row.first, row.second, row.fault, row.condition) == ("", "30", "Give a value.", None)
