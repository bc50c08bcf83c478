"""Tables in the terminal: figures aligned, headings short, and as many columns as the terminal is wide.

Gives `Column` and `grid`, and how money, shares and dates are written; reads nothing.
Columns give way by their `weight` where the terminal is narrow, so that a figure is never cut in two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

NOTHING = "–"
LINES = box.Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
LEAST_PROSE = 30
GAP = 2


class Shown(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    PROSE = "prose"
    COUNT = "count"
    MONEY = "money"
    CENTS = "cents"
    SHARE = "share"


WORDS = (Shown.TEXT, Shown.PROSE)


@dataclass(frozen=True)
class Column:
    """A column: heading, how its values are written, and its weight: the lightest gives way first."""

    heading: str
    shown: Shown = Shown.TEXT
    weight: int = 9


def written(value: object, shown: Shown = Shown.TEXT) -> str:
    """A value as people write it.

    >>> written(Decimal("-1234.50"), Shown.MONEY), written(0.713, Shown.SHARE), written(None)
    ('-1,235', '71.3%', '–')
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Decimal | float) and shown is Shown.SHARE:
        return f"{float(value):,.1%}"
    if isinstance(value, Decimal):
        return _without_minus_nought(f"{value:,.2f}" if shown is Shown.CENTS else f"{_whole(value):,}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and shown not in WORDS:
        return f"{value:,}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding="ROUND_HALF_UP")


def _without_minus_nought(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.,") else text


def grid(
    console: Console,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    has_total: bool = False,
    note: str = "",
) -> None:
    """Print a table under a title; the last row is the total where it has one. Columns without a value are left out."""
    cells = [[written(value, column.shown) for column, value in zip(columns, row, strict=True)] for row in rows]
    places = _fitting(columns, cells, width=console.width)
    table = Table(
        box=LINES, pad_edge=False, padding=(0, 1), collapse_padding=True, show_edge=False, header_style="bold"
    )
    for place in places:
        column = columns[place]
        justify: Literal["left", "right"] = "left" if column.shown in WORDS else "right"
        table.add_column(column.heading, justify=justify, no_wrap=column.shown is not Shown.PROSE, overflow="ellipsis")
    for number, row in enumerate(cells):
        is_total = has_total and number == len(cells) - 1
        if is_total:
            table.add_section()
        table.add_row(*(_coloured(row[place]) for place in places), style="bold" if is_total else None)
    console.print()
    console.print(Text(title, style="bold cyan"))
    console.print(table)
    if note:
        console.print(Text(note, style="dim"))


def _coloured(text: str) -> Text:
    """Text, red where it is a negative figure."""
    is_negative = text.startswith("-") and text[1:2].isdigit()
    return Text(text, style="red" if is_negative else "")


def _fitting(columns: Sequence[Column], cells: Sequence[Sequence[str]], *, width: int) -> list[int]:
    """Places of the columns that have a value and fit side by side, the heaviest kept; prose can be folded."""
    widths = [
        max(map(cell_len, (column.heading, *(row[place] for row in cells)))) for place, column in enumerate(columns)
    ]
    for place, column in enumerate(columns):
        if column.shown is Shown.PROSE:
            widths[place] = min(widths[place], LEAST_PROSE)
    places = [place for place in range(len(columns)) if not cells or any(row[place] != NOTHING for row in cells)]
    while len(places) > 2 and sum(widths[place] + GAP for place in places) - GAP > width:
        places.remove(min(places, key=lambda place: (columns[place].weight, -place)))
    return places


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(1200, "batch", "batches"), counted(0, "claim")
    ('1 claim', '1,200 batches', 'no claims')
    """
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {plural or noun + 's'}" if count else f"no {plural or noun + 's'}"


def facts(console: Console, title: str, pairs: Iterable[tuple[str, str, str]]) -> None:
    """Print facts under a title: what, figure, and a remark."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for what, figure, remark in pairs:
        table.add_row(what, _coloured(figure), remark)
    console.print()
    console.print(Text(title, style="bold cyan"))
    console.print(table)


def told(value: float | None) -> str | None:
    """A figure in a few digits, large ones whole.

    >>> told(0.07123), told(-1234.5), told(None)
    ('0.0712', '-1,234', None)
    """
    if value is None:
        return None
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4f}"
