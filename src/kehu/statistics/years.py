"""Complete years between two days: an age, a tenure, how long somebody has driven.

Reads and gives expressions. A year is complete on its anniversary, whatever the length of the years between; what is no
span of a life (before it began, or longer than anybody lives) is empty, since such dates are placeholders.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

LONGEST = 110  # years; a greater age is a placeholder


def complete_years(since: ir.DateValue, until: ir.DateValue) -> ir.IntegerValue:
    """Complete years from a day to another; empty below 0 and above `LONGEST`.

    >>> complete_years(ibis.date("1980-06-01"), ibis.date("2024-05-31")).to_pyarrow().as_py()
    43
    """
    is_before_its_day = until.month() * 100 + until.day() < since.month() * 100 + since.day()
    years = until.year() - since.year() - is_before_its_day.cast("int64")
    return ibis.ifelse(years.between(0, LONGEST), years, ibis.null("int64")).cast("int64")
