"""What all blocks of customers share: the model, the lists, the calendar, the producers, the years' effects.

Reads the package's TOML files; gives `World`, drawn once from the seed. Each block draws from a generator of its own,
spawned from the seed and the block's number, so that a block comes out the same whatever was made before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation.columns import Floats, first_of
from kehu.simulation.model import LINES, Model, read_model
from kehu.simulation.names import Names, read_names
from kehu.simulation.places import Places, Producers, hire, read_places

SHARED, BLOCKS, BREAKAGE = range(3)


@dataclass(frozen=True)
class World:
    """Shared state, read only. `start` is the first day, `cutoff` the day after the last that the exports know."""

    seed: int
    model: Model
    names: Names
    places: Places
    producers: Producers
    first_year: int
    years: int
    start: int
    cutoff: int
    year_effects: Floats  # year × line: factor on the frequency

    def random(self, block: int) -> np.random.Generator:
        """The generator of one block."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(BLOCKS, block)))


def make_world(*, customers: int, years: int, seed: int, first_year: int) -> World:
    """Draw what all blocks share."""
    random = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(SHARED,)))
    model, names, places = read_model(), read_names(), read_places()
    span = (first_of(first_year), first_of(first_year + years))
    numbers = (len(names.surnames), names.given.shape[2])
    deviation = model.by_line("frequency.year_deviation")
    return World(
        seed=seed,
        model=model,
        names=names,
        places=places,
        producers=hire(model=model, places=places, customers=customers, names=numbers, span=span, random=random),
        first_year=first_year,
        years=years,
        start=span[0],
        cutoff=span[1],
        year_effects=np.exp(random.normal(size=(years + 2, len(LINES))) * deviation - deviation**2 / 2),
    )
