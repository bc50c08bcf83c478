"""The report of a load, laid out for the terminal.

Reads a `LoadReport`; prints counts that add up, the broken rules with their reasons, and what to do next.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from rich.console import Console

from kehu.cli.grids import Column, Shown, grid
from kehu.loads import LoadReport
from kehu.stages.intake.advice import advise
from kehu.tables import SOURCES

COUNT = Shown.COUNT


def report_as_values(made: LoadReport) -> dict[str, Any]:
    """The report as plain values, with its sums."""
    values = dataclasses.asdict(made)
    label = f"B{made.batch:06d}" if made.batch else None
    return {**values, "batch": label, "read": made.read, "accepted": made.accepted, "rejected": made.rejected}


def show_load(console: Console, made: LoadReport, home: Path) -> None:
    """Print the report of a load."""
    if made.already_loaded_as:
        console.print(f"Already loaded as {made.already_loaded_as}: nothing to do.")
        return
    _files(console, made)
    _tables(console, made)
    _rejects(console, made)
    for name in made.passed_over:
        console.print(f"Passed over: {name} (no entry of the mapping wants it)", style="yellow")
    console.print()
    console.print(conclusion(made, home), style="bold")


def conclusion(made: LoadReport, home: Path) -> str:
    """What became of a load, and what to do next, in one line."""
    if made.is_dry_run:
        return "Dry run: nothing was changed. Load it by the same command without --dry-run."
    if made.batch is None:
        return "The book says all of this already: nothing was changed."
    return f"Loaded as B{made.batch:06d} in {made.seconds:.1f} s. Next: kehu run --home {home}"


def reason(rule: str) -> str:
    """What a rule says, by its name.

    >>> reason("expires_after_inception"), reason("is_unique")
    ('The expiry date lies after the inception date.', 'The key stands once.')
    """
    schema = next((table for table in SOURCES.values() if rule in {own.name for own in table.rules}), None)
    return advise(rule, "", schema).reason


def _files(console: Console, made: LoadReport) -> None:
    columns = [
        Column("File"),
        Column("Read", COUNT),
        Column("Accepted", COUNT),
        Column("Rejected", COUNT),
        Column("Feeds nothing", COUNT, 4),
        Column("Blank", COUNT, 2),
        Column("Encoding", weight=3),
        Column("Delimiter", weight=1),
    ]
    rows = [
        (
            *(file.name, file.read, file.accepted, file.rejected, file.unused, file.blank),
            *(file.encoding, repr(file.delimiter) if file.delimiter else None),
        )
        for file in made.files
    ]
    if len(rows) > 1:
        blank, unused = (sum(getattr(file, name) for file in made.files) for name in ("blank", "unused"))
        rows.append(("All files", made.read, made.accepted, made.rejected, unused, blank, " ", None))
    title = f"{made.accepted:,} of {made.read:,} rows accepted, {made.rejected:,} rejected"
    grid(console, title, columns, rows, has_total=len(rows) > 1)


def _tables(console: Console, made: LoadReport) -> None:
    columns = [Column("Table"), Column("New", COUNT), Column("Changed", COUNT), Column("Unchanged", COUNT)]
    rows = [(name, count.inserted, count.updated, count.unchanged) for name, count in made.tables.items()]
    grid(console, "What would change in the book" if made.is_dry_run else "What changed in the book", columns, rows)


def _rejects(console: Console, made: LoadReport) -> None:
    if not made.broken_rules:
        return
    ordered = sorted(made.broken_rules.items(), key=lambda item: (-item[1], item[0]))
    rows = [(rule.replace("_", " "), count, reason(rule)) for rule, count in ordered]
    columns = [Column("Rule broken"), Column("Times", COUNT), Column("What it says", Shown.PROSE, 5)]
    grid(console, "Why rows were rejected", columns, rows, note="A row may break several rules.")
    console.print(f"Each reject, with row, column, value and what to do: {made.rejects}", soft_wrap=True)
    console.print("Mend the rows, or the mapping, and load again: only what changed will change.")
