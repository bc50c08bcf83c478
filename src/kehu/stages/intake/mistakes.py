"""What is wrong with a mapping, in words that lead to the place.

Reads the mistakes that the model of a mapping found, and the document; gives one line for each. Entries of a list are
named as the document names them, since nobody counts tables; a misspelt word is answered with the right one.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any


def explain(
    mistakes: Sequence[Mapping[str, Any]],
    document: Mapping[str, Any],
    *,
    name: str,
    words: Mapping[str, Sequence[str]],
) -> str:
    """One line for each mistake; `words` lists, by the name of a list ("" for the document), the words of an entry."""
    return "\n".join(f"{name}: {place_of(mistake['loc'], document)}: {_told(mistake, words)}" for mistake in mistakes)


def place_of(steps: Sequence[str | int], document: Mapping[str, Any]) -> str:
    """Where in the document a mistake stands.

    >>> place_of(("tables", 1, "where"), {"tables": [{"table": "parties"}, {"table": "terms"}]})
    'tables 2 (terms): where'
    """
    parts: list[str] = []
    here: Any = document
    for step in steps:
        here = _inside(here, step)
        if isinstance(step, int):
            label = here.get("name") or here.get("table") if isinstance(here, dict) else None
            parts[-1] += f" {step + 1} ({label})" if label else f" {step + 1}"
        else:
            parts.append(step)
    return ": ".join(parts) or "file"


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _told(mistake: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> str:
    steps = mistake["loc"]
    if mistake["type"] != "extra_forbidden":
        return str(mistake["msg"]).removeprefix("Value error, ")
    known = words.get("" if len(steps) == 1 else str(steps[0]), ())
    near = difflib.get_close_matches(str(steps[-1]), known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}" if known else ""
    return f"this word is not known here{hint}"
