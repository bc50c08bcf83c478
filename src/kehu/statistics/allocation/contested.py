"""The subjects that are nearly indifferent at the best prices, chosen for exactly, by integer programming.

At the least of the dual nearly every subject has one best option, whatever the limits; only a few, no more than there
are bounds at an optimum, are torn between two. Those with the smallest margins are taken out, and HiGHS finds their
best options within what the others leave of the limits. A limit that cannot be met falls short at its highest price.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack, vstack

from kehu.statistics.allocation.problem import Block, Blocks, Floats, Ints, Limit

NODES = 100
MARGIN = 1e-5  # of the largest use
TINY = np.finfo(float).tiny


def rows_of(blocks: Blocks, places: Ints) -> Block:
    """Some subjects as one block; `places` count through all blocks, in order.

    >>> blocks = [Block(np.array([[1.0], [2.0]]), (np.zeros((1, 1)),)), Block(np.array([[3.0]]), (np.zeros((1, 1)),))]
    >>> rows_of(lambda: blocks, np.array([1, 2])).values.tolist()
    [[2.0], [3.0]]
    """
    values, uses, groups, start = [], [], [], 0
    for block in blocks():
        here = places[(places >= start) & (places < start + len(block.values))] - start
        start += len(block.values)
        if len(here):
            whole = [np.broadcast_to(use, block.values.shape)[here] for use in block.uses]
            values.append(block.values[here])
            uses.append(whole)
            groups.append([None if group is None else group[here] for group in block.groups])
    joined = tuple(np.concatenate(parts) for parts in zip(*uses, strict=True))
    return Block(np.concatenate(values), joined, tuple(_joined(parts) for parts in zip(*groups, strict=True)))


def _joined(parts: Sequence[Ints | None]) -> Ints | None:
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if known else None


def settle(block: Block, limits: Sequence[Limit], *, left: Floats, highest: Floats, tolerance: float) -> Ints:
    """The best options of a few subjects, (M,), that together use at least `left` of each bound.

    `highest` is what falling short of each bound costs; `tolerance` is in units of value. HiGHS keeps limits up to a
    millionth: where that millionth was used, they are set a little higher, and the better answer is taken.

    >>> block = Block(np.array([[0.0, 5.0], [0.0, 4.0]]), (np.array([[0.0, 1.0]]),))
    >>> limits, dear = [Limit("hours", "at most", (1.0,))], np.array([1e3])
    >>> settle(block, limits, left=np.array([-1.0]), highest=dear, tolerance=1e-6).tolist()
    [1, 0]
    """
    offered = np.isfinite(block.values)
    row_of, option_of = np.nonzero(offered)
    uses = _uses(block, limits, row_of, option_of, len(left))
    most = np.abs(uses).max(axis=1).toarray().ravel()
    units = np.where(most > TINY, most, 1.0)
    values = block.values[row_of, option_of]
    best = max(abs(float(block.values.max(axis=1).sum())), TINY)
    behind = values - block.values.max(axis=1)[row_of]
    worth = _spread(behind) or float((highest * units).max()) or 1.0
    answers = []
    for margin in (0.0, MARGIN):
        taken = _chosen(
            behind / worth,
            row_of,
            uses / units[:, None],
            left / units + margin,
            highest * units / worth,
            tolerance / best,
        )
        short = np.maximum(left - uses @ taken, 0.0)
        option = np.zeros(len(block.values), dtype=np.int64)
        option[row_of[taken]] = option_of[taken]
        answers.append((float(short @ highest) - float(values[taken].sum()), option))
        if not short.any():
            break
    return min(answers, key=lambda answer: answer[0])[1]


def _spread(behind: Floats) -> float:
    """The standard deviation of values, in numbers of any size: HiGHS knows absolute tolerances too."""
    widest = float(np.abs(behind).max())
    return widest * float((behind / widest).std()) if widest > TINY else 0.0


def _chosen(
    values: Floats, row_of: Ints, uses: csr_array, left: Floats, highest: Floats, tolerance: float
) -> NDArray[np.bool_]:
    """Which of the offered options are taken, one of each row."""
    count, bounds = len(values), len(left)
    once = coo_array((np.ones(count), (row_of, np.arange(count))), shape=(int(row_of.max()) + 1, count))
    with _quiet():
        found = milp(
            c=np.r_[-values, highest],
            constraints=[
                LinearConstraint(hstack([once, csr_array((once.shape[0], bounds))]), 1, 1),
                LinearConstraint(hstack([uses, eye_array(bounds)]), left, np.inf),
            ],
            integrality=np.r_[np.ones(count), np.zeros(bounds)],
            bounds=Bounds(0, np.r_[np.ones(count), np.full(bounds, np.inf)]),
            options={"mip_rel_gap": min(max(tolerance, 1e-9), 1e-2), "node_limit": NODES},
        )
    if found.x is None:
        raise RuntimeError(f"HiGHS found no options for {once.shape[0]} contested subjects: {found.message}")
    # The largest share of each row: shares are 0 or 1 up to the solver's tolerance.
    order = np.lexsort((-found.x[:count], row_of))
    taken = np.zeros(count, dtype=bool)
    taken[order[np.r_[True, np.diff(row_of[order]) > 0]]] = True
    return taken


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep HiGHS from writing to the process's output: some notes of its heuristics heed no switch."""
    library, own = ctypes.CDLL(None), os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    library.fflush(None)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        library.fflush(None)
        os.dup2(own, 1)
        os.close(own)
        os.close(nowhere)


def _uses(block: Block, limits: Sequence[Limit], row_of: Ints, option_of: Ints, bounds: int) -> csr_array:
    """What each offered option uses of each bound, in the sense of at least: (bounds, offered)."""
    parts = []
    places = np.arange(len(row_of))
    for place, limit in enumerate(limits):
        taken = limit.sign * np.broadcast_to(block.uses[place], block.values.shape)[row_of, option_of]
        groups = block.group_of(place)
        bound = np.zeros(len(row_of), dtype=np.int64) if groups is None else groups[row_of]
        parts.append(coo_array((taken, (bound, places)), shape=(len(limit.bounds), len(row_of))))
    return csr_array(vstack(parts)) if parts else csr_array((bounds, len(row_of)))
