"""The probability that each occasion renews, with its levels, its interval, and the years after.

Reads features and fitted models; gives one row an occasion. Base and relativities multiply to the odds; `levels` are
the numbers of the bins in the order of the model's tables, so that any answer can be worked out by hand from them.
The tables are looked up in lists, and no row is joined or comes into Python. The interval adds up the variances of the
tables' logs as if they were independent, which is near enough for tables that each are small.
Later years move what moves by itself (tenure, age) and leave the rest as it is; prices of later years are those that
the book has usually charged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.parameters import Retention
from kehu.stages.retention.features import PRICE
from kehu.stages.retention.model import Fitted
from kehu.statistics.rating.bins import number
from kehu.statistics.rating.fitting import NORMAL_95
from kehu.statistics.rating.model import RatingTable

YEARS = (1, 2, 3, 4, 5)
CLOCKS = ("policy_years", "customer_years", "term_count", "policyholder_age")
SHIFTED = ("policy_years", "customer_years")  # those that stop at the longest tenure


def scored(rows: ir.Table, fitted: Fitted, *, parameters: Retention) -> ir.Table:
    """The rows with model, levels, log_odds, odds_without_price, renewal_probability, lower, upper, renewal_<year>.

    `log_odds_without_price` leaves the table of price changes out; renewal_1 is the coming renewal, renewal_2 the one
    after it if the coming one succeeds, and so on.
    """
    tables = fitted.model.in_force
    places = {table.factors[0]: number(rows[table.factors[0]], table.binnings[0]) for table in tables}
    placed = rows.mutate(**{f"place_of_{factor}": place for factor, place in places.items()})
    logs = {table.factors[0]: _looked_up(placed, table, np.log(table.relativities)) for table in tables}
    base = ibis.literal(float(np.log(fitted.model.base)))
    without_price = _sum([each for factor, each in logs.items() if factor != PRICE], base)
    log_odds = without_price + logs.get(PRICE, ibis.literal(0.0))
    variance = _sum([_looked_up(placed, table, _variances(table)) for table in tables], ibis.literal(0.0))
    levels = [placed[f"place_of_{table.factors[0]}"].cast("string") for table in tables]
    answered = placed.mutate(
        model=ibis.literal(fitted.name),
        levels=ibis.literal(".").join(levels) if levels else ibis.literal(""),
        log_odds=log_odds,
        log_odds_without_price=without_price,
        log_odds_deviation=variance.sqrt(),
        **{f"log_odds_{year}": _later(rows, logs, fitted, base, year, parameters=parameters) for year in YEARS[1:]},
    )
    return _as_probabilities(answered).select(*rows.columns, *ANSWERS)


ANSWERS = (
    *("model", "levels", "log_odds", "log_odds_without_price", "renewal_probability", "lower", "upper"),
    *(f"renewal_{year}" for year in YEARS),
)


def probability(log_odds: ir.FloatingValue) -> ir.FloatingValue:
    """The probability of log odds.

    >>> probability(ibis.literal(0.0)).to_pyarrow().as_py()
    0.5
    """
    return 1 / (1 + (-log_odds).exp())


def _as_probabilities(rows: ir.Table) -> ir.Table:
    wide = rows.log_odds_deviation * NORMAL_95
    return rows.mutate(
        renewal_probability=probability(rows.log_odds),
        lower=probability(rows.log_odds - wide),
        upper=probability(rows.log_odds + wide),
        renewal_1=probability(rows.log_odds),
        **{f"renewal_{year}": probability(rows[f"log_odds_{year}"]) for year in YEARS[1:]},
    )


def _later(
    rows: ir.Table,
    logs: dict[str, ir.FloatingValue],
    fitted: Fitted,
    base: ir.FloatingValue,
    year: int,
    *,
    parameters: Retention,
) -> ir.FloatingValue:
    """Log odds of a later renewal: clocks moved on, the price usual, everything else as it is."""
    found = [each for factor, each in logs.items() if factor not in (*CLOCKS, PRICE)]
    for table in fitted.model.in_force:
        (factor,) = table.factors
        if factor not in CLOCKS:
            continue
        moved = rows[factor] + (year - 1)
        held = ibis.least(moved, parameters.longest_tenure_years) if factor in SHIFTED else moved
        # A clock that is not known stays so: the least of nothing and a number would be the number.
        place = number(ibis.ifelse(rows[factor].isnull(), ibis.null("int64"), held), table.binnings[0])
        found.append(_list(np.log(table.relativities))[place])
    return _sum(found, base)


def _looked_up(placed: ir.Table, table: RatingTable, values: np.ndarray) -> ir.FloatingValue:
    return _list(values)[placed[f"place_of_{table.factors[0]}"]]


def _list(values: np.ndarray) -> ir.ArrayValue:
    return ibis.literal([float(value) for value in values], type="array<float64>")


def _variances(table: RatingTable) -> np.ndarray:
    found: np.ndarray = ((np.log(table.upper) - np.log(table.lower)) / (2 * NORMAL_95)) ** 2
    return found


def _sum(parts: Sequence[ir.FloatingValue], start: ir.FloatingValue) -> ir.FloatingValue:
    return reduce(lambda left, right: left + right, parts, start)
