"""Ages in months as of a date.

Reads days; gives how long ago they were.
A month is 365.25 / 12 days, so that periods of one age are equally long, and whole by the as-of date, whatever day of
the calendar that is.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

MONTH_DAYS = 365.25 / 12


def months_old(day: ir.DateValue, *, as_of: datetime.date) -> ir.IntegerValue:
    """Whole months from a day to the as-of date; 0 for a day after it.

    >>> day = ibis.literal(datetime.date(2024, 1, 1))
    >>> months_old(day, as_of=datetime.date(2024, 12, 31)).to_pyarrow().as_py()
    11
    """
    days = ibis.greatest(ibis.literal(as_of).delta(day, unit="day"), 0)
    # 487 / 16 is the same number of days, in whole numbers.
    return (days * 16 // 487).cast("int64")
