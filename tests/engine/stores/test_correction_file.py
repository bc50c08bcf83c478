"""Corrections on disk: they only grow, and nobody overwrites what he has not seen."""

import datetime

import pytest

from kehu.assumptions import Decisions, FieldCorrection
from kehu.stores import correction_file, decided
from kehu.stores.decision_file import DecisionConflictError
from kehu.stores.home import HomeError
from tests.cast import make_home

DAY = datetime.date(2024, 12, 31)
TOLD = {"by": "王芳", "reason": "seen", "corrected_at": datetime.datetime(2025, 1, 2, 9, tzinfo=datetime.UTC)}


def correction(number, *, party_id="core:1", field="phone", value="13800138000", as_of=DAY):
    return FieldCorrection(number=number, party_id=party_id, field=field, value=value, as_of=as_of, **TOLD)


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_corrections_are_read_back_in_the_order_made(home):
    assert correction_file.read_corrections(home) == ()
    made = [correction(1), correction(2, field="name", value="王芳")]
    for each in made:
        correction_file.add_correction(home, each)
    assert correction_file.read_corrections(home) == tuple(made)
    assert decided.read(home, with_edits=True).corrections == tuple(made)


def test_who_has_not_seen_the_last_word_on_a_field_is_told(home):
    correction_file.add_correction(home, correction(1))
    with pytest.raises(DecisionConflictError, match="Look at it again"):
        correction_file.add_correction(home, correction(1, value="13900139000"))
    correction_file.add_correction(home, correction(1, party_id="core:2"))
    assert [each.number for each in correction_file.read_corrections(home)] == [1, 2]


def test_a_mistake_in_the_file_is_named(home):
    correction_file.add_correction(home, correction(1))
    path = home.folder / "identity" / "corrections.jsonl"
    path.write_text(path.read_text().replace("phone", "shoe size"))
    with pytest.raises(HomeError, match=r"corrections\.jsonl: line 1: .*there is no field shoe size"):
        correction_file.read_corrections(home)


@pytest.mark.parametrize(("field", "value"), [("birth_date", "31.12.2024"), ("gender", "f"), ("shoe", "42")])
def test_what_cannot_be_is_no_correction(field, value):
    with pytest.raises(ValueError, match=r"isoformat|gender is one of|there is no field"):
        correction(1, field=field, value=value)


def test_the_last_word_on_a_field_holds_and_no_value_takes_it_back():
    made = (correction(1), correction(2, value="13900139000"), correction(3, field="name", value="王"))
    known = Decisions(corrections=made).of_fields(as_of=DAY)
    assert [each.number for each in known] == [2, 3]
    assert Decisions(corrections=(*made, correction(4, value=None))).of_fields(as_of=DAY) == (made[2],)


def test_a_run_as_of_an_earlier_day_does_not_know_of_it():
    assert Decisions(corrections=(correction(1),)).of_fields(as_of=datetime.date(2024, 12, 30)) == ()
