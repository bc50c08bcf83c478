"""One option for each subject within shared limits: as good as the best there is, or its distance from it is told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.statistics.allocation import Block, Limit, NotAProblemError, allocate
from tests.allocations import (
    best_by_highs,
    best_by_trying,
    drawn,
    is_kept,
    used_of,
)

few = settings(max_examples=25, deadline=None)
PROBLEMS = st.builds(
    drawn,
    st.integers(1, 6),
    st.integers(1, 4),
    st.integers(0, 3),
    seed=st.integers(0, 10_000),
    share=st.sampled_from([0.0, 0.3, 0.7, 1.0]),
)


def solved(block, limits, **more):
    return allocate(lambda: [block], limits, **more)


@few
@given(PROBLEMS)
def test_a_small_problem_is_solved_as_by_trying_everything(problem):
    block, limits = problem
    found, best = solved(block, limits), best_by_trying(block, limits)
    if best is None:
        assert not found.is_within
    else:
        assert found.is_within
        assert found.value == pytest.approx(best, abs=1e-6)


@few
@given(PROBLEMS)
def test_the_bound_is_above_the_value_and_the_gap_is_between(problem):
    block, limits = problem
    found = solved(block, limits)
    if found.is_within:
        assert found.bound >= found.value - 1e-9
        assert found.gap * max(abs(found.bound), abs(found.value)) == pytest.approx(found.bound - found.value, abs=1e-6)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_every_subject_has_an_option_that_is_offered_and_every_limit_is_kept(seed):
    block, limits = drawn(400, 5, 3, seed=seed)
    found = solved(block, limits)
    assert np.isfinite(block.values[np.arange(400), found.options]).all()
    used = used_of(block, limits, found.options)
    assert all(is_kept(limit, amount) for limit, amount in zip(limits, used, strict=True))
    assert [float(kept.used[0]) for kept in found.kept] == pytest.approx(used)
    assert found.value == pytest.approx(block.values[np.arange(400), found.options].sum())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_hundreds_of_subjects_are_allocated_as_by_highs(seed):
    block, limits = drawn(300, 6, 2, seed=seed)
    assert solved(block, limits).value == pytest.approx(best_by_highs(block, limits), rel=2e-6)


def test_the_gap_of_many_subjects_is_below_a_millionth():
    block, limits = drawn(60_000, 6, 3, seed=3)
    found = solved(block, limits)
    assert found.is_within
    assert 0 <= found.gap < 1e-6


@pytest.mark.slow
@few
@given(st.integers(0, 10_000), st.sampled_from([1e-6, 0.01, 1e4, 1e9]))
def test_other_units_of_value_change_prices_and_nothing_else(seed, unit):
    block, limits = drawn(50, 4, 2, seed=seed)
    one, other = solved(block, limits), solved(Block(block.values * unit, block.uses), limits)
    assert other.value == pytest.approx(one.value * unit, rel=1e-5)
    assert [kept.price[0] for kept in other.kept] == pytest.approx(
        [kept.price[0] * unit for kept in one.kept], rel=0.05, abs=0.02 * unit
    )


def test_ties_are_broken_the_same_way_each_time_and_by_any_number_of_threads():
    block = Block(np.ones((40_000, 3)), (np.tile([1.0, 1.0, 0.0], (40_000, 1)),))
    limits = [Limit("hours", "at most", (10_000.0,))]
    first, again, wide = (solved(block, limits, threads=threads).options for threads in (1, 1, 3))
    assert (first == again).all()
    assert (first == wide).all()


def test_blocks_are_no_more_than_a_way_to_read():
    block, limits = drawn(1_000, 4, 2, seed=1)
    parts = [
        Block(block.values[at : at + 300], tuple(use[at : at + 300] for use in block.uses)) for at in (0, 300, 600, 900)
    ]
    assert (allocate(lambda: parts, limits).options == solved(block, limits).options).all()


def test_the_price_of_a_limit_is_what_a_little_more_of_it_brings():
    block, limits = drawn(5_000, 5, 1, seed=2)
    (limit,) = limits
    more = Limit(limit.name, "at most", (limit.bounds[0] * 1.01,))
    one, other = solved(block, limits), solved(block, [more])
    brought = (other.value - one.value) / (limit.bounds[0] * 0.01)
    assert one.kept[0].price[0] == pytest.approx(brought, rel=0.05)


def test_a_limit_that_binds_nobody_has_no_price():
    block, _ = drawn(50, 4, 1, seed=2)
    found = solved(block, [Limit("hours", "at most", (1e9,))])
    assert found.kept[0].price.tolist() == [0.0]
    assert found.value == pytest.approx(block.values.max(axis=1).sum())


def test_a_limit_of_at_least_costs_what_it_costs():
    values = np.array([[0.0, -1.0], [0.0, -2.0], [0.0, -4.0]])
    kept = np.array([[0.0, 1.0]])
    found = solved(Block(values, (kept,)), [Limit("kept", "at least", (2.0,))])
    assert found.options.tolist() == [1, 1, 0]
    assert found.value == -3
    assert 2 - 1e-6 <= found.kept[0].price[0] <= 4 + 1e-6


def test_what_cannot_be_met_is_told_with_how_much_is_missing_and_what_could_be():
    values = np.array([[0.0, -1.0], [0.0, -2.0], [0.0, -np.inf]])
    found = solved(Block(values, (np.array([[0.0, 1.0]]),)), [Limit("kept", "at least", (3.0,))])
    (kept,) = found.kept
    assert not found.is_within
    assert found.options.tolist() == [1, 1, 0]
    assert (kept.short[0], kept.attainable[0], kept.used[0]) == (1, 2, 2)


def test_limits_that_only_together_cannot_be_met_fall_short_as_little_as_they_can():
    kept, hours = np.array([[0.0, 1.0]]), np.array([[0.0, 1.0]])
    block = Block(np.zeros((10, 2)), (kept, hours))
    found = solved(block, [Limit("kept", "at least", (6.0,)), Limit("hours", "at most", (4.0,))])
    assert not found.is_within
    assert sum(float(each.short.sum()) for each in found.kept) == pytest.approx(2)


def test_a_limit_for_each_group_holds_for_each_apart():
    values = np.array([[0.0, 5.0], [0.0, 4.0], [0.0, 3.0], [0.0, 2.0]])
    block = Block(values, (np.array([[0.0, 1.0]]),), (np.array([0, 0, 1, 1]),))
    found = solved(block, [Limit("hours", "at most", (1.0, 1.0))])
    assert found.options.tolist() == [1, 0, 1, 0]
    assert found.kept[0].used.tolist() == [1, 1]


def test_a_price_step_that_is_not_offered_is_never_chosen():
    values = np.array([[-np.inf, -5.0]] * 3)
    found = solved(Block(values, (np.array([[0.0, 1.0]]),)), [Limit("hours", "at most", (1.0,))])
    assert found.options.tolist() == [1, 1, 1]
    assert not found.is_within


def test_nobody_to_choose_for_is_an_allocation_of_nothing():
    found = allocate(list, [Limit("hours", "at most", (1.0,))])
    assert (found.options.tolist(), found.value, found.is_within) == ([], 0.0, True)


@pytest.mark.parametrize(
    ("block", "limits", "told"),
    [
        (Block(np.zeros((1, 2)), ()), [Limit("hours", "at most", (1.0,))], "1 limits and 0 uses"),
        (Block(np.full((1, 2), -np.inf), ()), [], "no option"),
        (Block(np.zeros((1, 2)), (np.zeros((1, 2)),)), [Limit("hours", "at most", (1.0, 2.0))], "no groups"),
        (
            Block(np.zeros((1, 2)), (np.zeros((1, 2)),), (np.array([2]),)),
            [Limit("hours", "at most", (1.0, 2.0))],
            "a group without a bound",
        ),
        (Block(np.zeros((2, 2)), (np.zeros((3, 2)),)), [Limit("hours", "at most", (1.0,))], "limit hours"),
    ],
)
def test_what_does_not_fit_is_named(block, limits, told):
    with pytest.raises(NotAProblemError, match=told):
        solved(block, limits)


@pytest.mark.slow
def test_a_hundred_branches_with_hours_of_their_own_are_settled_in_few_passes():
    block, _limits = drawn(4_000, 4, 1, seed=3, withheld=0.0)
    group = np.random.default_rng(3).integers(0, 100, 4_000)
    hours = np.bincount(group, minlength=100) * 0.2
    limits = [Limit("hours", "at most", tuple(hours.tolist())), Limit("all", "at most", (float(hours.sum()) * 0.8,))]
    blocks = [Block(block.values, (block.uses[0], block.uses[0]), (group, None))]
    found = allocate(lambda: blocks, limits)
    assert found.passes < 60
    assert found.gap < 1e-3  # as many as there are limits may be torn
    assert found.is_within
    assert (found.kept[0].price > 0).any()
