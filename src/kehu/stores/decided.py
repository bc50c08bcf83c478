"""What people decided, all of it, as runs read it and keep it.

Reads the files of edits, promotions, decisions on identity and corrections of a home; gives `Decisions`.
"""

from __future__ import annotations

from pathlib import Path

from kehu.assumptions import Decisions
from kehu.stores import correction_file, decision_file, model_files, promotion_file
from kehu.stores.home import Home


def read(home: Home, *, with_edits: bool) -> Decisions:
    """What people decided; `with_edits` also single relativities, which are of the models that stand.

    Raises HomeError that names the file and the mistake.
    """
    return Decisions(
        edits=model_files.read_edits(home) if with_edits else (),
        promotions=promotion_file.read_promotions(home),
        identity=decision_file.read_decisions(home),
        corrections=correction_file.read_corrections(home),
    )


def copy(home: Home, folder: Path) -> None:
    """Keep what a run read within it."""
    model_files.copy_edits(home, folder)
    promotion_file.copy_promotions(home, folder)
    decision_file.copy_decisions(home, folder)
    correction_file.copy_corrections(home, folder)
