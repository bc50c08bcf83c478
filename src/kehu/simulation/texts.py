"""Texts of whole columns: joined parts, padded numbers, dates in three styles, amounts with and without separators.

Reads numpy arrays and Arrow texts; gives Arrow texts, a null where a day never comes. Dates are looked up in a list of
all days, because formatting sixty thousand of them once is quicker than formatting ten million.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.simulation.columns import NEVER, Flags, Ints, first_of, year_of

FIRST_DAY, LAST_DAY = first_of(1920), first_of(2080)


def join(*parts: pa.Array | str, sep: str = "") -> pa.Array:
    """Texts put together row by row; a null part makes a null."""
    return pc.binary_join_element_wise(*parts, sep)


def padded(numbers: Ints, width: int) -> pa.Array:
    """Whole numbers as texts with leading zeros."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def pick(texts: pa.Array | list[str], places: Any) -> pa.Array:
    """Texts of a list by their places."""
    array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    return array.take(pa.array(places))


def only(mask: Flags, texts: pa.Array) -> pa.Array:
    """The texts where the mask holds, null elsewhere."""
    return pc.if_else(pa.array(mask), texts, pa.scalar(None, texts.type))


def either(mask: Flags, yes: pa.Array, no: pa.Array) -> pa.Array:
    """One text or the other, row by row."""
    return pc.if_else(pa.array(mask), yes, no)


@lru_cache(maxsize=3)
def _all_days(style: str) -> pa.Array:
    days = np.arange(FIRST_DAY, LAST_DAY)
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    parts = [
        pa.array(year_of(days)).cast(pa.string()),
        pa.array(months.astype(np.int64) % 12 + 1).cast(pa.string()),
        pa.array((dates - months.astype("datetime64[D]")).astype(np.int64) + 1).cast(pa.string()),
    ]
    if style == "slashes":
        return join(*parts, sep="/")
    year, month, day = parts[0], pc.utf8_lpad(parts[1], 2, "0"), pc.utf8_lpad(parts[2], 2, "0")
    return join(year, month, day, sep="-" if style == "dashes" else "")


def dates(days: Ints, *, style: str, before: int = NEVER) -> pa.Array:
    """Days as texts: `dashes` 2024-01-05, `slashes` 2024/1/5, `compact` 20240105; null from the day `before` on.

    >>> dates(np.array([0, NEVER]), style="slashes").to_pylist()
    ['1970/1/1', None]
    """
    is_known = days < min(before, LAST_DAY)
    places = np.clip(days - FIRST_DAY, 0, LAST_DAY - FIRST_DAY - 1)
    return only(is_known, _all_days(style).take(pa.array(places)))


def amounts(cents: Ints, *, grouped: bool = False) -> pa.Array:
    """Amounts in yuan with two decimals, with thousands separators if `grouped`.

    >>> amounts(np.array([-5, 123456789]), grouped=True).to_pylist()
    ['-0.05', '1,234,567.89']
    """
    size = np.abs(cents)
    sign = pick(["", "-"], (cents < 0).astype(np.int8))
    fraction = padded(size % 100, 2)
    whole = size // 100
    text = _grouped(whole) if grouped else pa.array(whole).cast(pa.string())
    return join(join(sign, text), fraction, sep=".")


def _grouped(whole: Ints) -> pa.Array:
    text = pa.array(whole % 1000).cast(pa.string())
    for power in (10**3, 10**6, 10**9):
        is_longer = whole >= power
        if not is_longer.any():
            break
        longer = join(pa.array(whole // power % 1000).cast(pa.string()), _tail(whole, power), sep=",")
        text = either(is_longer, longer, text)
    return text


def _tail(whole: Ints, power: int) -> pa.Array:
    """The groups of three digits below a power of a thousand, each padded."""
    groups = []
    while power > 1:
        power //= 1000
        groups.append(padded(whole // power % 1000, 3))
    return join(*groups, sep=",")
