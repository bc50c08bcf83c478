"""Gathering: which file belongs to which entry of a mapping, staged as texts and checked for its headings.

Reads a folder, files or a database; gives the staged files of each entry. A file that no entry wants is named, never
silently passed over; an entry without a file, or a file that lacks a heading, is an error before more is read.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stages.intake import Mapping, MappingError
from kehu.stages.intake.entries import SourceFile
from kehu.stages.intake.records import ORIGIN, ROWS_A_FILE
from kehu.stores.sources import Format, Staged, list_files, stage_file, stage_query

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Gathered:
    """Staged files, each with the entry that it belongs to, and the files that no entry wants."""

    files: tuple[tuple[str, Staged], ...]
    passed_over: tuple[str, ...]

    def texts(self, *, engine: Engine) -> dict[str, ir.Table]:
        """The rows of each entry's files as texts, with their `origin_`: file number and row in one."""
        tables: dict[str, list[ir.Table]] = {}
        for number, (entry, staged) in enumerate(self.files):
            rows = engine.read([staged.path])
            rows = rows.mutate(**{ORIGIN: rows.source_row + number * ROWS_A_FILE}).drop("source_row")
            tables.setdefault(entry, []).append(rows)
        return {entry: _stack(parts) for entry, parts in tables.items()}


def _stack(parts: list[ir.Table]) -> ir.Table:
    shared = [name for name in parts[0].columns if all(name in part.columns for part in parts)]
    return ibis.union(*(part.select(*shared) for part in parts)) if len(parts) > 1 else parts[0]


def gather_files(paths: Iterable[Path], mapping: Mapping, *, work: Path, report: Report) -> Gathered:
    """Stage the files that a mapping wants.

    Raises MappingError where an entry finds no file or a file lacks a heading, SourceError where one cannot be read.
    """
    wanted: list[tuple[SourceFile, Path]] = []
    passed_over = []
    for root in paths:
        for path in list_files(root):
            name = path.relative_to(root).as_posix() if root.is_dir() else path.name
            entry = next((file for file in mapping.files if file.match and file.fits(name)), None)
            if entry is None:
                passed_over.append(name)
            else:
                wanted.append((entry, path))
    _check_all_found(mapping, {entry.name for entry, _ in wanted}, passed_over)
    files = []
    for number, (entry, path) in enumerate(wanted):
        staged = stage_file(
            path,
            format=_format(entry),
            to=work / f"staged-{number}.parquet",
            progress=partial(report, f"Reading {path.name}"),
        )
        _check_headings(staged, entry, mapping)
        files.append((entry.name, staged))
    return Gathered(tuple(files), tuple(passed_over))


def gather_database(url: str, mapping: Mapping, *, work: Path, report: Report) -> Gathered:
    """Stage the tables or queries that a mapping wants from a database."""
    files = []
    for number, entry in enumerate(mapping.files):
        if entry.query is None:
            raise MappingError(f"file {entry.name}: give the table's name or a SELECT under query, to read a database.")
        staged = stage_query(
            url,
            entry.query,
            to=work / f"staged-{number}.parquet",
            progress=partial(report, f"Reading {entry.name}"),
        )
        _check_headings(staged, entry, mapping)
        files.append((entry.name, staged))
    return Gathered(tuple(files), ())


def choose_mapping(paths: Iterable[Path], mappings: dict[str, Mapping]) -> Mapping:
    """The shipped mapping whose files are all there; raises MappingError where none or several fit."""
    names = [
        path.relative_to(root).as_posix() if root.is_dir() else path.name for root in paths for path in list_files(root)
    ]
    fitting = [
        mapping
        for mapping in mappings.values()
        if all(file.is_optional or any(file.match and file.fits(name) for name in names) for file in mapping.files)
    ]
    if len(fitting) != 1:
        found = "several shipped mappings fit" if fitting else "no shipped mapping fits"
        raise MappingError(
            f"{found} these files ({', '.join(names[:5])}{' …' if len(names) > 5 else ''}). "
            f"Name one with --mapping; `kehu map FILE` proposes one. Shipped: {', '.join(mappings)}."
        )
    return fitting[0]


def _format(entry: SourceFile) -> Format:
    return Format(
        encoding=entry.encoding,
        delimiter=entry.delimiter,
        quote=entry.quote,
        sheet=entry.sheet,
        heading_row=entry.heading_row,
    )


def _check_all_found(mapping: Mapping, found: set[str], there: list[str]) -> None:
    missing = [file for file in mapping.files if file.name not in found and not file.is_optional]
    if missing:
        patterns = ", ".join(f"{file.name} ({file.match})" for file in missing)
        raise MappingError(
            f"mapping {mapping.name}: no file for {patterns}. "
            f"There is: {', '.join(there) or 'nothing else'}. Add the file, or set is_optional = true in the mapping."
        )


def _check_headings(staged: Staged, entry: SourceFile, mapping: Mapping) -> None:
    missing = sorted(mapping.headings_of(entry.name) - set(staged.columns))
    if not missing:
        return
    near = difflib.get_close_matches(missing[0], staged.columns, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    if len(staged.columns) == 1 and staged.delimiter:
        hint = f" Only one column was found: is {staged.delimiter!r} the delimiter?"
    raise MappingError(
        f"{staged.origin}: row {entry.heading_row}: the heading lacks {', '.join(repr(name) for name in missing)}, "
        f"which mapping {mapping.name} uses.{hint} It has: {', '.join(staged.columns)}."
    )
