"""Commands to begin with: a home folder for a book, and the vocabulary explained.

Writes a home's file of assumptions; prints the tables' columns, units and rules from the classes that declare them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kehu import parameters
from kehu.cli.grids import Column, Shown, grid
from kehu.cli.options import DEFAULT_HOME
from kehu.cli.terminal import output
from kehu.stores.home import Home, HomeError, replace_text
from kehu.tables import RESULTS, SOURCES, Table
from kehu.tables.catalogue import Factors

app = typer.Typer()


@app.command(name="init")
def make_home(
    home: Annotated[Path, typer.Argument(envvar="KEHU_HOME", help="The folder to make.")] = DEFAULT_HOME,
    currency: Annotated[str, typer.Option(help="The book's currency, by its ISO 4217 code.")] = "CNY",
) -> None:
    """Make a home folder with a commented file of assumptions.

    Example: `kehu init books/motor --currency EUR`
    """
    made = begin_home(home, currency)
    output().print(f"Wrote {made.parameters}. Read it: every run keeps a copy of these assumptions.", soft_wrap=True)
    output().print(f"Next: kehu load FOLDER --home {home}", style="bold", soft_wrap=True)


def begin_home(folder: Path, currency: str) -> Home:
    """Make a home folder; raises HomeError where there is one already."""
    home = Home(folder)
    if home.parameters.exists():
        raise HomeError(f"{folder}: is a Kehu home already; its kehu.toml is left as it is. Name another folder.")
    if not re.fullmatch("[A-Z]{3}", currency):
        raise typer.BadParameter(
            f"{currency!r} is no currency; write three capitals such as EUR", param_hint="--currency"
        )
    folder.mkdir(parents=True, exist_ok=True)
    text = re.sub(r'^currency = "CNY" ', f'currency = "{currency}" ', parameters.default_text(), flags=re.MULTILINE)
    replace_text(home.parameters, text)
    return home


@app.command()
def tables(name: Annotated[str | None, typer.Argument(help="One table; all of them if left out.")] = None) -> None:
    """Explain the tables: their columns, units and rules.

    Example: `kehu tables terms`
    """
    there = {**SOURCES, Factors.table_name: Factors, **RESULTS}
    if name is None:
        show_catalogue(output())
    elif name in there:
        show_table(output(), there[name])
    else:
        raise typer.BadParameter(f"{name!r} is no table; there are {', '.join(there)}", param_hint="NAME")


def show_catalogue(console: Console) -> None:
    """Print every table with what it holds."""
    parts: Mapping[str, Mapping[str, type[Table]]] = {
        "What comes in": {**SOURCES, Factors.table_name: Factors},
        "What a run writes": RESULTS,
    }
    for title, listed in parts.items():
        rows = [(name, table.summary()) for name, table in listed.items()]
        grid(console, title, [Column("Table"), Column("What it holds", Shown.PROSE)], rows)
    console.print("\nOne table in full: kehu tables NAME")


def show_table(console: Console, table: type[Table]) -> None:
    """Print the columns and rules of a table."""
    rows = [
        (
            column.name,
            column.kind.value,
            "" if column.unit == "currency" else column.unit,
            "required" if column.required else "",
            column.about + (f" ({', '.join(column.codes)})" if column.codes else ""),
        )
        for column in table.columns.values()
    ]
    columns = [
        Column("Column"),
        Column("Holds"),
        Column("Unit", weight=2),
        Column("Required", weight=5),
        Column("Meaning", Shown.PROSE),
    ]
    grid(console, f"{table.table_name}: {table.summary()} Key: {', '.join(table.key)}.", columns, rows)
    if table.rules:
        rules = [(rule.name, rule.about, rule.advice) for rule in table.rules]
        grid(
            console,
            "Rules",
            [Column("Rule"), Column("A row keeps it where", Shown.PROSE), Column("What to do", Shown.PROSE, 3)],
            rules,
        )
