"""Charts, each with the table behind it.

A view fills a `Chart`, whose title says what it shows; the tag `chart` writes its data as JSON for the browser, which
draws it, and the same figures as a table, which everybody can read. At most five colours, so that one can tell them
apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.ui import figures
from kehu_desk.ui.lists import Column, Listing

KINDS = ("lines", "bars", "stacked", "across", "heat", "flow", "curve", "mixed", "rated", "waterfall")
CROSSED = ("heat", "flow")  # of rows and columns that have names: colours do not tell them apart
MOST_SERIES = 5
FORMATS = {
    "count": "count",
    "money": "money_whole",
    "percent": "percent",
    "number": "number",
    "day": "day",
    "text": "text",
}


@dataclass(frozen=True)
class Axis:
    """What an axis shows, in which unit, written how; one that `is_cut` need not begin at 0."""

    title: str = ""
    unit: str = ""
    format: str = "count"
    is_cut: bool = False

    @property
    def heading(self) -> str:
        """The title with its unit."""
        return f"{self.title} ({self.unit})" if self.title and self.unit else str(self.title or self.unit)


@dataclass(frozen=True)
class Series:
    """Values under one name, one for each category.

    `kind` is "line" or "bar" where the chart is mixed, "bar" (the weight behind), "line" or "bound" where it is rated.
    `format` is how they are written where that is not the axis's way.
    """

    name: str
    values: Sequence[Any]
    kind: str = ""
    format: str = ""


@dataclass(frozen=True)
class Mark:
    """A place on the first axis with a word, such as "20% of customers"."""

    at: Any
    text: str


@dataclass(frozen=True)
class Chart:
    """A chart: its finding as the title, its axes with units, its values.

    The last value of a waterfall is where its steps lead.
    """

    name: str
    title: str
    kind: str
    categories: Sequence[Any]
    series: Sequence[Series]
    x: Axis = Axis(format="text")
    y: Axis = Axis()
    note: str = ""
    excel: str = ""
    height: str = "middle"
    marks: Sequence[Mark] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be read: an unknown kind, too many colours, series of the wrong length."""
        if self.kind not in KINDS:
            raise ValueError(f"chart {self.name}: {self.kind!r} is no kind of chart; there are {', '.join(KINDS)}")
        if self.kind not in CROSSED and len(self.series) > MOST_SERIES:
            raise ValueError(f"chart {self.name}: {len(self.series)} series; {MOST_SERIES} can be told apart")
        if self.kind == "waterfall" and len(self.series) != 1:
            raise ValueError(f"chart {self.name}: a waterfall has one series, not {len(self.series)}")
        odd = [one.name for one in self.series if len(one.values) != len(self.categories)]
        if odd:
            raise ValueError(f"chart {self.name}: {', '.join(odd)} has not one value for each category")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for one in self.series for value in one.values)

    @property
    def document(self) -> dict[str, Any]:
        """What the browser draws from."""
        return {
            "kind": self.kind,
            "title": str(self.title),
            "categories": [_plain(one) for one in self.categories],
            "series": [
                {
                    "name": str(one.name),
                    "kind": one.kind,
                    "format": one.format or self.y.format,
                    "values": [_plain(value) for value in one.values],
                }
                for one in self.series
            ],
            "x": {"title": self.x.heading, "format": self.x.format},
            "y": {"title": self.y.heading, "format": self.y.format, "is_cut": self.y.is_cut},
            "marks": [{"at": _plain(one.at), "text": str(one.text)} for one in self.marks],
            "short_units": [{"from": least, "size": size, "name": name} for least, size, name in figures.short_units()],
        }

    @property
    def table(self) -> Listing:
        """The same figures as a table: a row for each category."""
        kinds = [FORMATS.get(one.format or self.y.format, "number") for one in self.series]
        first = Column("category", str(self.x.title) or _("Item"), FORMATS.get(self.x.format, "text"))
        columns = [Column(f"series_{i}", str(one.name), kinds[i]) for i, one in enumerate(self.series)]
        rows = [
            {"category": category, **{f"series_{i}": one.values[place] for i, one in enumerate(self.series)}}
            for place, category in enumerate(self.categories)
        ]
        return Listing(f"{self.name}-table", (first, *columns), rows)


def _plain(value: Any) -> Any:
    """A value as JSON holds it; a chart needs no more digits than a double has."""
    if value is None or isinstance(value, int | float):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)
