"""Dialects of the two core systems, and the headings of factors."""

import pytest

from kehu.simulation.headings import dialects, factor_files
from kehu.simulation.model import GROUPS, LINES


def test_the_two_cores_share_all_lines_between_them():
    motor, other = dialects()
    assert [*motor.lines, *other.lines] == list(range(len(LINES)))


@pytest.mark.parametrize("place", [0, 1])
def test_every_file_of_a_core_has_headings(place):
    dialect = dialects()[place]
    assert set(dialect.files) == set(dialect.headings)


def test_every_group_of_lines_has_a_file_of_factors():
    assert len({file.path for file in factor_files()}) == len(GROUPS)
