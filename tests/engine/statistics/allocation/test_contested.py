"""The contested: taken out of all blocks, and chosen for together."""

import os

import numpy as np
import pytest

from kehu.statistics.allocation import Block, Limit, contested

LIMITS = [Limit("hours", "at most", (1.0,))]


def test_subjects_are_taken_from_all_blocks_by_their_place():
    blocks = [Block(np.array([[float(at)]]), (np.array([[10.0 * at]]),), (np.array([at]),)) for at in range(4)]
    taken = contested.rows_of(lambda: blocks, np.array([1, 3]))
    assert taken.values.tolist() == [[1.0], [3.0]]
    assert taken.uses[0].tolist() == [[10.0], [30.0]]
    assert taken.group_of(0).tolist() == [1, 3]


def settled(values, uses, left, highest=1e3):
    block = Block(np.array(values), (np.array(uses),))
    return contested.settle(block, LIMITS, left=np.array([left]), highest=np.array([highest]), tolerance=1e-9).tolist()


def test_the_best_within_what_is_left_is_chosen():
    assert settled([[0.0, 5.0], [0.0, 4.0]], [[0.0, 1.0], [0.0, 1.0]], -1.0) == [1, 0]


def test_what_is_left_is_kept_to_the_last_digit():
    uses = [[0.0, 0.1]] * 10
    chosen = settled([[0.0, 1.0]] * 10, uses, -0.3)
    assert sum(chosen) * 0.1 <= 0.3 + 1e-12


def test_where_nothing_is_left_the_dearest_stays_short_as_little_as_can_be():
    assert settled([[0.0, 5.0], [0.0, 4.0]], [[1.0, 3.0], [1.0, 2.0]], -1.0) == [0, 0]


@pytest.mark.parametrize("unit", [1e-200, 1e-9, 1e12])
def test_values_may_be_of_any_size(unit):
    assert settled([[0.0, 5 * unit], [0.0, 4 * unit]], [[0.0, 1.0], [0.0, 1.0]], -1.0, highest=100 * unit) == [1, 0]


def test_where_all_is_worth_the_same_the_limit_is_kept():
    assert sum(settled([[7.0, 7.0]] * 3, [[0.0, 1.0]] * 3, -1.0, highest=1e-300)) <= 1


def test_a_limit_that_no_contested_subject_uses_is_no_obstacle():
    limits = [*LIMITS, Limit("declines", "at most", (3.0,))]
    nothing = np.zeros((2, 2))
    block = Block(np.array([[0.0, 5.0], [0.0, 4.0]]), (np.array([[0.0, 1.0], [0.0, 1.0]]), nothing))
    found = contested.settle(block, limits, left=np.array([-1.0, -3.0]), highest=np.array([1e3, 1e3]), tolerance=1e-9)
    assert found.tolist() == [1, 0]


def test_the_solver_writes_nothing_to_the_output(capfd):
    with contested._quiet():
        os.write(1, b"a note of the solver")
    os.write(1, b"ours")
    assert capfd.readouterr().out == "ours"
