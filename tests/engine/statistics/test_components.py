"""Connected components, against a plain search."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.components import smallest_connected

NODES = 12
PAIRS = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)))


def find(count, pairs):
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return smallest_connected(count=count, left=left, right=right).tolist()


def plain(count, pairs):
    """Give every node the smaller label of each pair until nothing changes."""
    labels = list(range(count))
    while True:
        before = list(labels)
        for left, right in pairs:
            labels[left] = labels[right] = min(labels[left], labels[right])
        if labels == before:
            return labels


def test_a_node_without_a_pair_stands_alone():
    assert find(3, []) == [0, 1, 2]


def test_a_chain_is_one_component_named_for_its_smallest_node():
    assert find(5, [(4, 3), (3, 1)]) == [0, 1, 2, 1, 1]


def test_no_nodes_are_no_components():
    assert find(0, []) == []


def test_a_node_outside_the_count_is_refused():
    with pytest.raises(ValueError, match="exceeds"):
        find(2, [(0, 2)])


@given(PAIRS)
def test_it_finds_what_a_plain_search_finds(pairs):
    assert find(NODES, pairs) == plain(NODES, pairs)
