"""What blocks share: drawn once from the seed."""

import numpy as np

from kehu.simulation.columns import first_of
from kehu.simulation.world import make_world


def test_the_world_follows_from_the_seed(world):
    again = make_world(customers=1_500, years=5, seed=11, first_year=2020)
    assert np.array_equal(again.year_effects, world.year_effects)
    assert np.array_equal(again.producers.joined, world.producers.joined)


def test_every_block_draws_from_a_generator_of_its_own(world):
    one, two = (world.random(number).random(3).tolist() for number in (0, 1))
    assert one != two
    assert one == world.random(0).random(3).tolist()


def test_the_calendar_begins_and_ends_with_a_year(world):
    assert (world.start, world.cutoff) == (first_of(2020), first_of(2025))
