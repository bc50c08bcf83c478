"""A pass over all subjects as an aggregation in the engine: where options are rows of a table larger than memory.

Reads one row an option: the subject, the option's number, its value, what it uses of each limit, and for a limit with
groups the group. Gives the same sums as a pass over blocks, so that the prices are found the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.statistics.allocation.passes import Passed, split
from kehu.statistics.allocation.problem import Floats, Limit

SUBJECT, OPTION, VALUE = "subject", "option", "value"


def use_of(limit: Limit) -> str:
    """The column of what options use of a limit.

    >>> use_of(Limit("hours", "at most", (1.0,)))
    'use hours'
    """
    return f"use {limit.name}"


def group_of(limit: Limit) -> str:
    """The column of the group, from 0, in which a subject is for a limit.

    >>> group_of(Limit("hours", "at most", (1.0, 2.0)))
    'group hours'
    """
    return f"group {limit.name}"


def look(options: ir.Table, limits: Sequence[Limit], prices: Floats) -> Passed:
    """What all subjects choose at some prices, summed by the engine; of equal scores the first option is chosen.

    >>> from kehu.engines import EngineSettings, open_engine
    >>> rows = pa.table({"subject": [0, 0, 1, 1], "option": [0, 1, 0, 1], "value": [5.0, 4.0, 6.0, 1.0]})
    >>> rows = rows.append_column("use hours", pa.array([1.0, 0.0, 1.0, 0.0]))
    >>> with open_engine(EngineSettings()) as engine:
    ...     found = look(engine.read_arrow(rows), [Limit("hours", "at most", (1.0,))], np.array([2.0]))
    >>> found.scores, found.value, found.uses.tolist()
    (8.0, 10.0, [-1.0])
    """
    scored = options.mutate(score=options[VALUE])
    for limit, price in zip(limits, split(limits, prices), strict=True):
        scored = _with_price(scored, limit, price)
    place = ibis.row_number().over(group_by=SUBJECT, order_by=[ibis.desc("score"), OPTION])
    chosen = scored.mutate(place=place).filter(lambda row: row.place == 0)
    whole = {"scores": chosen.score.sum(), "value": chosen[VALUE].sum()}
    sums = chosen.agg(**whole, **{use_of(limit): chosen[use_of(limit)].sum() for limit in limits})
    (told,) = sums.to_pyarrow().to_pylist()
    uses = [_uses(chosen, limit, told[use_of(limit)]) for limit in limits]
    return Passed(prices, told["scores"], told["value"], np.concatenate([np.zeros(0), *uses]))


def _with_price(scored: ir.Table, limit: Limit, price: Floats) -> ir.Table:
    """Scores with what a limit's price adds."""
    use = limit.sign * scored[use_of(limit)]
    if len(price) == 1:
        return scored.mutate(score=scored.score + float(price[0]) * use)
    priced = ibis.memtable(pa.table({group_of(limit): np.arange(len(price)), "price": price}))
    joined = scored.inner_join(priced, group_of(limit))
    return joined.mutate(score=joined.score + joined.price * limit.sign * joined[use_of(limit)]).drop("price")


def _uses(chosen: ir.Table, limit: Limit, whole: float) -> Floats:
    """What the chosen options use of each bound of a limit, in the sense of at least."""
    if len(limit.bounds) == 1:
        return np.array([limit.sign * whole])
    sums = chosen.group_by(group_of(limit)).agg(used=chosen[use_of(limit)].sum()).to_pyarrow()
    found = np.zeros(len(limit.bounds))
    found[sums[group_of(limit)].to_numpy()] = sums["used"].to_numpy()
    return limit.sign * found
