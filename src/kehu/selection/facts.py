"""The catalogue of facts that one may ask of customers, made from the table that holds them.

Gives `FACTS`, by name; what is asked of a fact goes with its kind. A column that is added to `CustomerFacts` is a fact
from then on, with nothing to be written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kehu.tables.facts import CustomerFacts
from kehu.tables.schema import Column, Kind


class FactKind(StrEnum):
    """What a fact's values are, and so what one may ask of it."""

    CHOICE = "choice"
    SET = "set"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    FLAG = "flag"


OPERATORS: Mapping[FactKind, tuple[str, ...]] = {
    FactKind.CHOICE: ("is", "is_not"),
    FactKind.SET: ("holds", "holds_not"),
    **dict.fromkeys((FactKind.NUMBER, FactKind.MONEY, FactKind.SHARE), ("at_least", "at_most", "between")),
    FactKind.DATE: ("within", "since", "before", "from", "until"),
    FactKind.FLAG: ("yes", "no"),
}
ALWAYS = ("known", "unknown")  # of any fact
NO_FACTS = frozenset({"customer_id"})
SETS, SHARES = frozenset({"lines"}), frozenset({"share", "probability"})
RATIOS = SHARES | {"ratio"}


@dataclass(frozen=True)
class Fact:
    """A fact: its name, what its values are, what they mean, and their unit."""

    name: str
    kind: FactKind
    about: str
    unit: str
    codes: tuple[str, ...]

    @property
    def is_ratio(self) -> bool:
        """Whether people may write its values in percent."""
        return self.unit in RATIOS

    @property
    def is_probability(self) -> bool:
        """Whether its values lie between 0 and 1; other shares, as a loss ratio, may be above."""
        return self.unit == "probability"

    @property
    def operators(self) -> tuple[str, ...]:
        """What one may ask of it."""
        return (*OPERATORS[self.kind], *ALWAYS)


def _kind(name: str, column: Column) -> FactKind:
    if name in SETS:
        return FactKind.SET
    if column.unit in SHARES:
        return FactKind.SHARE
    kinds = {Kind.MONEY: FactKind.MONEY, Kind.DATE: FactKind.DATE, Kind.FLAG: FactKind.FLAG}
    kinds |= dict.fromkeys((Kind.NUMBER, Kind.WHOLE), FactKind.NUMBER)
    return kinds.get(column.kind, FactKind.CHOICE)


FACTS: Mapping[str, Fact] = {
    name: Fact(name, _kind(name, column), column.about, column.unit, tuple(column.codes))
    for name, column in CustomerFacts.columns.items()
    if name not in NO_FACTS
}
