"""Errors that Kehu declares explain themselves; others are defects."""

import pytest

from kehu.loads import LoadError
from kehu.stores.home import HomeError
from kehu_desk.engine import is_refusal
from kehu_desk.published.publishing import IncompleteError


@pytest.mark.parametrize("error", [HomeError("x"), LoadError("x"), IncompleteError("x")])
def test_errors_of_engine_and_desk_are_refusals(error):
    assert is_refusal(error)


@pytest.mark.parametrize("error", [ValueError("x"), OSError("x"), KeyError("x")])
def test_errors_of_the_language_are_defects(error):
    assert not is_refusal(error)
