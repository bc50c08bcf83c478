"""Exactly one option for each subject, for the greatest total value within shared limits.

Reads blocks of subjects and limits; gives the options, the price of each limit, and how far the answer can be from the
best there is. Lagrangian relaxation (Everett 1963; Geoffrion 1974): at prices of the limits every subject chooses by
itself, the least of the dual over all prices bounds every allocation from above, and only the few subjects that are
torn between two options there are settled together. Prices of a sample tell where to look first. Memory: an option and
a margin a subject, beside one block at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.allocation import contested, passes, prices, survey
from kehu.statistics.allocation.passes import Passed
from kehu.statistics.allocation.problem import Block, Blocks, Floats, Limit, bounds_of
from kehu.statistics.allocation.survey import Surveyed

FEWEST, FOR_EACH_BOUND, MORE, MOST_CONTESTED = 300, 40, 4, 2_000
WORTH_MORE = 0.8  # of what was lost; where less was won by it, more of the contested would win nothing
DEARER = 100.0  # by how much dearer a limit becomes that fell short
TRIES, NEARLY, CLOSER = 3, 0.99, 100
ROUNDING = 1e-12  # of a bound's scale; sums of millions of numbers are no more exact
SAMPLED, WORTH_SAMPLING = 20_000, 5


@dataclass(frozen=True)
class Kept:
    """The outcome for one limit, an entry for each of its bounds: (groups,).

    `price` is what one more unit of the bound would cost (at least) or bring (at most), in units of value; `used` what
    all chosen options use; `short` by how much a bound is missed, 0 where it is met; `attainable` the most (or least)
    that any allocation can use, whatever the other limits.
    """

    limit: Limit
    price: Floats
    used: Floats
    short: Floats
    attainable: Floats


@dataclass(frozen=True)
class Allocation:
    """The chosen option of each subject, (N,), what it comes to, and how good it is at least.

    `bound` is what no allocation within the limits can exceed, `gap` the relative distance of the value from it; where
    a bound is missed, both count what falling short costs at `highest prices`. `passes` is how often all subjects were
    looked at.
    """

    options: NDArray[np.int16]
    value: float
    bound: float
    gap: float
    kept: tuple[Kept, ...]
    passes: int
    looks: tuple[Passed, ...]

    @property
    def is_within(self) -> bool:
        """Whether every limit is kept."""
        return all(not each.short.any() for each in self.kept)


def allocate(
    blocks: Blocks,
    limits: Sequence[Limit],
    *,
    tolerance: float = 1e-6,
    most_passes: int = 80,
    threads: int = 2,
    known: Sequence[Passed] = (),
    surveyed: Surveyed | None = None,
) -> Allocation:
    """Choose one option for each subject.

    `tolerance` is relative to the value; `known` are passes over the same subjects, made for other bounds.
    Raises NotAProblemError where blocks and limits do not fit each other.

    >>> from kehu.statistics.allocation import Block
    >>> block = Block(np.array([[5.0, 4.0], [6.0, 1.0]]), (np.array([[1.0, 0.0], [1.0, 0.0]]),))
    >>> found = allocate(lambda: [block], [Limit("hours", "at most", (1.0,))])
    >>> found.options.tolist(), found.value
    ([1, 0], 10.0)
    """
    about = surveyed or survey.survey(blocks, limits)
    bounds = bounds_of(limits)
    looks, near, highest = list(known), None, about.highest
    if not looks and len(bounds) and about.count > SAMPLED * WORTH_SAMPLING:
        near = _of_sample(blocks, limits, bounds, about)
    for _ in range(TRIES):
        looks = prices.least(
            lambda at: passes.look(blocks, limits, at, threads=threads),
            bounds,
            known=looks,
            near=near,
            highest=highest,
            tolerance=tolerance / CLOSER,
            most_passes=most_passes,
            shares=_shares(limits, bounds),
        )
        task = _Task.of(blocks, limits, bounds, highest, about.scale, tolerance, looks)
        answer = task.answer(threads=threads)
        reachable = about.attainable >= bounds - about.scale * ROUNDING
        is_dear = task.prices[reachable] >= highest[reachable] * NEARLY
        if not (answer.short[reachable] > 0).any() or not is_dear.any():
            break
        highest = highest * DEARER
    gap = task.lost(answer) / max(abs(task.bound), abs(answer.value), np.finfo(float).tiny)
    kept = _kept(limits, task.prices, answer, about.attainable)
    made = len(looks) - len(known) + 1
    return Allocation(answer.options, answer.value, task.bound, max(gap, 0.0), kept, made, tuple(looks))


@dataclass(frozen=True)
class _Answer:
    """Options of all subjects, their value, their uses, and by how much each bound is missed."""

    options: NDArray[np.int16]
    value: float
    uses: Floats
    short: Floats


@dataclass(frozen=True)
class _Task:
    """An allocation whose prices are found: what is left is to choose.

    `best` is the pass that comes nearest to using just what the bounds say; `prices` are those of the least of the
    dual, which is `bound`.
    """

    blocks: Blocks
    limits: Sequence[Limit]
    bounds: Floats
    highest: Floats
    scale: Floats
    tolerance: float
    best: Passed
    prices: Floats
    bound: float

    @classmethod
    def of(
        cls,
        blocks: Blocks,
        limits: Sequence[Limit],
        bounds: Floats,
        highest: Floats,
        scale: Floats,
        tolerance: float,
        looks: Sequence[Passed],
    ) -> _Task:
        """The task that is left by some passes."""
        least = min(looks, key=lambda one: prices.dual(one, bounds))
        lowest = prices.dual(least, bounds)

        def distance(one: Passed) -> float:
            return float(np.abs(one.uses - bounds) @ least.prices) + prices.dual(one, bounds) - lowest

        nearest = min(looks, key=distance)
        return cls(blocks, limits, bounds, highest, scale, tolerance, nearest, least.prices, lowest)

    def answer(self, *, threads: int) -> _Answer:
        """The options of all subjects; as many of the contested are chosen together as it takes."""
        parts = list(passes.choose(self.blocks, self.limits, self.best.prices, threads=threads))
        options = np.concatenate([np.empty(0, np.int16), *(part.option.astype(np.int16) for part in parts)])
        margins = np.concatenate([np.empty(0), *(part.margin for part in parts)])
        found = self._as_chosen(options)
        size = FEWEST + FOR_EACH_BOUND * len(self.bounds)
        while len(options) and self.lost(found) > self.tolerance * abs(found.value):
            before, together = self.lost(found), self._together(options, margins, min(size, len(options)))
            found = min(found, together, key=self.lost)
            is_settled = not found.short.any() and self.lost(found) > WORTH_MORE * before
            if is_settled or size >= min(len(options), MOST_CONTESTED):
                break
            size *= MORE
        return found

    def lost(self, answer: _Answer) -> float:
        """How much better than an answer another could be at the most, with what it falls short at its price."""
        return self.bound - answer.value + float(answer.short @ self.highest)

    def _as_chosen(self, options: NDArray[np.int16]) -> _Answer:
        """What the subjects chose by themselves."""
        return _Answer(options, self.best.value, self.best.uses, self._short(self.best.uses))

    def _together(self, options: NDArray[np.int16], margins: Floats, size: int) -> _Answer:
        """What they chose by themselves, but for so many of the smallest margins, chosen together."""
        places = np.sort(np.argpartition(margins, size - 1)[:size])
        torn = contested.rows_of(self.blocks, places)
        before, rows = options[places].astype(np.int64), np.arange(size)
        others = self.best.uses - passes.used(torn, self.limits, before)
        farthest = float(margins[places].max()) if len(options) > FEWEST else np.inf
        found = contested.settle(
            self._nearly_best(torn, farthest),
            self.limits,
            left=self.bounds - others,
            highest=self.highest,
            tolerance=self.tolerance * abs(self.best.value) / 4,
        )
        value = self.best.value - float(torn.values[rows, before].sum()) + float(torn.values[rows, found].sum())
        uses = others + passes.used(torn, self.limits, found)
        chosen = options.copy()
        chosen[places] = found
        return _Answer(chosen, value, uses, self._short(uses))

    def _nearly_best(self, torn: Block, farthest: float) -> Block:
        """The contested without options that lie farther behind their best than any of them is torn."""
        scores = passes.scored(torn, self.limits, self.best.prices)
        behind = scores.max(axis=1, keepdims=True) - scores
        return replace(torn, values=np.where(behind <= farthest, torn.values, -np.inf))

    def _short(self, uses: Floats) -> Floats:
        """By how much each bound is missed; what is lost in rounding is no miss."""
        missing = self.bounds - uses
        return np.where(missing > self.scale * ROUNDING, missing, 0.0)


def _of_sample(blocks: Blocks, limits: Sequence[Limit], bounds: Floats, about: Surveyed) -> Floats | None:
    """The prices of a sample within its share of the limits; None where the sample cannot keep them."""
    places = np.linspace(0, about.count - 1, SAMPLED).astype(np.int64)
    sample = contested.rows_of(blocks, places)
    share = bounds * (SAMPLED / about.count)
    looks = prices.least(
        lambda at: passes.look(lambda: [sample], limits, at, threads=1),
        share,
        known=(),
        near=None,
        highest=about.highest,
        tolerance=1e-5,
        most_passes=100,
        shares=_shares(limits, share),
    )
    found = min(looks, key=lambda one: prices.dual(one, share)).prices
    return None if (found > about.highest / DEARER).any() else found


def _shares(limits: Sequence[Limit], bounds: Floats) -> Floats | None:
    """The bounds by cell, where passes are told apart."""
    parting = passes.Parting.of(limits)
    return None if parting is None else parting.share(limits, bounds)


def _kept(limits: Sequence[Limit], best: Floats, answer: _Answer, attainable: Floats) -> tuple[Kept, ...]:
    """The outcome by limit, in its own sense."""
    rows = (passes.split(limits, row) for row in (best, answer.uses, answer.short, attainable))
    return tuple(
        Kept(limit, price, limit.sign * used, missed, limit.sign * most)
        for limit, price, used, missed, most in zip(limits, *rows, strict=True)
    )
