"""Strategies of the grid: which cells an entry covers, and that no cell is left without one."""

import pytest
from pydantic import ValidationError

from kehu.assumptions import STRATEGIES, Strategy, Valuation
from kehu.parameters import Parameters, default_text, parse


@pytest.mark.parametrize(
    ("entry", "is_covered"),
    [
        ({}, True),
        ({"grades": ("A", "B")}, True),
        ({"grades": ("A",)}, False),
        ({"tiers": ("D",)}, True),
        ({"grades": ("B",), "tiers": ("C",)}, False),
    ],
)
def test_an_entry_covers_the_cells_that_it_names(entry, is_covered):
    assert Strategy(strategy="keep", **entry).covers(grade="B", tier="D") is is_covered


def test_the_file_that_init_writes_has_the_default_grid():
    assert parse(default_text(), name="default").strategies == STRATEGIES


def test_a_grid_with_a_hole_is_refused_with_its_cells():
    given = parse(default_text(), name="default").model_dump()
    with pytest.raises(ValidationError, match="no strategy for grade/tier E/A, E/B, E/C, E/D"):
        Parameters.model_validate(given | {"strategies": [{"grades": ["A", "B", "C", "D"], "strategy": "keep"}]})


def test_a_horizon_beyond_the_survival_told_is_refused():
    with pytest.raises(ValidationError, match="less than or equal to 5"):
        Valuation(horizon_years=6, source="made up")
