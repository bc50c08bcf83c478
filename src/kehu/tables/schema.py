"""The schema layer: a table is a class with documented columns, units and named rules.

Gives `Table`, the column makers (`text`, `code`, `date`, …) and the decorator `rule`; reads and writes nothing.
A layer of our own rather than a dataframe library's, so that one rule is one Ibis expression that runs
on every engine and can name the row that broke it (`docs/adr/0002-schema-layer.md`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import ibis.expr.datatypes as dt
import ibis.expr.types as ir


class Kind(StrEnum):
    """What a cell holds; each kind is one type in every engine."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "yes or no"


DATATYPES: Mapping[Kind, dt.DataType] = {
    Kind.TEXT: dt.string,
    Kind.CODE: dt.string,
    Kind.DATE: dt.date,
    Kind.WHOLE: dt.int64,
    Kind.NUMBER: dt.float64,
    Kind.MONEY: dt.Decimal(18, 2),
    Kind.FLAG: dt.boolean,
}


@dataclass(frozen=True)
class Column:
    """One documented column.

    `known` names the date column on which the value became known, where that is later than the row itself:
    before that date the value is hidden. `refers_to` names the table whose key the column holds.
    """

    kind: Kind
    about: str
    unit: str = ""
    required: bool = False
    codes: tuple[str, ...] = ()
    least: float | None = None
    known: str | None = None
    refers_to: str | None = None
    personal: bool = False
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name, so that a column knows what it is called."""
        object.__setattr__(self, "name", name)

    @property
    def datatype(self) -> dt.DataType:
        """The engine type of the column."""
        return DATATYPES[self.kind]


def text(about: str, **options: Any) -> Column:
    """A column of free text."""
    return Column(Kind.TEXT, about, **options)


def code(about: str, *codes: str, **options: Any) -> Column:
    """A column that holds one of a list of codes (any code where the list is empty)."""
    return Column(Kind.CODE, about, codes=codes, **options)


def date(about: str, **options: Any) -> Column:
    """A column of calendar dates."""
    return Column(Kind.DATE, about, **options)


def whole(about: str, **options: Any) -> Column:
    """A column of whole numbers."""
    return Column(Kind.WHOLE, about, **options)


def number(about: str, **options: Any) -> Column:
    """A column of real numbers."""
    return Column(Kind.NUMBER, about, **options)


def money(about: str, **options: Any) -> Column:
    """A column of amounts in the book's currency, exact to the cent."""
    return Column(Kind.MONEY, about, unit="currency", **options)


def flag(about: str, **options: Any) -> Column:
    """A column of yes or no."""
    return Column(Kind.FLAG, about, **options)


Holds = Callable[..., ir.BooleanValue]


@dataclass(frozen=True)
class Rule:
    """A named condition that every row must meet; its name is what users see in the reject report.

    `holds(row)` gives the condition; where `beside` names a column that refers to another table,
    `holds(row, other)` sees the row of that table too. A condition that is unknown (null) counts as met.
    """

    holds: Holds
    on: str
    advice: str
    beside: str | None = None
    name: str = ""
    about: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the method's name and docstring as the rule's own."""
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "about", (self.holds.__doc__ or name.replace("_", " ")).strip())


def rule(*, on: str, advice: str, beside: str | None = None) -> Callable[[Holds], Rule]:
    """Declare a rule of a table: `on` is the column to blame, `advice` what a person should do."""
    return lambda holds: Rule(holds=holds, on=on, advice=advice, beside=beside)


class Table:
    """Base of every table: a subclass lists its columns, its key and its rules, and holds no data."""

    table_name: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    filed_by: ClassVar[str] = ""  # the column by which a run sorts its file, so that few rows are read by it at once
    columns: ClassVar[Mapping[str, Column]] = {}
    rules: ClassVar[tuple[Rule, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Collect the columns and rules that the subclass declares, in the order written."""
        cls.table_name = cls.table_name or re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        members = list(vars(cls).values())
        own = {member.name: member for member in members if isinstance(member, Column)}
        cls.columns = {**cls.columns, **own}
        cls.rules = (*cls.rules, *(member for member in members if isinstance(member, Rule)))

    @classmethod
    def datatypes(cls) -> dict[str, dt.DataType]:
        """Engine type by column name."""
        return {name: column.datatype for name, column in cls.columns.items()}

    @classmethod
    def references(cls) -> dict[str, str]:
        """Table referred to, by the column that holds its key."""
        return {name: column.refers_to for name, column in cls.columns.items() if column.refers_to}

    @classmethod
    def late_columns(cls) -> dict[str, str]:
        """Columns that became known after their row, with the date column that says when."""
        return {name: column.known for name, column in cls.columns.items() if column.known}

    @classmethod
    def summary(cls) -> str:
        """First line of the table's documentation."""
        return (cls.__doc__ or "").strip().splitlines()[0]


@dataclass(frozen=True)
class Declared:
    """A column that a mapping declares for a line's rating factors: name, kind, unit, meaning."""

    name: str
    kind: Kind
    about: str = ""
    unit: str = ""

    def column(self) -> Column:
        """The same as a table column."""
        return Column(self.kind, self.about or self.name.replace("_", " "), unit=self.unit, name=self.name)


def extend(
    base: type[Table], *, name: str, columns: Mapping[str, Column], about: str = "", filed_by: str = ""
) -> type[Table]:
    """A table like `base` under another name and with more columns.

    Raises ValueError where a new column has the name of one of the base.
    """
    taken = sorted(set(columns) & set(base.columns))
    if taken:
        raise ValueError(f"table {name}: {', '.join(taken)} stand in {base.table_name} already")
    namespace = {"__doc__": about or base.__doc__, "table_name": name, "filed_by": filed_by, **columns}
    return type(name.title().replace("_", ""), (base,), namespace)
