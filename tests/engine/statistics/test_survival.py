"""Survival by years: a published curve, late entry, years half gone, and a slow reference."""

import numpy as np
import pytest

from kehu.statistics.survival import counted, curve

# Weeks of remission under 6-mercaptopurine (Freireich et al. 1963): at risk and relapsed at each week of a relapse.
AT_RISK = np.array([21.0, 17, 15, 12, 11, 7, 6])
RELAPSED = np.array([3.0, 1, 1, 1, 1, 1, 1])
PUBLISHED = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]


def test_it_gives_the_published_curve_of_remission():
    assert curve(AT_RISK, RELAPSED).survival.round(3).tolist() == PUBLISHED


def test_its_bounds_are_greenwoods_on_the_log_minus_log_scale():
    drawn = curve(AT_RISK, RELAPSED)
    assert np.allclose([drawn.lower[0], drawn.upper[0]], [0.620, 0.952], atol=0.001)
    assert (drawn.lower <= drawn.survival).all()
    assert (drawn.survival <= drawn.upper).all()


def test_it_ends_with_the_last_year_that_has_anyone_at_risk():
    assert len(curve(np.array([5.0, 0.0, 3.0]), np.array([1.0, 0.0, 0.0])).survival) == 1


@pytest.mark.parametrize(("left", "share"), [(0.0, 1.0), (5.0, 0.0)])
def test_where_none_or_all_have_left_the_bounds_are_the_share_itself(left, share):
    drawn = curve(np.array([5.0]), np.array([left]))
    assert (drawn.survival[0], drawn.lower[0], drawn.upper[0]) == (share, share, share)


def test_a_year_counts_only_for_spells_that_could_be_seen_through_it():
    entry, seen, left_in = np.array([0, 0, 1]), np.array([1, 3, 3]), np.array([1, 2, -1])
    at_risk, left = counted(entry=entry, seen=seen, left_in=left_in, spells=np.array([10, 20, 30]), years=3)
    assert at_risk.tolist() == [30, 50, 50]
    assert left.tolist() == [0, 0, 20]


def test_counts_are_those_of_a_walk_through_every_spell():
    random = np.random.default_rng(1)
    entry, seen, left_in = random.integers(0, 3, 50), random.integers(0, 6, 50), random.integers(-1, 6, 50)
    at_risk, left = counted(entry=entry, seen=seen, left_in=left_in, spells=np.ones(50, dtype=np.int64), years=5)
    spells = list(zip(entry, seen, left_in, strict=True))
    for year in range(5):
        there = [one for one in spells if one[0] <= year < one[1] and (one[2] == -1 or one[2] >= year)]
        assert at_risk[year] == len(there)
        assert left[year] == sum(one[2] == year for one in there)
