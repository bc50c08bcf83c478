"""Groups add up, and their bounds follow from the sums."""

import pyarrow as pa
import pytest

from kehu.backtesting.comparisons import Comparison
from kehu.backtesting.groups import grouped
from kehu.statistics import intervals

ROWS = [
    {"line": "home", "channel": "agent", "grade": "A", "branch": "HQ", "decile": "01", "weight": 50.0}
    | {"foretold": 10.0, "came": 8.0, "squares": 8.0},
    {"line": "motor", "channel": "agent", "grade": "B", "branch": "HQ", "decile": "02", "weight": 50.0}
    | {"foretold": 10.0, "came": 40.0, "squares": 40.0},
]


@pytest.fixture
def by_name(engine):
    """The groups of a measure by grouping and name."""

    def group(measure):
        told = grouped(Comparison(measure, engine.read_arrow(pa.Table.from_pylist(ROWS)), {}))
        return {(row["grouping"], row["name"]): row for row in told}

    return group


def test_all_is_the_sum_of_the_lines(by_name):
    told = by_name("frequency")
    assert told["all", "all"]["weight"] == told["line", "home"]["weight"] + told["line", "motor"]["weight"]
    assert told["all", "all"]["ratio"] == pytest.approx(48 / 20)


def test_the_bounds_of_a_count_are_those_of_poisson(by_name):
    row = by_name("frequency")["line", "home"]
    lower, upper = intervals.of_count(8)
    assert (row["lower"], row["upper"]) == (lower / 50, upper / 50)


def test_what_was_foretold_far_off_is_outside(by_name):
    told = by_name("frequency")
    assert not told["line", "home"]["is_outside"]
    assert told["line", "motor"]["is_outside"]


def test_a_share_stays_between_none_and_all(by_name):
    row = by_name("renewal")["line", "motor"]
    assert 0 < row["lower"] < 0.8 < row["upper"] < 1


def test_value_has_no_ratio(by_name):
    assert by_name("value")["all", "all"]["ratio"] is None
