"""Assumptions of risk and price: what may be written, and what is refused."""

import pytest
from pydantic import ValidationError

from kehu import parameters
from kehu.assumptions import GRADES, Factor, ModelEdit
from kehu.parameters import ParameterError


def test_the_default_file_says_what_the_code_assumes():
    read = parameters.parse(parameters.default_text(), name="default.toml")
    code = type(read.rating)(source=read.rating.source)
    assert read.rating == code
    assert read.record == type(read.record)(source=read.record.source)
    assert read.risk_grades == GRADES


def test_cuts_of_grades_must_grow_and_only_the_last_has_none():
    text = parameters.default_text().replace("below = 1.15", "below = 0.1")
    with pytest.raises(ParameterError, match="cuts must grow from grade to grade"):
        parameters.parse(text, name="kehu.toml")


def test_a_factor_needs_a_source():
    with pytest.raises(ValidationError, match="source"):
        Factor(factor="age", cuts=(30,))


@pytest.mark.parametrize("relativity", [0, -1])
def test_an_edit_sets_a_positive_relativity(relativity):
    told = {"line": "motor", "model": "frequency", "factors": ("age",), "levels": ("≤ 29",), "by": "x", "reason": "y"}
    with pytest.raises(ValidationError, match="greater than 0"):
        ModelEdit(**told, relativity=relativity)
