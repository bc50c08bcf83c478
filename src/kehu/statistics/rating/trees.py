"""Trees collapsed into tables: each leaf is a rectangle in the table of the factors on its path.

Reads LightGBM's own dump of a model whose splits compare bin numbers; gives a constant and arrays by factors.
The sum over all leaves is exact: for every combination of bins one leaf of each tree holds, as it does in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Path = dict[int, NDArray[np.bool_]]
Sums = dict[tuple[int, ...], Floats]


def collapsed(dump: Mapping[str, Any], orders: Sequence[NDArray[np.int32]], shape: Sequence[int]) -> tuple[float, Sums]:
    """A constant, and for each factor or pair on a path the sum of its leaves by bin number.

    `orders` say at which place the trees saw each bin of a factor, `shape` how many bins it has. What one factor alone
    leads to stands in its own array. Raises ValueError where a path has three factors.

    >>> leaf = {"leaf_value": 1.0}, {"leaf_value": 2.0}
    >>> split = {"split_feature": 0, "threshold": 0.5, "decision_type": "<=", "left_child": leaf[0],
    ...     "right_child": leaf[1]}
    >>> collapsed({"tree_info": [{"tree_structure": split}]}, [np.arange(2)], [2])[1][(0,)].tolist()
    [1.0, 2.0]
    """
    constant, sums = 0.0, Sums()
    for tree in dump["tree_info"]:
        for path, value in _leaves(tree["tree_structure"], {}, orders):
            factors = tuple(sorted(path))
            if not factors:
                constant += value
                continue
            if len(factors) > 2:
                raise ValueError(f"a path of the trees asks for {len(factors)} factors: it is no table of two")
            table = sums.setdefault(factors, np.zeros([shape[factor] for factor in factors]))
            table[np.ix_(*(path[factor] for factor in factors))] += value
    return constant, sums


def _leaves(node: Mapping[str, Any], path: Path, orders: Sequence[NDArray[np.int32]]) -> Iterator[tuple[Path, float]]:
    """The leaves under a node: the bins that lead to each, by factor, and its value."""
    if "leaf_value" in node:
        yield path, float(node["leaf_value"])
        return
    if node["decision_type"] != "<=":
        raise ValueError(f"a split by {node['decision_type']!r} does not compare bin numbers")
    factor = int(node["split_feature"])
    goes_left = orders[factor] <= float(node["threshold"])
    before = path.get(factor, np.ones(len(goes_left), dtype=np.bool_))
    yield from _leaves(node["left_child"], {**path, factor: before & goes_left}, orders)
    yield from _leaves(node["right_child"], {**path, factor: before & ~goes_left}, orders)
