"""Who is who on disk: what people decided of customers, a decision a line.

Reads and writes `identity/decisions.jsonl` of a home, which only grows: a decision is taken back by another one, so
that the file tells who decided what, and when. JSON Lines, because there may be many thousands. A run keeps a copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from kehu.assumptions import IdentityDecision
from kehu.stores import numbered_lines
from kehu.stores.home import Home

FOLDER, DECISIONS = "identity", "decisions.jsonl"
CHANGED = "Somebody has decided on this meanwhile. Look at it again, and then decide."


class DecisionConflictError(RuntimeError):
    """A decision on what is no longer as the person saw it; the message says what to do."""


def read_decisions(home: Home) -> tuple[IdentityDecision, ...]:
    """The decisions of a home, in the order made; none where there is no file.

    Raises HomeError that names the file, the line and the mistake.
    """
    return numbered_lines.read(_path(home), IdentityDecision)


def add_decision(home: Home, decision: IdentityDecision) -> None:
    """Add a decision at the end of the file; whole, or not at all.

    `decision.number` is the one after the last that the person saw. Raises DecisionConflictError where a later decision
    speaks of the same records, or where what is to be taken back was taken back, and HomeError where another process is
    writing there or the file has a mistake. A decision on other records just gets a later number.
    """
    with home.writing(FOLDER):
        earlier = read_decisions(home)
        is_overtaken = any(_touch(decision, each) for each in earlier[decision.number - 1 :])
        is_undone = decision.undoes is not None and decision.undoes in {each.undoes for each in earlier}
        if is_overtaken or is_undone:
            raise DecisionConflictError(CHANGED)
        numbered = decision.model_copy(update={"number": len(earlier) + 1})
        numbered_lines.write(_path(home), (*earlier, numbered))


def copy_decisions(home: Home, folder: Path) -> None:
    """Keep the decisions that a run read within it."""
    if _path(home).is_file():
        (folder / FOLDER).mkdir(exist_ok=True)
        shutil.copy2(_path(home), folder / FOLDER / DECISIONS)


def _touch(one: IdentityDecision, other: IdentityDecision) -> bool:
    """Whether two decisions speak of a record both."""
    return bool({*one.records, *one.others} & {*other.records, *other.others})


def _path(home: Home) -> Path:
    return home.folder / FOLDER / DECISIONS
