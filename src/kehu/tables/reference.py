"""The reference of all tables, written from the table classes themselves.

Reads the catalogue; gives Markdown, which `make docs` puts into `docs/reference/tables.md`.
Generated, because a reference kept by hand drifts away from what a load really checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kehu.tables.catalogue import RESULTS, SOURCES, Factors
from kehu.tables.schema import Column, Rule, Table

OPENING = """# Tables

Generated from the classes in `src/kehu/tables/` by `make docs`; a change here is lost.

Every table that comes in is checked before any of it is kept. Besides the rules named under a table, these hold
everywhere: a required column is given; a code is one of those listed; an amount is not below the least one; a key
stands once; what a column refers to is there. A row that breaks a rule goes to the rejects with the rule's name, the
column to blame and the advice. Where a value "is known from" a date, no run as of an earlier date sees it.
Money is in the currency of the book, exact to the cent.
"""


def markdown() -> str:
    """The whole reference: what comes in, then what a run writes.

    >>> [line for line in markdown().splitlines() if line.startswith("## ")]
    ['## What comes in', '## What a run writes']
    """
    sources = {**SOURCES, Factors.table_name: Factors}
    return "\n".join([OPENING, *_part("What comes in", sources), *_part("What a run writes", RESULTS)])


def of_table(table: type[Table]) -> str:
    """One table: what it is, its key, its columns and its rules.

    >>> from kehu.tables.terms import Factors
    >>> print(of_table(Factors).splitlines()[4])
    Key: `term_id`.
    """
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [f"### `{table.table_name}`", "", table.summary(), "", f"Key: {key}.", ""]
    lines += _grid(("Column", "Holds", "Unit", "Required", "What it is"), map(_column, table.columns.values()))
    if table.rules:
        lines += _grid(("Rule", "On", "A row keeps it where", "What to do"), map(_rule, table.rules))
    return "\n".join(lines)


def _part(title: str, tables: Mapping[str, type[Table]]) -> list[str]:
    return [f"## {title}", "", *(of_table(table) for table in tables.values())]


def _column(column: Column) -> tuple[str, ...]:
    required = "yes" if column.required else ""
    return f"`{column.name}`", column.kind.value, column.unit, required, _meaning(column)


def _meaning(column: Column) -> str:
    """The column's words, and what the schema says about its values."""
    parts = [column.about]
    if column.codes:
        parts.append("One of " + ", ".join(f"`{code}`" for code in column.codes))
    if column.least is not None:
        parts.append(f"At least {column.least:g}")
    if column.refers_to:
        parts.append(f"Refers to `{column.refers_to}`")
    if column.known:
        parts.append(f"Known from `{column.known}`")
    if column.personal:
        parts.append("Personal")
    return ". ".join(parts)


def _rule(rule: Rule) -> tuple[str, ...]:
    return f"`{rule.name}`", f"`{rule.on}`", rule.about, rule.advice


def _grid(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A Markdown table with an empty line after it."""
    cells = [headings, tuple("---" for _ in headings), *rows]
    return ["| " + " | ".join(row) + " |" for row in cells] + [""]
