"""Chain ladder against published figures, a slow plain reference, and laws of what is seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kehu.statistics.development import (
    accumulated,
    blended,
    limited_credibility,
    link_factors,
    shares_seen,
    supported,
)

# Taylor & Ashe 1983, incremental; factors and reserve as Mack 1993 (ASTIN Bulletin 23/2) prints them.
TAYLOR_ASHE = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]
PUBLISHED_FACTORS = [3.4906, 1.7473, 1.4574, 1.1739, 1.1038, 1.0863, 1.0539, 1.0766, 1.0177]
PUBLISHED_RESERVE = 18_680_856


def square(rows):
    """Rows of a triangle, the oldest first, as increments with the youngest origin first."""
    made = np.zeros((len(rows), len(rows)))
    for origin, row in enumerate(reversed(rows)):
        made[origin, : len(row)] = row
    return made


def plain_factors(increments):
    """The factors once more, cell by cell."""
    periods = len(increments)
    cumulative = [[sum(row[: age + 1]) for age in range(periods)] for row in increments.tolist()]
    factors = []
    for age in range(periods - 1):
        above = sum(cumulative[origin][age + 1] for origin in range(age + 1, periods))
        below = sum(cumulative[origin][age] for origin in range(age + 1, periods))
        factors.append(above / below if below else 1.0)
    return factors


def test_factors_and_reserve_of_taylor_and_ashe_are_the_published_ones():
    triangle = square(TAYLOR_ASHE)
    (factors,) = link_factors(triangle[None])
    assert factors.round(4).tolist() == PUBLISHED_FACTORS
    known = triangle.sum(axis=1)
    to_ultimate = np.append(factors[::-1].cumprod()[::-1], 1.0)  # without a tail, as published
    assert round((known * (to_ultimate - 1)).sum()) == PUBLISHED_RESERVE


def test_an_origin_that_stands_at_nothing_and_grows_later_counts():
    (factors,) = link_factors(np.array([[[10.0, 0, 0], [0, 30, 0], [10, 10, 5]]]))
    assert factors == pytest.approx([5.0, 1.25])


@given(arrays(np.float64, (2, 5, 5), elements=st.integers(0, 20)))
def test_factors_are_ratios_of_sums_over_origins(cells):
    increments = np.tril(cells)
    increments[:, :, 0] += 1
    for factors, triangle in zip(link_factors(increments), increments, strict=True):
        assert factors == pytest.approx(plain_factors(triangle), rel=1e-9)


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 1, 1), (0, 3, 3)])
def test_a_triangle_without_two_ages_has_no_factors(shape):
    assert link_factors(np.zeros(shape)).shape == (shape[0], shape[1] - 1)


def test_nothing_seen_has_factors_of_one():
    assert link_factors(np.zeros((1, 3, 3))).tolist() == [[1.0, 1.0]]


def test_late_claims_that_are_cut_off_do_not_hide_the_delay():
    random = np.random.default_rng(7)
    origin = random.uniform(0, 60, 200_000)
    delay = random.exponential(6.0, len(origin))
    told = delay <= origin
    seen_ago = (origin - delay)[told]
    triangle = np.zeros((60, 60))
    np.add.at(triangle, (origin[told].astype(int), origin[told].astype(int) - seen_ago.astype(int)), 1)
    shares = shares_seen(link_factors(triangle[None])[0], ages=60)
    ages = np.arange(1, 61)
    mean_share = 1 - 6 * (np.exp(-(ages - 1) / 6) - np.exp(-ages / 6))  # the mean of the delay's law over each period
    assert np.abs(shares - mean_share).max() < 0.005


def test_a_geometric_tail_is_carried_on_to_its_end():
    growth = 0.4 * 0.95 ** np.arange(60)
    shares = shares_seen(np.exp(growth), ages=200)
    left = 0.4 * 0.95 ** np.arange(200) / 0.05  # all growth that an age has before it
    assert shares == pytest.approx(np.exp(-left), rel=1e-6)


def test_there_is_no_tail_where_nothing_grew_lately():
    factors = np.array([2.0, 1.5, 1.2, 1.1, 1.0, 1.0, 1.0, 1.0])
    assert shares_seen(factors, ages=20)[8:].tolist() == [1.0] * 12


def test_a_tail_adds_at_most_three_times_the_last_quarter():
    assert shares_seen(np.array([1.0, 1.0, 1.0, 1.1]), ages=5)[-1] == pytest.approx(1.1**-3)


def test_what_is_hardly_seen_is_not_seen():
    assert shares_seen(np.array([1e9, 2.0]), ages=3).tolist() == [0.0, 0.5, 1.0]


def test_an_age_is_told_by_claims_enough():
    triangle = np.array([[6.0, 0, 0], [5, 1, 0], [4, 0, 0]])
    assert [supported(triangle, least=least) for least in (1, 5, 10, 50)] == [3, 2, 1, 1]


shares = arrays(np.float64, 24, elements=st.floats(0, 1)).map(np.sort)


@given(shares, st.integers(0, 24), st.integers(0, 24), st.integers(0, 24))
def test_parts_of_an_exposure_see_what_the_whole_sees(shares, one, two, three):
    whole = np.append(0.0, accumulated(shares))
    youngest, cut, oldest = sorted((one, two, three))
    parts = (whole[cut] - whole[youngest]) + (whole[oldest] - whole[cut])
    assert parts == pytest.approx(whole[oldest] - whole[youngest])
    assert 0 <= parts <= oldest - youngest + 1e-9


@given(shares, shares, st.floats(0, 1))
def test_a_mixture_lies_between_what_it_mixes(own, whole, weight):
    mixed = blended(own[None], whole, weight=np.array([weight]))[0]
    assert np.all(mixed >= np.minimum(own, whole) - 1e-12)
    assert np.all(mixed <= np.maximum(own, whole) + 1e-12)


def test_credibility_grows_with_claims_and_ends_at_one():
    assert limited_credibility(np.array([0.0, 1, 100, 1e9]), full=100).tolist() == [0.0, 0.1, 1.0, 1.0]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of chainladder and of what it stands on
@pytest.mark.parametrize("name", ["raa", "abc", "ukmotor", "mortgage", "genins"])
def test_factors_are_those_of_chainladder_where_no_origin_stands_at_nothing(name):
    chainladder = pytest.importorskip("chainladder")
    sample = chainladder.load_sample(name)
    values = np.nan_to_num(sample.cum_to_incr().values[0, 0])
    (ours,) = link_factors(values[::-1][None])
    theirs = np.asarray(chainladder.Development(average="volume").fit(sample).ldf_.values).ravel()
    assert ours == pytest.approx(theirs, rel=1e-12)
