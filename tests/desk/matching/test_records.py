"""What is held for true, in words: why, and what people set since the run."""

import datetime

import pytest

from kehu.assumptions import FieldCorrection
from kehu_desk.engine import FieldHeld
from kehu_desk.matching import records

DAY = datetime.date(2023, 12, 31)
NOW = datetime.datetime(2024, 1, 2, 9, tzinfo=datetime.UTC)


def held(why, **more):
    counts = {"record_count": 3, "value_count": 2, "agreeing_count": 2}
    told = {"party_id": "core:1", "source": "core", "known_date": DAY, "by": None, "reason": None}
    return FieldHeld(field="name", value="王芳", why=why, **{**counts, **told, **more})


def correction(value):
    return FieldCorrection(
        number=1, party_id="core:1", field="name", value=value, as_of=DAY, by="Li Na", reason="Seen", corrected_at=NOW
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (held("only", record_count=1), "The only record that says anything."),
        (held("only"), "All 3 records that say anything agree."),
        (held("most"), "2 of 3 records say so."),
        (held("checked"), "The only value that can be true"),
        (held("latest"), "The latest record says so, of"),
        (held("by_hand", by="Li Na", reason="Seen"), "Li Na set it: Seen."),
        (None, "No record says anything."),
    ],
)
def test_why_is_told_in_words(found, words):
    assert words in records.why(found, None)


def test_what_a_person_set_since_the_run_is_told_before_it_holds():
    assert records.why(held("only"), correction("王方")) == "Li Na set it to 王方: Seen. It holds from the next run."
    assert "took what was set back" in records.why(held("by_hand", by="Li Na", reason="Seen"), correction(None))


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("phone", "13812348000", "138****8000"),
        ("identity_number", "11010519491231002X", "110105********002X"),
        ("birth_date", "1980-02-03", "1980"),
        ("address", "东城区和平路1号", "东城区和平路…"),
        ("gender", "female", "Female"),
        ("name", "王芳", "王芳"),
    ],
)
def test_personal_values_are_shown_in_part(field, value, shown):
    assert records.shown(field, value) == shown
