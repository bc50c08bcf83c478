"""Choosing a mapping: by name, by file, or by what the files are called.

Reads shipped mappings or a mapping's file; gives the mapping with its text, of which every batch keeps a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from kehu.loads.gathering import choose_mapping
from kehu.stages.intake import Mapping, MappingError, parse, shipped


def find_mapping(name: str | None, paths: Sequence[Path]) -> tuple[Mapping, str]:
    """The mapping asked for, by name or file, or the shipped one that fits the files; with its text.

    Raises MappingError where there is none, or several fit.
    """
    there = shipped()
    if name is not None and name not in there:
        return _read(Path(name), there)
    chosen = there[name] if name is not None else choose_mapping(paths, there)
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
