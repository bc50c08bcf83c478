"""Facts that people add one by one, on disk: a line each, counted from 1, in a file that only grows.

Reads and writes JSON Lines, because there may be many thousands, and a person can read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kehu.stores.home import HomeError, replace_text

Fact = TypeVar("Fact", bound=BaseModel)


def read(path: Path, kind: type[Fact]) -> tuple[Fact, ...]:
    """The facts of a file, in the order made; none where there is no file.

    Raises HomeError that names the file, the line and the mistake.
    """
    if not path.is_file():
        return ()
    found: list[Fact] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as error:
            told = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'line'}: {one['msg']}" for one in error.errors())
            raise HomeError(f"{path}: line {number}: {told}. Correct the line, or take it out.") from None
        said = found[-1].model_dump()["number"]
        if said != number:
            raise HomeError(f"{path}: line {number}: it says number {said}. Lines are counted from 1.")
    return tuple(found)


def write(path: Path, facts: Sequence[BaseModel]) -> None:
    """Write all facts of a file; whole, or not at all."""
    lines = [fact.model_dump_json(exclude_none=True) for fact in facts]
    replace_text(path, "\n".join(lines) + "\n")
