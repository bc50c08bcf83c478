"""The marks of vehicles: registration plates and chassis numbers.

Reads motor policies of a block; gives Arrow texts. Both covers of a vehicle get the same marks, since both are
made from the vehicle's number.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.simulation import numbers
from kehu.simulation.blocks import Block
from kehu.simulation.columns import year_of
from kehu.simulation.policies import Policies
from kehu.simulation.texts import either, join, pick
from kehu.simulation.world import World

VEHICLES_A_BLOCK = 100_000
LETTERS = list("ABCDEFGHJKLMNP")


def marks(*, world: World, block: Block, policies: Policies) -> list[pa.Array]:
    """Plate and chassis number of each policy's vehicle."""
    serial = block.number * VEHICLES_A_BLOCK + policies.thing
    city = world.places.city_of[block.customers.district[policies.customer]]
    begin = pick(world.places.plates, city)
    lettered = join(begin, pick(LETTERS, serial % len(LETTERS)))
    is_short = np.asarray(pc.equal(pc.utf8_length(begin), 1))
    plate = join(either(is_short, lettered, begin), numbers.plate_ends(serial, is_electric=policies.second))
    chassis = numbers.chassis(serial, maker=serial % len(numbers.MAKERS), year=year_of(policies.built))
    return [plate, chassis]
