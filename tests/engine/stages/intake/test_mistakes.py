"""Mistakes of a mapping, told with their place."""

import pytest

from kehu.stages.intake import MappingError, parse
from kehu.stages.intake.mistakes import place_of
from tests.cast import MAPPING, changed


def told(*edits):
    with pytest.raises(MappingError) as refusal:
        parse(changed(MAPPING, *edits), name="core.toml")
    return str(refusal.value).splitlines()


def test_a_misspelt_word_is_answered_with_the_right_one():
    assert told(
        ("one_per_key = true\n[tables.columns]\npolicy_id", "one_per_kye = true\n[tables.columns]\npolicy_id")
    ) == ["core.toml: tables 2 (policies): one_per_kye: this word is not known here; did you mean 'one_per_key'?"]


def test_a_word_like_no_other_is_answered_with_all_there_are():
    assert told(('name = "core"', 'name = "core"\nxyz = 1')) == [
        "core.toml: xyz: this word is not known here; there are name, title, about, files, tables, identity_rules"
    ]


def test_every_mistake_has_a_line_of_its_own():
    assert len(told(('line = "line"', 'line = "(SELECT 1)"'), ('match = "years*"', "match = 3"))) == 2


def test_a_place_that_the_document_does_not_have_is_named_all_the_same():
    assert place_of(("tables", 4, "from"), {"tables": []}) == "tables 5: from"
    assert place_of((), {}) == "file"
