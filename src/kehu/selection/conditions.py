"""Conditions on facts: checked, written as plain values, and made into expressions.

Gives `Condition` and `Definition`: groups that must all hold, in each of which one condition must. A definition
outlives runs: what it asks for stands in it as names and texts, and is checked anew by whoever reads it. A fact that is
not known fulfils no condition but `unknown`, so that *is* and *is not* and *unknown* are everybody; who has no cover is
known to hold no line. A branch is itself and all below it. Ratios are written 0.8 or 80%.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.selection.facts import FACTS, Fact, FactKind

VERSION = 1
NUMBERS = (FactKind.NUMBER, FactKind.MONEY, FactKind.SHARE)
COUNTS = {"between": 2, **dict.fromkeys(("known", "unknown", "yes", "no"), 0)}
MANY = ("is", "is_not", "holds", "holds_not")
IN_DAYS = ("within", "since", "before")
MOST_DAYS = 36_500
BRANCH = "branch"  # a path: what stands under a branch belongs to it


class ConditionError(ValueError):
    """A condition that asks for nothing one can ask: `fault` is a code, the message names fact, operator and value."""

    def __init__(self, fault: str, condition: Condition) -> None:
        """An error of a condition."""
        asked = " ".join((condition.fact, condition.operator, *condition.values)).strip()
        super().__init__(f"{asked}: {FAULTS[fault]}")
        self.fault, self.condition = fault, condition


FAULTS = {
    "fact": "there is no such fact",
    "operator": "this cannot be asked of that fact",
    "count": "a value is missing, or one is too many",
    "number": "this is not a number",
    "share": "a probability is at most 1: write 0.8 or 80%",
    "date": "this is not a date: write 2024-12-31",
    "days": "this is not a number of days between 0 and 36,500",
    "order": "the second value is below the first",
}


@dataclass(frozen=True)
class Condition:
    """What is asked of a fact: an operator, and values as texts."""

    fact: str
    operator: str
    values: tuple[str, ...] = ()

    def check(self) -> list[Any]:
        """The values in the type of the fact; raises ConditionError."""
        fact = FACTS.get(self.fact)
        if fact is None:
            raise ConditionError("fact", self)
        if self.operator not in fact.operators:
            raise ConditionError("operator", self)
        needed = COUNTS.get(self.operator, 1)
        if len(self.values) < needed or (len(self.values) > needed and self.operator not in MANY):
            raise ConditionError("count", self)
        typed = [self._typed(fact, value) for value in self.values]
        if self.operator == "between" and typed[1] < typed[0]:
            raise ConditionError("order", self)
        return typed

    def _typed(self, fact: Fact, value: str) -> Any:
        if fact.kind in NUMBERS:
            return self._number(fact, value)
        if fact.kind is not FactKind.DATE:
            return value
        if self.operator in IN_DAYS:
            if not value.isdecimal() or int(value) > MOST_DAYS:
                raise ConditionError("days", self)
            return int(value)
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise ConditionError("date", self) from None

    def _number(self, fact: Fact, value: str) -> float:
        """A number as people write it; of a ratio perhaps in percent."""
        text = value.replace(",", "").replace("％", "%").strip()
        is_percent = fact.is_ratio and text.endswith("%")
        try:
            number = Decimal(text.removesuffix("%") if is_percent else text)
        except InvalidOperation:
            raise ConditionError("number", self) from None
        if not number.is_finite():
            raise ConditionError("number", self)
        number = number / 100 if is_percent else number
        if fact.is_probability and number > 1:
            raise ConditionError("share", self)
        return float(number)

    def holds(self, facts: ir.Table, *, as_of: datetime.date) -> ir.BooleanValue:
        """Whether it holds of each customer; never empty."""
        column, values = facts[self.fact], self.check()
        if self.operator in ("known", "unknown"):
            return column.notnull() if self.operator == "known" else column.isnull()
        fact = FACTS[self.fact]
        if fact.kind in NUMBERS:
            column = column.cast("float64")
        if self.fact == BRANCH:
            is_under = reduce(or_, ((column == value) | column.startswith(f"{value}/") for value in values))
            return (~is_under if self.operator == "is_not" else is_under).fill_null(False)
        return ASKED[self.operator](column, values, as_of).fill_null(False)


def _in_days(column: ir.DateValue, days: int, as_of: datetime.date) -> ir.BooleanValue:
    """On the day or within so many days after it."""
    return column.between(as_of, as_of + datetime.timedelta(days=days))


def _holds_any(column: ir.StringValue, lines: Sequence[str]) -> ir.BooleanValue:
    return reduce(or_, (column.contains(f",{line},") for line in lines))


Asked = Callable[[Any, Sequence[Any], datetime.date], ir.BooleanValue]
ASKED: Mapping[str, Asked] = {
    "is": lambda column, values, _day: column.isin(list(values)),
    "is_not": lambda column, values, _day: ~column.isin(list(values)),
    "holds": lambda column, values, _day: _holds_any(column, values),
    "holds_not": lambda column, values, _day: ~_holds_any(column, values),
    "at_least": lambda column, values, _day: column >= values[0],
    "at_most": lambda column, values, _day: column <= values[0],
    "between": lambda column, values, _day: column.between(values[0], values[1]),
    "within": lambda column, values, day: _in_days(column, values[0], day),
    "since": lambda column, values, day: column.between(day - datetime.timedelta(days=values[0]), day),
    "before": lambda column, values, day: column < day - datetime.timedelta(days=values[0]),
    "from": lambda column, values, _day: column >= ibis.literal(values[0]),
    "until": lambda column, values, _day: column <= ibis.literal(values[0]),
    "yes": lambda column, _values, _day: column,
    "no": lambda column, _values, _day: ~column,
}


@dataclass(frozen=True)
class Definition:
    """Who belongs to a segment: in every group at least one condition holds. Without groups, everybody."""

    groups: tuple[tuple[Condition, ...], ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, group after group."""
        return tuple(condition for group in self.groups for condition in group)

    def check(self) -> None:
        """Raise ConditionError for the first condition that asks for nothing one can ask."""
        for condition in self.conditions:
            condition.check()

    def holds(self, facts: ir.Table, *, as_of: datetime.date) -> ir.BooleanValue:
        """Whether each customer belongs to it; raises ConditionError as `check` does."""
        everybody = ibis.literal(True)
        groups = [reduce(or_, (one.holds(facts, as_of=as_of) for one in group)) for group in self.groups if group]
        return reduce(and_, groups, everybody)

    @property
    def plain(self) -> dict[str, Any]:
        """The definition as JSON holds it."""
        groups = [[{**vars(one), "values": list(one.values)} for one in group] for group in self.groups]
        return {"version": VERSION, "groups": groups}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Definition:
        """The definition that `plain` wrote; raises ValueError for one of another version, or none.

        >>> Definition.of({"version": 1, "groups": [[{"fact": "grade", "operator": "is", "values": ["A"]}]]}).groups
        ((Condition(fact='grade', operator='is', values=('A',)),),)
        """
        if plain.get("version") != VERSION:
            raise ValueError(f"a segment of version {plain.get('version')!r} cannot be read; {VERSION} can")
        groups = tuple(
            tuple(Condition(one["fact"], one["operator"], tuple(map(str, one["values"]))) for one in group)
            for group in plain["groups"]
        )
        return cls(groups)
