"""Trees collapsed: small ones by hand, and what is no table of two refused."""

import numpy as np
import pytest

from kehu.statistics.rating.trees import collapsed

PLAIN = [np.arange(3), np.arange(2), np.arange(2)]


def split(factor, threshold, left, right, kind="<="):
    made = {"split_feature": factor, "threshold": threshold, "decision_type": kind}
    return made | {"left_child": left, "right_child": right}


def leaf(value):
    return {"leaf_value": value}


def dump(*trees):
    return {"tree_info": [{"tree_structure": tree} for tree in trees]}


def test_leaves_of_two_factors_are_rectangles():
    tree = split(0, 0.5, leaf(1.0), split(1, 0.5, leaf(2.0), leaf(3.0)))
    constant, sums = collapsed(dump(tree), PLAIN, [3, 2, 2])
    assert constant == 0
    assert sums[(0,)].tolist() == [1, 0, 0]
    assert sums[(0, 1)].tolist() == [[0, 0], [2, 3], [2, 3]]


def test_splits_of_one_factor_narrow_each_other():
    tree = split(0, 1.5, split(0, 0.5, leaf(1.0), leaf(2.0)), leaf(3.0))
    assert collapsed(dump(tree, tree), PLAIN, [3, 2, 2])[1][(0,)].tolist() == [2, 4, 6]


def test_the_order_in_which_bins_were_seen_is_undone():
    tree = split(0, 0.5, leaf(1.0), leaf(2.0))
    assert collapsed(dump(tree), [np.array([2, 0, 1])], [3])[1][(0,)].tolist() == [2, 1, 2]


def test_a_tree_without_splits_is_a_constant():
    assert collapsed(dump(leaf(0.5), leaf(0.25)), PLAIN, [3, 2, 2]) == (0.75, {})


def test_three_factors_on_a_path_are_refused():
    tree = split(0, 0.5, leaf(1.0), split(1, 0.5, leaf(2.0), split(2, 0.5, leaf(3.0), leaf(4.0))))
    with pytest.raises(ValueError, match="3 factors"):
        collapsed(dump(tree), PLAIN, [3, 2, 2])


def test_a_split_by_sets_is_refused():
    with pytest.raises(ValueError, match="'=='"):
        collapsed(dump(split(0, "0||1", leaf(1.0), leaf(2.0), kind="==")), PLAIN, [3, 2, 2])
