"""Comparisons have one shape, and their deciles have equal weight in the order of the score."""

import pytest

from kehu.tables.backtests import MEASURES
from tests.backtested import rows_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("measure", MEASURES)
def test_deciles_follow_the_score(made, measure):
    rows = sorted(rows_of(made, measure).values(), key=lambda row: (row["score"], row["id"]))
    assert [row["decile"] for row in rows] == sorted(row["decile"] for row in rows)
    assert len({row["decile"] for row in rows}) == 10


def test_a_decile_has_a_tenth_of_the_cases(made):
    rows = rows_of(made, "renewal").values()
    assert {sum(row["decile"] == name for row in rows) for name in {row["decile"] for row in rows}} == {3}
