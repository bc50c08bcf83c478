"""Lists: columns of kinds, rows of anything, links that sort and turn pages.

A view fills a `Listing`; the tag `listing` draws it as a table, and on a phone as cards. Turning pages is by key, not
by number, so that the thousandth page costs what the first does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from kehu_desk.ui import codes, figures
from kehu_desk.ui.values import Empty

WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "count": figures.count,
    "number": figures.number,
    "factor": figures.factor,
    "money": figures.money,
    "money_whole": figures.money_whole,
    "money_short": figures.money_short,
    "signed_money": figures.signed_money,
    "percent": figures.percent,
    "day": figures.day,
    "month": figures.month,
    "moment": figures.moment,
}
FIGURES = frozenset({"count", "number", "factor", "money", "money_whole", "money_short", "signed_money", "percent"})
DRAWN = frozenset({"badge", "badges", "tier", "link"})
PAGING = ("after", "before")


@dataclass(frozen=True)
class Column:
    """A column of a list: `name` is the attribute or key of a row, `kind` how its value is written."""

    name: str
    title: str
    kind: str = "text"
    code: str = ""
    unit: str = ""
    sorts: bool = False
    is_shown: bool = True
    is_fixed: bool = False
    on_phone: bool = False
    hint: str = ""
    href: Callable[[Any], str] | None = None

    @property
    def is_figure(self) -> bool:
        """Whether its values stand at the right, digit under digit."""
        return self.kind in FIGURES

    def value(self, row: Any) -> Any:
        """What a row holds in the column."""
        return row.get(self.name) if isinstance(row, Mapping) else getattr(row, self.name)

    def written(self, value: Any) -> str:
        """A value as text."""
        if self.kind in WRITTEN:
            return WRITTEN[self.kind](value)
        if self.kind == "code":
            return codes.code_name(value, self.code) or figures.NONE
        if self.kind == "codes":
            return codes.code_names(value, self.code) or figures.NONE
        return figures.NONE if value is None or value == "" else str(value)


@dataclass(frozen=True)
class Cell:
    """A value of a row in a column, with its text and its link."""

    column: Column
    value: Any
    text: str
    href: str = ""


@dataclass(frozen=True)
class Listing:
    """A list as a page shows it.

    `order` is the column that it is sorted by, with "-" before it where the largest stands first. `next_key` and
    `previous_key` are "" where there is no such page. `count` with `count_is_capped` reads as "1,000+". `total` is a
    row that stands below the others, and `left_out` how many rows of it only the workbook has. `is_cards` says that a
    phone shows cards also where columns are few.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    href: Callable[[Any], str] | None = None
    order: str = ""
    next_key: str = ""
    previous_key: str = ""
    count: int | None = None
    count_is_capped: bool = False
    is_cards: bool = False
    empty: Empty | None = None
    columns_offered: Sequence[Column] = ()
    total: Any = None
    left_out: int = 0

    @property
    def is_live(self) -> bool:
        """Whether anything on it is turned, sorted or chosen, and so fetches it anew."""
        return self.has_paging or bool(self.columns_offered) or any(column.sorts for column in self.columns)

    @property
    def has_paging(self) -> bool:
        """Whether there is another page."""
        return bool(self.next_key or self.previous_key)

    @property
    def phone_columns(self) -> tuple[Column, ...]:
        """What a card on a phone shows below its title: what is named, else two figures, else two columns."""
        named = tuple(column for column in self.columns if column.on_phone)
        rest = tuple(self.columns[1:])
        return named or tuple(column for column in rest if column.is_figure)[:2] or rest[:2]

    def cells(self, row: Any) -> Iterator[Cell]:
        """The cells of a row."""
        for place, column in enumerate(self.columns):
            value = column.value(row)
            yield Cell(column, value, self._text(column, value), self._link(row, column, place))

    def _text(self, column: Column, value: Any) -> str:
        return "" if column.kind in DRAWN and value is not None else column.written(value)

    def _link(self, row: Any, column: Column, place: int) -> str:
        """The link of a cell: its column's own, or the row's in the first column."""
        if column.href is not None:
            return column.href(row)
        return self.href(row) if self.href is not None and place == 0 else ""


@dataclass(frozen=True)
class Heading:
    """A column's heading: its link that sorts, and how it is sorted now ("ascending", "descending" or "")."""

    column: Column
    href: str = ""
    direction: str = ""


def headings(listing: Listing, query: QueryDict) -> list[Heading]:
    """The headings of a list, whose links keep the rest of the query."""
    return [_heading(column, listing.order, query) for column in listing.columns]


def _heading(column: Column, order: str, query: QueryDict) -> Heading:
    """Figures are first sorted with the largest on top, everything else from the beginning."""
    if not column.sorts:
        return Heading(column)
    is_ascending, is_descending = order == column.name, order == f"-{column.name}"
    first = f"-{column.name}" if column.is_figure else column.name
    other = column.name if is_descending else f"-{column.name}"
    following = other if is_ascending or is_descending else first
    direction = "ascending" if is_ascending else "descending" if is_descending else ""
    return Heading(column, changed(query, order=following), direction)


def changed(query: QueryDict, **values: str) -> str:
    """The query string with values put in and the page forgotten; an empty value takes its name out.

    >>> changed(QueryDict("q=a&after=9"), order="name")
    '?q=a&order=name'
    """
    copied = query.copy()
    for name in PAGING:
        copied.pop(name, None)
    for name, value in values.items():
        copied.pop(name, None)
        if value:
            copied[name] = value
    return f"?{copied.urlencode()}"


@dataclass(frozen=True)
class Picker:
    """The choice of columns: each with whether it is shown, and what else the query holds."""

    columns: tuple[tuple[Column, bool], ...]
    kept: tuple[tuple[str, str], ...]


def picker(listing: Listing, query: QueryDict) -> Picker | None:
    """The choice of columns of a list, or None where there is none."""
    if not listing.columns_offered:
        return None
    shown = {column.name for column in listing.columns}
    kept = ((name, value) for name in query if name not in ("columns", *PAGING) for value in query.getlist(name))
    return Picker(tuple((column, column.name in shown) for column in listing.columns_offered), tuple(kept))


def choose_columns(request: HttpRequest, name: str, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a list that the person picked: in the query, else earlier in this session, else those shown."""
    offered = tuple(columns)
    place = f"columns.{name}"
    picked = [one for one in request.GET.getlist("columns") if one in {column.name for column in offered}]
    if picked and request.session.get(place) != picked:
        request.session[place] = picked
    chosen = picked or request.session.get(place) or [column.name for column in offered if column.is_shown]
    return tuple(column for column in offered if column.is_fixed or column.name in chosen)
