"""Segments through the gateway: what may be asked, who belongs to one, and what they come to.

Reads runs of the home; gives frozen values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehu.selection import Definition, Selection
from kehu.selection import choices_of as engine_choices
from kehu.selection import chosen_customers as engine_customers
from kehu.selection import select as engine_select
from kehu_desk.engine.homes import find_run


def select(run: str, definition: Definition, *, scope: str, with_parts: bool = False) -> Selection:
    """The figures of a segment in a branch of a run; raises ConditionError and NoFactsError, each with what to do."""
    return engine_select(find_run(run), definition, scope=scope, with_parts=with_parts)


def chosen_customers(
    run: str, definition: Definition, *, scope: str, columns: Sequence[str], most: int
) -> list[dict[str, Any]]:
    """The most valuable customers of a segment, with some facts of each."""
    return engine_customers(find_run(run), definition, scope=scope, columns=columns, most=most)


def choices_of(run: str, fact: str, *, scope: str) -> list[str]:
    """The values that a fact takes in a branch of a run, the most frequent first."""
    return engine_choices(find_run(run), fact, scope=scope)
