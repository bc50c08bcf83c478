"""How a run was made, for readers of its figures: the assumptions with their sources, the batches, the controls.

Reads a run's manifest; gives rows of three: what, value, and where it comes from.
A figure without its assumptions invites belief; these rows stand beside the figures in every workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kehu.stores.run_folders import RunFolder

Record = tuple[str, str, str]


def assumptions(run: RunFolder) -> Iterator[Record]:
    """Every parameter of the run, one row each, with its source where it has one."""
    for name, value in run.manifest["parameters"].items():
        yield from _entries(name, value)


def about(run: RunFolder) -> Iterator[Record]:
    """The run, its batches, stages, controls and versions, one row each."""
    manifest = run.manifest
    yield "Run", manifest["run"], ""
    yield "As of", manifest["as_of"], "what was known at the end of that day"
    yield "Started at", manifest["started_at"], ""
    yield "Seconds", str(manifest["seconds"]), ""
    for batch in manifest["batches"]:
        yield f"Batch {batch['batch']}", batch["source"], f"loaded {batch['loaded_at']}"
    for stage in manifest["stages"]:
        rows = ", ".join(f"{name} {count:,}" for name, count in stage["rows"].items())
        yield f"Stage {stage['name']}", f"{stage['seconds']} s, {stage['peak_memory_mib']} MiB", f"rows: {rows}"
    for control in manifest["controls"]:
        told = "agrees with the book" if control["holds"] else "differs from the book"
        yield f"Control {control['name']}", str(control["in_accounts"]), f"{told}: {control['in_book']}"
    for name, version in manifest["versions"].items():
        yield f"Version of {name}", version, ""


def _entries(name: str, value: Any) -> Iterator[Record]:
    """One row for a plain value, one for each entry of a list, and one for each part of a group."""
    if isinstance(value, list):
        for place, entry in enumerate(value, start=1):
            yield _entry(f"{name} {place}", entry)
    elif isinstance(value, dict):
        yield from (_entry(f"{name}.{key}", part) for key, part in value.items() if key != "source" and part != [])
        if "source" in value:
            yield f"{name}.source", "", value["source"]
    else:
        yield _entry(name, value)


def _entry(name: str, value: Any) -> Record:
    if not isinstance(value, dict):
        return name, _words(value), ""
    told = {key: part for key, part in value.items() if key != "source" and part is not None}
    return name, ", ".join(f"{key} {_words(part)}" for key, part in told.items()), str(value.get("source", ""))


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_entry("", entry)[1] if isinstance(entry, dict) else str(entry) for entry in value)
    return str(value)
