"""What came of a run's decisions, as the terminal and workbooks show it.

Reads `Effects`; gives tables on the console and sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from kehu.backtesting import Effects, EffectTables
from kehu.cli.grids import Column, Shown, grid, told
from kehu.cli.sheets import table_sheet
from kehu.stores.workbooks import Sheet

NAMES = {
    "lists": "Lists",
    "prices": "Prices",
    "held_out": "Held out",
    "qualities": "Kept",
    "movements": "Movements",
}


def show_effects(console: Console, came: Effects | None) -> None:
    """Print the lists and what deciding changed; say so where the run decided nothing."""
    if came is None:
        console.print("\nThe run decided no renewals, so nothing came of them.", style="yellow")
        return
    _show_lists(console, came.lists)
    _show_held_out(console, came.held_out)


def _show_lists(console: Console, rows: list[dict[str, Any]]) -> None:
    names = ("Decided", "Carried out", "Renewed", "Foretold", "Loss ratio", "Lower", "Upper", "Expected", "Result each")
    columns = [Column("List"), *(Column(name, Shown.COUNT) for name in names)]
    figures = (
        *("carried_out_share", "renewed_share", "renewed_foretold", "loss_ratio_levelled", "loss_ratio_lower"),
        *("loss_ratio_upper", "loss_ratio_foretold", "result"),
    )
    cells = [(row["list"], f"{row['decided_count']:,}", *(told(row[name]) for name in figures)) for row in rows]
    grid(console, "What came of the lists", columns, cells)


def _show_held_out(console: Console, rows: list[dict[str, Any]]) -> None:
    names = ("Customers", "Held out", "Decided", "Held out", "Effect", "Lower", "Upper", "Sure")
    columns = [Column("Measure"), *(Column(name, Shown.COUNT) for name in names)]
    cells = [
        (
            *(row["measure"].replace("_", " "), f"{row['customer_count']:,}", f"{row['held_out_customers']:,}"),
            *(told(row[name]) for name in ("decided", "held_out", "effect", "lower", "upper")),
            "yes" if row["is_sure"] else "no",
        )
        for row in rows
        if row["line"] == "all"
    ]
    grid(console, "Those decided about beside those held out at random", columns, cells)


def effect_sheets(came: Effects | None, about: str) -> Iterator[Sheet]:
    """A sheet for each table of effects."""
    for name, table in EffectTables.items() if came else ():
        yield table_sheet(NAMES[name], about, table, getattr(came, name))
