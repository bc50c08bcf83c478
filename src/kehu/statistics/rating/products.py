"""The product of two rating models as one model: what a whole expects, times how a part of it departs from that.

Reads two models with a log link, of which the part may have coarser bins than the whole; gives their product, which
is printed, read and worked out by hand as any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from kehu.statistics.rating.bins import translation
from kehu.statistics.rating.cells import Cells, sums_by
from kehu.statistics.rating.model import RatingModel, RatingTable, normalised


def multiplied(whole: RatingModel, part: RatingModel, cells: Cells, *, about: Mapping[str, Any]) -> RatingModel:
    """A model that expects what the two multiply to, normalised; its levels carry the weight of these cells.

    Both are taken as independent, so that their intervals add up as variances of logarithms do. Edits of the whole are
    not carried over. Raises ValueError for another link than log, and where bins of the part are none of the whole's.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> from kehu.statistics.rating.documents import example
    >>> from kehu.statistics.rating.model import predicted
    >>> cells = cells_of({"age": [20, 50]}, example().tables[0].binnings, weight=[1, 1], total=[0, 0])
    >>> predicted(multiplied(example(), example(), cells, about={}), cells).round(4).tolist()
    [0.04, 0.0025]
    """
    if whole.family.link != "log" or part.family.link != "log":
        raise ValueError("only models with a log link multiply to a model")
    tables = {table.factors: table for table in whole.tables}
    for table in part.tables:
        tables[table.factors] = _product(tables[table.factors], table) if table.factors in tables else table
    weighed = tuple(_weighed(table, cells) for table in tables.values())
    told = {**about, "weight": float(cells.weight.sum()), "total": float(cells.total.sum())}
    return normalised(RatingModel(whole.family, whole.base * part.base, weighed, about=told))


def _product(first: RatingTable, second: RatingTable) -> RatingTable:
    """Two tables as one, in the bins of the first."""
    places = np.ix_(*(translation(fine, coarse) for fine, coarse in zip(first.binnings, second.binnings, strict=True)))
    relativities = first.relativities * second.relativities[places]
    reach = [
        np.hypot(np.log(own / first.relativities), np.log(other[places] / second.relativities[places]))
        for own, other in ((first.lower, second.lower), (first.upper, second.upper))
    ]
    return replace(
        first,
        relativities=relativities,
        lower=relativities * np.exp(-reach[0]),
        upper=relativities * np.exp(reach[1]),
    )


def _weighed(table: RatingTable, cells: Cells) -> RatingTable:
    """A table with the weight of cells on its levels."""
    shape = table.relativities.shape
    places = np.ravel_multi_index(table.axes(cells), shape)
    return replace(table, exposure=sums_by(places, cells.weight, table.relativities.size).reshape(shape))
