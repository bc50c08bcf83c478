"""Who customers are on disk: fields that people set by hand, a correction a line.

Reads and writes `identity/corrections.jsonl` of a home, which only grows: a correction is replaced by a later one. A
run keeps a copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from kehu.assumptions import FieldCorrection
from kehu.stores import numbered_lines
from kehu.stores.decision_file import CHANGED, FOLDER, DecisionConflictError
from kehu.stores.home import Home

CORRECTIONS = "corrections.jsonl"


def read_corrections(home: Home) -> tuple[FieldCorrection, ...]:
    """The corrections of a home, in the order made; raises HomeError that names the file, the line and the mistake."""
    return numbered_lines.read(_path(home), FieldCorrection)


def add_correction(home: Home, correction: FieldCorrection) -> None:
    """Add a correction at the end of the file; whole, or not at all.

    `correction.number` is the one after the last that the person saw. Raises DecisionConflictError where a later one
    has set the same field of the same record, and HomeError where another process is writing there.
    """
    with home.writing(FOLDER):
        earlier = read_corrections(home)
        place = (correction.party_id, correction.field)
        if any((each.party_id, each.field) == place for each in earlier[correction.number - 1 :]):
            raise DecisionConflictError(CHANGED)
        numbered_lines.write(_path(home), (*earlier, correction.model_copy(update={"number": len(earlier) + 1})))


def copy_corrections(home: Home, folder: Path) -> None:
    """Keep the corrections that a run read within it."""
    if _path(home).is_file():
        (folder / FOLDER).mkdir(exist_ok=True)
        shutil.copy2(_path(home), folder / FOLDER / CORRECTIONS)


def _path(home: Home) -> Path:
    return home.folder / FOLDER / CORRECTIONS
