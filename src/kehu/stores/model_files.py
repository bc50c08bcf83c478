"""Models on disk: a readable file for each in a run, and the file of underwriters' edits in the home.

Reads `models/edits.toml` of a home; writes `models/<line>_<model>.toml` into a run, a level a line, with the edits that
the run read beside them. TOML, because people read these files and tools can; numbers are cut to six digits, and
stand in full in the run's table of documents.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from kehu.assumptions import ModelEdit
from kehu.stores.home import Home, HomeError

FOLDER, EDITS = "models", "edits.toml"
DIGITS = 6


class EditFile(BaseModel):
    """The file of edits: any number of entries."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    edits: tuple[ModelEdit, ...] = ()


def read_edits(home: Home) -> tuple[ModelEdit, ...]:
    """The underwriters' edits of a home, in the file's order; none where there is no file.

    Raises HomeError that names the file, the entry and the mistake.
    """
    path = home.folder / FOLDER / EDITS
    if not path.is_file():
        return ()
    try:
        return EditFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).edits
    except tomllib.TOMLDecodeError as error:
        raise HomeError(f"{path}: not a TOML file: {error}.") from None
    except ValidationError as error:
        told = [f"{path}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise HomeError("\n".join(told)) from None


def write_models(folder: Path, documents: Iterable[Mapping[str, str]]) -> None:
    """Write a file for each document (line, model, document as JSON) into a run that is being made."""
    place = folder / FOLDER
    place.mkdir()
    for row in documents:
        name = f"{_safe(row['line'])}_{row['model']}.toml"
        (place / name).write_text(as_text(json.loads(row["document"])), encoding="utf-8")


def copy_edits(home: Home, folder: Path) -> None:
    """Keep the edits that a run read beside its models."""
    path = home.folder / FOLDER / EDITS
    if path.is_file():
        shutil.copy2(path, folder / FOLDER / EDITS)


def as_text(document: Mapping[str, Any]) -> str:
    """A model's document as TOML: a level a line.

    >>> print(as_text({"base": 0.1, "tables": [{"levels": [{"level": "≤ 29", "relativity": 2.0}]}]}))
    base = 0.1
    <BLANKLINE>
    [[tables]]
    levels = [
        {level = "≤ 29", relativity = 2.0},
    ]
    <BLANKLINE>
    """
    whole = tomlkit.document()
    for key, value in document.items():
        whole.add(key, _item(value))
    return tomlkit.dumps(whole)


def _item(value: Any) -> Any:
    """Lists of tables with lists inside become tables; short ones stand a line each."""
    if isinstance(value, float):
        return _short(value)
    if isinstance(value, Mapping):
        table = tomlkit.table()
        for key, each in value.items():
            table.add(key, _item(each))
        return table
    if isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping):
        return _tables(value) if any(map(_is_deep, value)) else _lines(value)
    return _plain(value)


def _plain(value: Any) -> Any:
    """Numbers and lists of them, cut to the digits that people read."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _short(value) if isinstance(value, float) else value


def _short(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def _is_deep(value: Mapping[str, Any]) -> bool:
    return any(
        isinstance(each, Mapping) or (isinstance(each, list) and each and isinstance(each[0], Mapping))
        for each in value.values()
    )


def _tables(values: Sequence[Mapping[str, Any]]) -> Any:
    array = tomlkit.aot()
    for value in values:
        array.append(_item(value))
    return array


def _lines(values: Sequence[Mapping[str, Any]]) -> Any:
    array = tomlkit.array()
    for value in values:
        entry = tomlkit.inline_table()
        entry.update({key: _plain(each) for key, each in value.items()})
        array.append(entry)
    return array.multiline(True)


def _safe(name: str) -> str:
    """A line's code as part of a file name."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
