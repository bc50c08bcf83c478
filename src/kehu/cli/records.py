"""Tables of what was done: a run's manifest, the list of runs.

Reads manifests; prints how each run was made, from what, how long it took and whether its controls hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console

from kehu.cli.grids import Column, Shown, grid
from kehu.stores.run_folders import RunFolder


def show_manifest(console: Console, manifest: Mapping[str, Any]) -> None:
    """Print how a run was made."""
    _stages(console, manifest)
    _controls(console, manifest["controls"])
    batches = [(batch["batch"], batch["source"], batch["loaded_at"]) for batch in manifest["batches"]]
    grid(console, "Read from", [Column("Batch"), Column("Source"), Column("Loaded at", weight=3)], batches)
    versions = ", ".join(f"{name} {version}" for name, version in manifest["versions"].items())
    console.print(versions, style="dim")


def _stages(console: Console, manifest: Mapping[str, Any]) -> None:
    columns = [
        Column("Stage"),
        Column("What it does", Shown.PROSE, 3),
        Column("Rows", Shown.COUNT),
        Column("Seconds", Shown.COUNT),
        Column("Peak MiB", Shown.COUNT, 5),
    ]
    rows = [
        (
            *(stage["name"], stage["about"], sum(stage["rows"].values())),
            *(f"{stage['seconds']:.2f}", f"{stage['peak_memory_mib']:.0f}"),
        )
        for stage in manifest["stages"]
    ]
    grid(console, f"{manifest['run']}, as of {manifest['as_of']}, took {manifest['seconds']:.1f} s", columns, rows)


def _controls(console: Console, controls: Sequence[Mapping[str, Any]]) -> None:
    columns = [
        Column("Control"),
        Column("In the book", Shown.CENTS),
        Column("In the accounts", Shown.CENTS),
        Column("Agree"),
    ]
    rows = [
        (control["name"], _amount(control["in_book"]), _amount(control["in_accounts"]), control["holds"])
        for control in controls
    ]
    grid(console, "The accounts add up to the book", columns, rows)


def run_rows(runs: Sequence[RunFolder], current: RunFolder | None) -> list[dict[str, Any]]:
    """What the list of runs says of each."""
    return [
        {
            "run": run.label,
            "as_of": run.manifest["as_of"],
            "started_at": run.manifest["started_at"],
            "seconds": run.manifest["seconds"],
            "batches": [batch["batch"] for batch in run.manifest["batches"]],
            "is_current": current is not None and run.label == current.label,
        }
        for run in runs
    ]


def show_runs(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the list of runs."""
    columns = [
        Column("Run"),
        Column("As of"),
        Column("Started at", weight=2),
        Column("Seconds", Shown.COUNT, 3),
        Column("Batches", weight=4),
        Column("Current"),
    ]
    values = [
        (
            row["run"],
            row["as_of"],
            row["started_at"],
            f"{row['seconds']:.1f}",
            ", ".join(row["batches"]),
            row["is_current"],
        )
        for row in rows
    ]
    grid(console, f"{len(rows)} run{'' if len(rows) == 1 else 's'}", columns, values)


def _amount(value: int | str) -> int | Decimal:
    """A control's total: whole numbers stand as they are in a manifest, money as text."""
    return Decimal(value) if isinstance(value, str) else value
