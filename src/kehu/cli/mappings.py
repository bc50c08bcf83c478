"""Mappings at the command line: the list of those that come with Kehu, and the one that a command means.

Reads shipped mappings or a mapping's file; gives the mapping with its text, of which every batch keeps a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import typer

from kehu import loads
from kehu.cli.grids import Column, Shown, grid
from kehu.cli.options import AsJson
from kehu.cli.terminal import output, print_json
from kehu.stages.intake import Mapping, MappingError, parse, shipped

app = typer.Typer()


@app.command()
def mappings(as_json: AsJson = False) -> None:
    """List the mappings that come with Kehu.

    Example: `kehu mappings`
    """
    rows = [
        {"name": mapping.name, "title": mapping.title, "tables": list(mapping.fed_tables())}
        for mapping in shipped().values()
    ]
    if as_json:
        return print_json(rows)
    columns = [Column("Name"), Column("Source", Shown.PROSE), Column("Tables fed", Shown.PROSE, 3)]
    values = [(row["name"], row["title"], ", ".join(row["tables"])) for row in rows]
    return grid(output(), f"{len(rows)} mappings come with Kehu", columns, values)


def find_mapping(name: str | None, paths: Sequence[Path]) -> tuple[Mapping, str]:
    """The mapping asked for, by name or file, or the shipped one that fits the files; with its text."""
    there = shipped()
    if name is not None and name not in there:
        return _read(Path(name), there)
    if name is None and not paths:
        raise typer.BadParameter("name one: a database does not tell which mapping fits", param_hint="--mapping")
    chosen = there[name] if name is not None else loads.choose_mapping(paths, there)
    return chosen, _shipped_text(chosen)


def _read(path: Path, there: dict[str, Mapping]) -> tuple[Mapping, str]:
    if not path.is_file():
        raise MappingError(f"{path}: neither a file nor a mapping that comes with Kehu ({', '.join(there)}).")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise MappingError(f"{path}: not in UTF-8. Save the mapping as UTF-8.") from None
    return parse(text, name=str(path)), text


def _shipped_text(mapping: Mapping) -> str:
    """The text of a shipped mapping: its file has the mapping's name."""
    return resources.files("kehu").joinpath("mappings", f"{mapping.name}.toml").read_text(encoding="utf-8")
