"""The frontier: dearer limits bring more, less and less for each step, and the passes serve every point."""

import numpy as np
import pytest

from kehu.statistics.allocation import NotAProblemError, allocate, frontier
from tests.allocations import drawn


@pytest.mark.slow
def test_each_point_is_the_allocation_of_its_bound():
    block, limits = drawn(500, 4, 2, seed=4)
    bounds = [limits[0].bounds[0] * share for share in (0.2, 0.6, 1.0, 1.6)]
    points = frontier(lambda: [block], limits, moved="limit 0", bounds=bounds)
    assert [point.bound for point in points] == bounds
    assert points[2].allocation.value == pytest.approx(allocate(lambda: [block], limits).value, rel=1e-5)


@pytest.mark.slow
def test_more_room_brings_more_and_each_step_less():
    block, limits = drawn(20_000, 4, 1, seed=5)
    bounds = np.linspace(0.1, 1.5, 8) * limits[0].bounds[0]
    values = [point.allocation.value for point in frontier(lambda: [block], limits, moved="limit 0", bounds=bounds)]
    steps = np.diff(values)
    assert (steps >= -1e-6 * abs(values[-1])).all()
    assert (np.diff(steps) <= 1e-4 * abs(values[-1])).all()


@pytest.mark.slow
def test_later_points_need_fewer_passes():
    block, limits = drawn(20_000, 4, 3, seed=6)
    bounds = [limits[0].bounds[0] * share for share in (0.90, 0.95, 1.0, 1.05, 1.1)]
    points = frontier(lambda: [block], limits, moved="limit 0", bounds=bounds)
    assert max(point.allocation.passes for point in points[2:]) < points[0].allocation.passes


def test_only_a_limit_on_all_subjects_is_moved():
    block, limits = drawn(5, 2, 1, seed=1)
    with pytest.raises(NotAProblemError, match="no limit budget on all"):
        frontier(lambda: [block], limits, moved="budget", bounds=[1.0])
