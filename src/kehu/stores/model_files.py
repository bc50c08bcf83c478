"""Models on disk: a readable file for each in a run, and the file of underwriters' edits in the home.

Reads and writes `models/edits.toml` of a home; writes `models/<line>_<model>.toml` and
`models/<line>_<peril>_<model>.toml` into a run, a level a line, with the edits that the run read beside them. TOML,
because people read these files and tools can; numbers are cut to six digits, and stand in full in the run's tables of
documents.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from kehu.assumptions import ModelEdit
from kehu.stores.home import Home, HomeError, replace_text

FOLDER, EDITS = "models", "edits.toml"
DIGITS = 6


CHANGED = "Somebody has changed the edits since this was shown. Look at them again, and then decide."
GONE = "The edit has been taken back already."


class EditConflictError(RuntimeError):
    """Edits that are no longer what the person saw; the message says what to do."""


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


def edits_fingerprint(home: Home) -> str:
    """What tells one state of the file of edits from another; "" where there is no file."""
    path = home.folder / FOLDER / EDITS
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def set_edit(home: Home, edit: ModelEdit, *, seen: str) -> None:
    """Write an edit at the end of the file, in place of an earlier one of the same level; the rest stays as written.

    `seen` is the fingerprint of the file that the person saw. Raises EditConflictError where the file has changed
    since, and HomeError where another process is writing there or the file has a mistake.
    """
    with _editing(home, seen) as entries:
        _remove(entries, edit)
        entry = tomlkit.table()
        entry.update({key: _listed(value) for key, value in edit.model_dump(exclude_none=True).items()})
        entries.append(entry)


def drop_edit(home: Home, edit: ModelEdit, *, seen: str) -> None:
    """Take the edit of a level out of the file; raises as `set_edit` does, and where there is none."""
    with _editing(home, seen) as entries:
        if not _remove(entries, edit):
            raise EditConflictError(GONE)


@contextmanager
def _editing(home: Home, seen: str) -> Iterator[Any]:
    """The entries of the file, written back in one step when the block ends well."""
    with home.writing(FOLDER):
        if edits_fingerprint(home) != seen:
            raise EditConflictError(CHANGED)
        read_edits(home)
        path = home.folder / FOLDER / EDITS
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.is_file() else tomlkit.document()
        entries = document.setdefault("edits", tomlkit.aot())
        yield entries
        if not entries:
            document.remove("edits")
        replace_text(path, tomlkit.dumps(document))


def _remove(entries: Any, edit: ModelEdit) -> bool:
    """Take out what sets the same level; whether there was any."""
    places = [place for place, entry in enumerate(entries) if ModelEdit(**entry.unwrap()).place == edit.place]
    for place in reversed(places):
        del entries[place]
    return bool(places)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def write_models(folder: Path, documents: Iterable[Mapping[str, str]]) -> None:
    """Write a file for each document (line, perhaps peril, model, document as JSON) into a run that is being made."""
    place = folder / FOLDER
    place.mkdir()
    for row in documents:
        name = "_".join(_safe(row[part]) for part in ("line", "peril", "model") if part in row) + ".toml"
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
