"""Rating factors of each term, a file for each kind of thing insured.

Reads a block; gives Arrow tables of texts by file. Factors are those that the tariff knows; the customer's own risk
stands in the truth only.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from kehu.simulation.blocks import Block
from kehu.simulation.columns import Ints
from kehu.simulation.headings import FactorFile, factor_files
from kehu.simulation.model import GROUP_OF_LINE, GROUPS
from kehu.simulation.policies import ACCIDENTS, HOMES, MOTOR
from kehu.simulation.texts import dates, pick
from kehu.simulation.world import World

YES = ["否", "是"]


def tables(*, world: World, block: Block) -> Iterator[tuple[str, pa.Table]]:
    """Every file of factors: its path below the exports, and its rows."""
    group = GROUP_OF_LINE[block.term_lines]
    for number, file in enumerate(factor_files()):
        yield file.path, _table(world, block, number, np.flatnonzero(group == number), file)


def _table(world: World, block: Block, group: int, place: Ints, file: FactorFile) -> pa.Table:
    key, known = (file.dialect.headings["terms"][number] for number in (0, -1))
    columns = dict(zip(file.headings, _factors(world, block, group, place), strict=True))
    return pa.table(
        {
            key: block.keys.terms.take(pa.array(place)),
            **columns,
            known: dates(block.history.terms.known[place], style=file.dialect.dates),
        }
    )


def _factors(world: World, block: Block, group: int, place: Ints) -> list[pa.Array]:
    """The group's factors in the order of its headings."""
    terms = block.history.terms.take(place)
    held = block.policies.take(terms.policy)
    levels = world.model.names(f"levels.{GROUPS[group]}")
    start = [pick(levels, held.level), pick(YES, held.second.astype(np.int64)), _whole(held.size)]
    if group == MOTOR:
        return [
            *start,
            _whole(held.mileage),
            _whole(terms.object_age),
            _whole(terms.person_age),
            _whole(terms.no_claim_class),
        ]
    if group in (HOMES, GROUPS.index("property")):
        return [*start, _whole(terms.object_age)]
    return [*start, _whole(terms.person_age)] if group == ACCIDENTS else start


def _whole(values: np.ndarray) -> pa.Array:
    return pa.array(values.astype(np.int64)).cast(pa.string())
