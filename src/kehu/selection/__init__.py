"""Customers chosen by any facts that a run knows: what may be asked, conditions, figures, and who they are."""

from kehu.selection.choosing import (
    NoFactsError,
    Part,
    Selection,
    SelectionFigures,
    choices_of,
    chosen_customers,
    select,
)
from kehu.selection.conditions import Condition, ConditionError, Definition
from kehu.selection.facts import FACTS, Fact, FactKind

__all__ = [
    "FACTS",
    "Condition",
    "ConditionError",
    "Definition",
    "Fact",
    "FactKind",
    "NoFactsError",
    "Part",
    "Selection",
    "SelectionFigures",
    "choices_of",
    "chosen_customers",
    "select",
]
