"""One option for each of many subjects within shared limits: value, bound, gap, seconds, passes and memory.

Draws renewals: price steps with a result and a renewal probability each, and limits on how many stay, on discounts
given and on hours of underwriters. Up to a million subjects are held in memory; more lie in files, and are read block
by block for every pass. With `--peers` HiGHS solves the linear relaxation of the same problem, and SciPy's SLSQP the
same with one free price a subject (the way of insurance-optimise), where they still can within the time.

    python -m benchmarks.allocation --json --subjects 1000000 [--options 11 --limits 3 --seed 1 --peers]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog, minimize
from scipy.sparse import csr_array, eye_array, kron

from benchmarks.measuring import machine, peak_memory_mib, show
from kehu.statistics.allocation import Allocation, Block, Blocks, Limit, allocate
from kehu.statistics.allocation.problem import Floats

ROWS, IN_MEMORY = 250_000, 1_000_000
FEWEST_STEPS, MOST_STEPS = 0.85, 1.25
PEERS_UP_TO = {"highs": 100_000, "slsqp": 1_000}


def main() -> None:
    """Draw, allocate, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        blocks, limits = _problem(options, Path(made))
        begun = time.perf_counter()
        found = allocate(blocks, limits, threads=options.threads)
        told = {"kehu": _told(found, limits, time.perf_counter() - begun)}
        if options.peers and options.subjects <= max(PEERS_UP_TO.values()):
            told |= _peers(next(iter(blocks())), limits, options)
    show({**told, "machine": machine()}, title="Allocation", as_json=options.json)


def draw(rows: int, options: int, limits: int, *, seed: int) -> Block:
    """Renewals: the result of each price step, and what it uses of each limit."""
    random = np.random.default_rng(seed)
    premium = random.gamma(2.0, 400.0, (rows, 1))
    cost = premium * random.gamma(4.0, 0.17, (rows, 1))
    step = np.linspace(FEWEST_STEPS, MOST_STEPS, options)
    slope = random.gamma(4.0, 1.2, (rows, 1))
    stays = 1 / (1 + np.exp(-(1.8 + random.normal(0, 0.6, (rows, 1)) - slope * (step - 1))))
    result = stays * (premium * step - cost)
    uses = (stays, np.maximum(1 - step, 0) * premium * stays, np.abs(step - 1) * random.gamma(2.0, 0.2, (rows, 1)))
    more = tuple(random.gamma(1.0, 1.0, (rows, options)) for _ in range(max(limits - len(uses), 0)))
    return Block(result, (*uses, *more)[:limits])


def _problem(options: argparse.Namespace, folder: Path) -> tuple[Blocks, list[Limit]]:
    """The subjects, in memory or in files, and limits that bind: each asks a third more than is chosen freely."""
    sizes = [ROWS] * (options.subjects // ROWS) + [options.subjects % ROWS] * bool(options.subjects % ROWS)
    drawn = (
        draw(size, options.options, options.limits, seed=options.seed * 1_000 + place)
        for place, size in enumerate(sizes)
    )
    held = [_kept(block, folder / str(place), options) for place, block in enumerate(drawn)]

    def blocks() -> Iterator[Block]:
        yield from (_read(one) if isinstance(one, Path) else one for one in held)

    free, most = np.zeros(options.limits), np.zeros(options.limits)
    for block in blocks():
        best = block.values.argmax(axis=1)
        rows = np.arange(len(best))
        free += [use[rows, best].sum() for use in block.uses]
        most += [use.max(axis=1).sum() for use in block.uses]
    limits = [Limit("stay", "at least", (float(free[0] + 0.3 * (most[0] - free[0])),))]
    limits += [Limit(f"use {place}", "at most", (float(0.7 * free[place] + 1),)) for place in range(1, options.limits)]
    return blocks, limits


def _kept(block: Block, path: Path, options: argparse.Namespace) -> Block | Path:
    if options.subjects <= IN_MEMORY:
        return block
    np.save(path.with_suffix(".npy"), np.stack([block.values, *block.uses]))
    return path.with_suffix(".npy")


def _read(path: Path) -> Block:
    values, *uses = np.load(path)
    return Block(values, tuple(uses))


def _told(found: Allocation, limits: list[Limit], seconds: float) -> dict[str, Any]:
    return {
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "is_within": found.is_within,
        "prices": {limit.name: float(kept.price[0]) for limit, kept in zip(limits, found.kept, strict=True)},
        "passes": found.passes,
        "seconds": round(seconds, 2),
        "peak_memory_mib": round(peak_memory_mib()),
    }


def _peers(block: Block, limits: list[Limit], options: argparse.Namespace) -> dict[str, Any]:
    told = {}
    if options.subjects <= PEERS_UP_TO["highs"]:
        told["highs, linear relaxation"] = _highs(block, limits)
    if options.subjects <= PEERS_UP_TO["slsqp"]:
        told["slsqp, a free mix of steps"] = _slsqp(block, limits)
    return told


def _highs(block: Block, limits: list[Limit]) -> dict[str, Any]:
    """The linear relaxation: its value is the bound that ours is to reach."""
    rows, options = block.values.shape
    begun = time.perf_counter()
    uses = np.array([limit.sign * use.ravel() for limit, use in zip(limits, block.uses, strict=True)])
    found = linprog(
        -block.values.ravel(),
        A_ub=csr_array(-uses),
        b_ub=[-limit.sign * limit.bounds[0] for limit in limits],
        A_eq=kron(eye_array(rows), np.ones((1, options))),
        b_eq=np.ones(rows),
        bounds=(0, 1),
        method="highs",
    )
    return {"value": -float(found.fun), "seconds": round(time.perf_counter() - begun, 2)}


def _slsqp(block: Block, limits: list[Limit]) -> dict[str, Any]:
    """One number a subject, between the steps: value and uses in between by straight lines."""
    rows, options = block.values.shape
    places = np.arange(rows)

    def between(table: Floats, at: Floats) -> Floats:
        low = np.clip(at.astype(int), 0, options - 2)
        found: Floats = table[places, low] + (at - low) * (table[places, low + 1] - table[places, low])
        return found

    begun = time.perf_counter()
    kept = [
        {
            "type": "ineq",
            "fun": lambda at, use=use, limit=limit: limit.sign * (between(use, at).sum() - limit.bounds[0]),
        }
        for limit, use in zip(limits, block.uses, strict=True)
    ]
    found = minimize(
        lambda at: -between(block.values, at).sum() / rows,
        x0=np.full(rows, (options - 1) / 2),
        bounds=[(0, options - 1)] * rows,
        constraints=kept,
        method="SLSQP",
        options={"maxiter": 200},
    )
    return {"value": -float(found.fun) * rows, "seconds": round(time.perf_counter() - begun, 2), "told": found.message}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--subjects", type=int, default=100_000)
    parser.add_argument("--options", type=int, default=11)
    parser.add_argument("--limits", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", action="store_true", help="also HiGHS and SLSQP, where they can")
    return parser.parse_args()


if __name__ == "__main__":
    main()
