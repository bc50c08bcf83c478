"""Renewals open on the date beside what was decided since."""

import pytest

from tests.backtested import COUNT, STAYED, rows_of

pytestmark = pytest.mark.slow


def test_what_was_decided_since_is_what_happened(made):
    came = {row["id"]: row["came"] for row in rows_of(made, "renewal").values()}
    assert came == {f"P{number}/2023": float(number in STAYED) for number in range(COUNT)}


def test_every_contender_gives_a_probability(made):
    for row in rows_of(made, "renewal").values():
        assert 0 < row["renewal_probability"] < 1
        assert 0 < row["line_rate"] < 1
