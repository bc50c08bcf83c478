"""Columns of numbers side by side: how the simulation holds customers, policies, terms and claims of one block.

Gives `Columns`, a base for frozen dataclasses of numpy arrays of one length, and `stack`. Plain arrays rather than
frames, because every step of the simulation is arithmetic on whole columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEVER = 10**6  # a day that does not come: 4707-11-29


@dataclass(frozen=True)
class Columns:
    """Arrays of one length, by name."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(getattr(self, fields(self)[0].name))

    def take(self, places: NDArray[Any]) -> Self:
        """The rows at those places, or where a mask is true."""
        return type(self)(**{field.name: getattr(self, field.name)[places] for field in fields(self)})


C = TypeVar("C", bound=Columns)


def stack(parts: Sequence[C]) -> C:
    """The rows of several parts, one below the other."""
    names = [field.name for field in fields(parts[0])]
    return type(parts[0])(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def add_years(days: Ints, years: Ints | int) -> Ints:
    """The same day of the month some years later; 29 February becomes 1 March where there is none.

    >>> from_text = lambda text: np.array([text], dtype="datetime64[D]").astype(np.int64)
    >>> add_years(from_text("2024-02-29"), 1).astype("datetime64[D]")
    array(['2025-03-01'], dtype='datetime64[D]')
    """
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    day_of_month = (dates - months.astype("datetime64[D]")).astype(np.int64)
    later = (months.astype(np.int64) + 12 * np.asarray(years)).astype("datetime64[M]")
    days_later: Ints = later.astype("datetime64[D]").astype(np.int64) + day_of_month
    return days_later


def year_of(days: Ints) -> Ints:
    """Calendar year of each day."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def first_of(year: int) -> int:
    """The first day of a calendar year."""
    return int(np.datetime64(f"{year:04d}-01-01", "D").astype(np.int64))
