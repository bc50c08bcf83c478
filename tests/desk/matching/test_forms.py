"""What a person may give: some of the records, a value that can be one, enough to tell a person."""

import pytest

from kehu_desk.matching import forms

CHOICES = [("core:1", "王芳"), ("web:2", "Wang Fang")]


@pytest.mark.parametrize(("chosen", "is_right"), [(["web:2"], True), ([], False), (["core:1", "web:2"], False)])
def test_some_of_the_records_are_chosen_and_not_all(chosen, is_right):
    form = forms.SplitForm({"records": chosen, "seen": "0", "why": "Other person"}, choices=CHOICES, seen=0)
    assert form.is_valid() is is_right


@pytest.mark.parametrize(
    ("field", "value", "clean"),
    [("birth_date", "1980-02-03", "1980-02-03"), ("name", " 王芳 ", "王芳"), ("gender", "female", "female")],
)
def test_a_value_is_kept_as_text(field, value, clean):
    form = forms.FieldForm({"value": value, "seen": "0", "why": "Seen"}, field=field, seen=0)
    assert form.is_valid()
    assert form.cleaned_data["value"] == clean


@pytest.mark.parametrize(("field", "value"), [("birth_date", "soon"), ("gender", "yes"), ("phone", "")])
def test_a_value_that_cannot_be_one_is_refused(field, value):
    assert not forms.FieldForm({"value": value, "seen": "0", "why": "Seen"}, field=field, seen=0).is_valid()


def test_what_is_taken_back_needs_no_value_and_no_reason():
    assert forms.FieldForm({"value": "", "seen": "0", "why": ""}, field="phone", seen=0, is_back=True).is_valid()


@pytest.mark.parametrize(
    ("given", "is_enough"),
    [
        ({"number": "1101"}, True),
        ({"phone": "138"}, True),
        ({"name": "王芳", "birth": "1980-02-03"}, True),
        ({"name": "王芳"}, False),
        ({"birth": "1980-02-03"}, False),
        ({}, False),
    ],
)
def test_a_name_alone_tells_nobody(given, is_enough):
    assert forms.LookUpForm(given).is_valid() is is_enough


@pytest.mark.parametrize("form", [forms.DecisionForm, forms.UndoForm, forms.BesideForm])
def test_nothing_is_no_answer(form):
    assert not form({}).is_valid()
