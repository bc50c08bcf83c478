"""Connected components of a graph whose nodes are whole numbers.

Reads pairs of nodes; gives for every node the smallest node that a chain of pairs ties it to.
The search is scipy's, on a sparse matrix: time and memory grow with nodes and pairs, not with the length of chains.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Nodes = NDArray[np.int64]


def smallest_connected(*, count: int, left: Nodes, right: Nodes) -> Nodes:
    """For each of the nodes 0 … count - 1, the smallest node of its component.

    `left` and `right` hold the two nodes of each pair. Raises ValueError for a node outside the count.

    >>> smallest_connected(count=5, left=np.array([3, 4]), right=np.array([1, 3])).tolist()
    [0, 1, 2, 1, 1]
    """
    if count == 0:
        return np.empty(0, dtype=np.int64)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(count, count))
    components, labels = connected_components(graph, directed=False)
    smallest = np.empty(components, dtype=np.int64)
    # Of several values given to one place the last stands, so the nodes are written from the last to the first.
    smallest[labels[::-1]] = np.arange(count - 1, -1, -1)
    found: Nodes = smallest[labels]
    return found
