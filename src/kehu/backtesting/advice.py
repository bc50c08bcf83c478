"""What to do about a model: keep it, watch it, set its level, or fit it again, and why.

Reads the groups and scores of a comparison, and the drift of the mix; gives rows of `ModelAdvice`.
A model that orders no better than the plain rule is fitted again; one whose order holds and whose level lies outside
its bounds by more than can be borne is set anew; a mix that moved far is watched, since a model of tables answers for
every level it knows, whatever their shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
LARGE_DRIFT = 0.25  # the field's usual bound of a mix that is another one
LEVEL_BORNE = 0.05  # of the level: less is not worth a new fit, however certain
MODELLED = ("frequency", "cost", "renewal")
KEEP, WATCH, LEVEL, FIT = "keep", "watch", "level", "fit"


def advise(groups: Iterable[Row], scores: Iterable[Row], drifts: Iterable[Row]) -> list[dict[str, Any]]:
    """One row for each measure and line that can be judged, all lines first.

    >>> group = {"measure": "cost", "grouping": "all", "name": "all", "ratio": 1.2, "is_outside": True}
    >>> score = {"measure": "cost", "line": "all", "contender": "model", "skill": 0.1, "skill_error": 0.02}
    >>> [(row["line"], row["advice"], row["reason"]) for row in advise([group], [score | {"gini": 0.3}], [])]
    [('all', 'level', 'outside')]
    """
    levels = {key: row for row in groups if (key := _key(row)) is not None}
    moved = _moved(drifts)
    judged = [row for row in scores if row["contender"] == "model" and row["measure"] in MODELLED]
    ordered = sorted(judged, key=lambda row: (MODELLED.index(row["measure"]), row["line"] != "all", row["line"]))
    return [_advice(row, levels.get((row["measure"], row["line"])), moved.get(row["line"])) for row in ordered]


def _key(row: Row) -> tuple[str, str] | None:
    """Measure and line of a group of all rows, or of a line."""
    return (row["measure"], row["name"]) if row["grouping"] in ("all", "line") else None


def _moved(drifts: Iterable[Row]) -> dict[str, Row]:
    """The fact of each line that moved most, beyond chance."""
    found: dict[str, Row] = {}
    for row in drifts:
        is_real = row["stability_index"] > row["by_chance"]
        if is_real and row["stability_index"] > found.get(row["line"], {"stability_index": 0.0})["stability_index"]:
            found[row["line"]] = row
    return found


def _advice(score: Row, level: Row | None, moved: Row | None) -> dict[str, Any]:
    index = moved["stability_index"] if moved else None
    ratio = level["ratio"] if level else None
    skill, error = score["skill"], score["skill_error"]
    advice, reason = KEEP, "holds"
    if index is not None and index > LARGE_DRIFT:
        advice, reason = WATCH, "mix"
    if level and level["is_outside"] and ratio is not None and abs(ratio - 1) > LEVEL_BORNE:
        advice, reason = LEVEL, "outside"
    if skill is not None and error is not None and skill < -2 * error:
        advice, reason = FIT, "worse_than_plain"
    return {
        "measure": score["measure"],
        "line": score["line"],
        "advice": advice,
        "reason": reason,
        "ratio": ratio,
        "is_outside": level["is_outside"] if level else None,
        "gini": score["gini"] if score["measure"] != "renewal" else 2 * score["auc"] - 1,
        "skill": skill,
        "skill_error": error,
        "stability_index": index,
        "fact": moved["fact"] if moved else None,
    }
