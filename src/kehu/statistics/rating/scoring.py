"""Scores of a rating model as expressions: each row's relativities looked up by bin number, and multiplied.

Reads a table of the engine with the model's factors as columns; gives it with the expected mean, and on request with
the relativity of each table, whose product with the base is the answer. The tables come to the rows as lists in a
single joined row, because engines look for the best order of a join a table, and find bad ones among twenty.
"""

from __future__ import annotations

from functools import reduce
from operator import mul

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.statistics.rating.bins import Binning, number
from kehu.statistics.rating.model import RatingModel, RatingTable

Places = dict[Binning, str]
BASE = "__base"  # no source gives a factor such a name


def scored(table: ir.Table, model: RatingModel, *, name: str = "expected", reasons: bool = False) -> ir.Table:
    """The table with one column more, the expected mean by the tables in force; rows stay as many as they were.

    With `reasons` it has a column for each table too, as `reason_columns` names them: base × all of them is the mean
    (log link) or the odds (logit link).

    >>> from kehu.statistics.rating.documents import example
    >>> terms = ibis.memtable(pa.table({"age": [20, 50]}))
    >>> scored(terms, example(), reasons=True).order_by("age").to_pyarrow().to_pylist()
    [{'age': 20, 'expected': 0.2, 'age_relativity': 2.0}, {'age': 50, 'expected': 0.05, 'age_relativity': 0.5}]
    """
    places = _places(model)
    placed = table.mutate(**{place: number(table[binning.factor], binning) for binning, place in places.items()})
    shown = reason_columns(model)
    looked_up = placed.cross_join(_lists(model))
    found = {
        column: looked_up[f"{column}_list"][_place(looked_up, rating, places)]
        for rating, column in zip(model.in_force, shown, strict=True)
    }
    reasoned = looked_up.select(*table.columns, BASE, **found)
    product = reduce(mul, (reasoned[column] for column in shown), reasoned[BASE])
    answer = product / (product + 1) if model.family.link == "logit" else product
    return reasoned.select(*table.columns, **{name: answer}, **({c: reasoned[c] for c in shown} if reasons else {}))


def reason_columns(model: RatingModel) -> tuple[str, ...]:
    """The names of the columns with the relativity of each table, in the order of the tables.

    >>> from kehu.statistics.rating.documents import example
    >>> reason_columns(example())
    ('age_relativity',)
    """
    return tuple(f"{'_by_'.join(table.factors)}_relativity" for table in model.tables)


def _places(model: RatingModel) -> Places:
    """A column for the bin numbers of every binning that occurs; main and pair tables may bin a factor differently."""
    binnings = dict.fromkeys(binning for table in model.tables for binning in table.binnings)
    return {binning: f"bin_{count}_of_{binning.factor}" for count, binning in enumerate(binnings)}


def _lists(model: RatingModel) -> ir.Table:
    """The base and the tables in force as one row, a list a table, each in the order of its bin numbers.

    The base is a column as well: engines take a number that is written out for a decimal, and run out of its digits.
    """
    lists = {
        f"{column}_list": pa.array([rating.relativities.reshape(-1).tolist()], pa.list_(pa.float64()))
        for rating, column in zip(model.in_force, reason_columns(model), strict=True)
    }
    return ibis.memtable(pa.table({BASE: pa.array([float(model.base)], pa.float64()), **lists}))


def _place(rows: ir.Table, rating: RatingTable, places: Places) -> ir.IntegerValue:
    """Where the relativity of a row stands in the list: its bin numbers, the last one running fastest."""
    place: ir.IntegerValue = ibis.literal(0, type="int32")
    for binning in rating.binnings:
        place = place * binning.count + rows[places[binning]]
    return place
