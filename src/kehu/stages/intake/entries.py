"""The entries of a mapping: files, how they feed tables, factors declared, rules of identity.

Gives `SourceFile`, `Feed`, `DeclaredColumn` and `MatchRule`, each checked word by word as it is read: tables and
columns that exist, kinds that are kinds, expressions that are one scalar value.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping as MappingOf
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kehu.stages.intake.expressions import ExpressionError, parse_scalar
from kehu.tables import SOURCES, Declared, Kind, Table
from kehu.tables.catalogue import is_factors
from kehu.tables.terms import FACTORS, factors_of

KINDS = {"date": Kind.DATE, "money": Kind.MONEY, "number": Kind.NUMBER, "whole": Kind.WHOLE, "flag": Kind.FLAG}
KINDS_TOLD = {**KINDS, "text": Kind.TEXT, "code": Kind.CODE}


class MappingError(ValueError):
    """A mapping that cannot be used; the message names the file, the entry, and what to do."""


class Entry(BaseModel):
    """Base of all entries: frozen, and an unknown word is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _checked(expressions: MappingOf[str, str]) -> MappingOf[str, str]:
    for column, expression in expressions.items():
        try:
            parse_scalar(expression)
        except ExpressionError as error:
            raise ValueError(f"{column}: {error}") from None
    return expressions


class SourceFile(Entry):
    """A file, or several of one shape, or a table of a database: what it is called and how it is written.

    What is left out of encoding, delimiter, decimal and dates is detected; `missing` lists the texts for no value.
    """

    name: str = Field(pattern=r"^\w+$")
    match: str | None = Field(default=None, description="glob on the path below the folder loaded")
    query: str | None = Field(default=None, description="table name or SELECT, for a database")
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1, description="empty: fields are never quoted")
    decimal: str | None = Field(default=None, pattern=r"^[.,]$")
    sheet: str | None = None
    heading_row: int = Field(default=1, ge=1)
    dates: tuple[str, ...] | None = Field(default=None, min_length=1, description="date formats, tried in order")
    missing: tuple[str, ...] = ("", "NA", "N/A", "NULL", "null")
    is_optional: bool = False
    types: MappingOf[str, tuple[str, ...]] = Field(
        default_factory=dict, description="columns by kind; text is left out"
    )
    derived: MappingOf[str, str] = Field(default_factory=dict, description="named expressions")

    @field_validator("derived")
    @classmethod
    def _derived_are_scalars(cls, derived: MappingOf[str, str]) -> MappingOf[str, str]:
        return _checked(derived)

    @field_validator("types")
    @classmethod
    def _kinds_exist(cls, types: MappingOf[str, tuple[str, ...]]) -> MappingOf[str, tuple[str, ...]]:
        for kind in types:
            if kind not in KINDS:
                raise ValueError(f"{kind!r} is no kind of column: use one of {', '.join(KINDS)}")
        return types

    def kinds(self) -> dict[str, Kind]:
        """Kind by heading, for the columns that are not text."""
        return {column: KINDS[kind] for kind, columns in self.types.items() for column in columns}

    def fits(self, path: str) -> bool:
        """Whether a file belongs here, by its path below the folder loaded."""
        pattern = self.match or ""
        return fnmatch.fnmatch(path, pattern) or fnmatch.fnmatch(PurePath(path).name, pattern)


class DeclaredColumn(Entry):
    """A rating factor that the mapping declares."""

    kind: str
    about: str = ""
    unit: str = ""

    @field_validator("kind")
    @classmethod
    def _kind_exists(cls, kind: str) -> str:
        if kind not in KINDS_TOLD:
            raise ValueError(f"{kind!r} is no kind of column: use one of {', '.join(KINDS_TOLD)}")
        return kind


class Feed(Entry):
    """How the rows of one file feed one of Kehu's tables."""

    table: str
    source: str = Field(alias="from")
    where: str | None = None
    one_per_key: bool = Field(default=False, description="several rows give the same record; the first known wins")
    is_fallback: bool = Field(default=False, description="counts only for keys that no earlier feed of the table gives")
    columns: MappingOf[str, str]
    codes: MappingOf[str, MappingOf[str, str]] = Field(default_factory=dict)
    declare: MappingOf[str, DeclaredColumn] = Field(default_factory=dict)

    @field_validator("columns")
    @classmethod
    def _columns_are_scalars(cls, columns: MappingOf[str, str]) -> MappingOf[str, str]:
        return _checked(columns)

    @field_validator("where")
    @classmethod
    def _condition_is_scalar(cls, where: str | None) -> str | None:
        _checked({"where": where} if where else {})
        return where

    @model_validator(mode="after")
    def _fits_its_table(self) -> Feed:
        if self.table not in SOURCES and not is_factors(self.table):
            known = ", ".join([*SOURCES, f"{FACTORS}<line>"])
            raise ValueError(f"{self.table!r} is no table: use one of {known}")
        columns = self.schema_class().columns
        _all_known([*self.columns, *self.codes], columns, what=f"column of {self.table}")
        required = [name for name, column in columns.items() if column.required and name not in _GIVEN]
        missing = [name for name in required if name not in self.columns]
        if missing:
            raise ValueError(f"table {self.table} needs {', '.join(missing)}: give each an expression under columns")
        return self

    def schema_class(self) -> type[Table]:
        """The table that is fed, with the factors that this feed declares."""
        if not is_factors(self.table):
            return SOURCES[self.table]
        declared = [
            Declared(name, KINDS_TOLD[column.kind], column.about, column.unit) for name, column in self.declare.items()
        ]
        return factors_of(self.table.removeprefix(FACTORS), declared)


_GIVEN = ("known_date", "source")


class MatchRule(Entry):
    """An exact rule of identity for this source's party records."""

    name: str
    columns: tuple[str, ...] = Field(min_length=1)

    @field_validator("columns")
    @classmethod
    def _columns_exist(cls, columns: tuple[str, ...]) -> tuple[str, ...]:
        _all_known(columns, SOURCES["parties"].columns, what="column of parties")
        return columns


def _all_known(names: Any, known: MappingOf[str, Any], *, what: str) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is no {what}: use one of {', '.join(known)}")
