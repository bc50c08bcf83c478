"""Small allocations, drawn and by hand, and the best answer to them by trying everything or by HiGHS."""

import itertools

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from kehu.statistics.allocation import Block, Limit


def drawn(rows, options, limits, *, seed, share=0.5, withheld=0.1):
    """Subjects whose dearer options are worth more and use more, and limits at a share of what they would use."""
    draw = np.random.default_rng(seed)
    values = draw.normal(0.3, 1, (rows, options)).cumsum(axis=1) * draw.gamma(1, 1, (rows, 1))
    values[draw.random((rows, options)) < withheld] = -np.inf
    values[:, 0] = np.where(np.isfinite(values[:, 0]), values[:, 0], 0.0)
    uses = tuple(draw.gamma(1, 1, (rows, options)) * np.linspace(0, 1, options) for _ in range(limits))
    free = values.argmax(axis=1)
    asked = [
        Limit(f"limit {place}", "at most", (share * float(use[np.arange(rows), free].sum()),))
        for place, use in enumerate(uses)
    ]
    return Block(values, uses), asked


def used_of(block, limits, options):
    """What options use of each limit on all subjects."""
    rows = np.arange(len(options))
    return [float(np.broadcast_to(use, block.values.shape)[rows, options].sum()) for use in block.uses[: len(limits)]]


def is_kept(limit, used):
    slack = 1e-9 * max(1.0, abs(used))
    (bound,) = limit.bounds
    return used >= bound - slack if limit.sense == "at least" else used <= bound + slack


def best_by_trying(block, limits):
    """The greatest value of all choices within the limits; None where there is none."""
    rows, options = block.values.shape
    best = None
    for choice in itertools.product(range(options), repeat=rows):
        value = float(block.values[np.arange(rows), list(choice)].sum())
        if np.isfinite(value) and all(
            is_kept(limit, used) for limit, used in zip(limits, used_of(block, limits, list(choice)), strict=True)
        ):
            best = value if best is None else max(best, value)
    return best


def best_by_highs(block, limits):
    """The greatest value within limits of at most, by integer programming over all subjects at once."""
    rows, options = block.values.shape
    values = np.where(np.isfinite(block.values), block.values, 0.0).ravel()
    once = np.kron(np.eye(rows), np.ones((1, options)))
    uses = np.array([np.broadcast_to(use, block.values.shape).ravel() for use in block.uses])
    found = milp(
        -values,
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(uses, -np.inf, [limit.bounds[0] for limit in limits]),
        ],
        integrality=np.ones(values.size),
        bounds=Bounds(0, np.isfinite(block.values).ravel().astype(float)),
        options={"mip_rel_gap": 1e-9},
    )
    return -found.fun
