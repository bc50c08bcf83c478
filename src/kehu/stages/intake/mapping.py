"""A mapping: how a source's files become Kehu's tables, read from a TOML file.

Gives `Mapping`, checked word by word before any file is opened: tables and columns that exist, expressions that
are one scalar value, kinds that are kinds. The format is documented in `docs/mappings.md`.
"""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Mapping as MappingOf
from importlib import resources
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from kehu.stages.intake.expressions import ExpressionError, bare_column, columns_in, parse_scalar
from kehu.stages.intake.mistakes import explain
from kehu.tables import SOURCES, Declared, IdentityRule, Kind, Table
from kehu.tables.catalogue import is_factors, source_order
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


class Mapping(Entry):
    """The whole way from one source's files to Kehu's tables."""

    name: str = Field(pattern=r"^\w+$", description="the source's name")
    title: str = ""
    about: str = ""
    files: tuple[SourceFile, ...]
    tables: tuple[Feed, ...]
    identity_rules: tuple[MatchRule, ...] = ()

    @model_validator(mode="after")
    def _feeds_come_from_files(self) -> Mapping:
        if not self.files or not self.tables:
            raise ValueError("a mapping has at least one of [[files]] and one of [[tables]]")
        names = {file.name for file in self.files}
        for feed in self.tables:
            if feed.source not in names:
                raise ValueError(f"table {feed.table}: no file is called {feed.source!r}")
        for file in self.files:
            headings = {heading.lower() for heading in self.headings_of(file.name)}
            for name in file.derived:
                if name.lower() in headings:  # the engine makes no difference of capitals, and would take the column
                    raise ValueError(f"file {file.name}: derived {name} has the name of a column; give it another one")
        return self

    def file(self, name: str) -> SourceFile:
        """The file of that name."""
        return next(file for file in self.files if file.name == name)

    def feeds_of(self, name: str) -> tuple[Feed, ...]:
        """The feeds of one Kehu table."""
        return tuple(feed for feed in self.tables if feed.table == name)

    def fed_tables(self) -> tuple[str, ...]:
        """Kehu's tables that this mapping feeds, each after those it refers to."""
        return tuple(sorted({feed.table for feed in self.tables}, key=lambda name: (source_order(name), name)))

    def schema_of(self, name: str) -> type[Table]:
        """The class of a table that is fed, with the factors that all its feeds declare."""
        feeds = self.feeds_of(name)
        declared = {factor: column for feed in feeds for factor, column in feed.declare.items()}
        return feeds[0].model_copy(update={"declare": declared}).schema_class()

    def collapsed_feeds(self, name: str) -> list[int]:
        """Places, among the feeds of a table, of those of which several rows give one record."""
        return [place for place, feed in enumerate(self.feeds_of(name)) if feed.one_per_key]

    def fallback_feeds(self, name: str) -> list[int]:
        """Places, among the feeds of a table, of those that stand in where no earlier feed gives the key."""
        return [place for place, feed in enumerate(self.feeds_of(name)) if feed.is_fallback]

    def heading_of(self, table: str, column: str) -> str:
        """The heading that feeds a table's column, where it is the same in all feeds; else the column's own name."""
        headings = {bare_column(feed.columns[column]) for feed in self.feeds_of(table) if column in feed.columns}
        found = headings.pop() if len(headings) == 1 else None
        return found or column

    def codes_of(self, table: str, column: str) -> tuple[str, ...]:
        """The source's codes that the feeds of a table translate for a column."""
        found = {code for feed in self.feeds_of(table) for code in feed.codes.get(column, {})}
        return tuple(sorted(found))

    def kinds_read(self, name: str) -> dict[str, Kind]:
        """Kind by heading of the columns of a file that are read from text: those listed, and those mapped bare."""
        kinds = {}
        for feed in self.tables:
            columns = feed.schema_class().columns if feed.source == name else {}
            for target, expression in feed.columns.items() if columns else ():
                heading = bare_column(expression)
                if heading and columns[target].kind not in (Kind.TEXT, Kind.CODE):
                    kinds[heading] = columns[target].kind
        derived = self.file(name).derived
        return {
            heading: kind for heading, kind in {**kinds, **self.file(name).kinds()}.items() if heading not in derived
        }

    def headings_of(self, name: str) -> set[str]:
        """The headings that a file must have for this mapping to read it."""
        file = self.file(name)
        used, derived = set(file.kinds()), set[str]()
        for column, expression in file.derived.items():
            used |= columns_in(expression) - derived
            derived.add(column)
        for feed in self.tables:
            expressions = [*feed.columns.values(), *([feed.where] if feed.where else [])] if feed.source == name else []
            used |= {column for expression in expressions for column in columns_in(expression)} - derived
        return used

    def rules(self) -> tuple[IdentityRule, ...]:
        """The rules of identity, limited to this source."""
        return tuple(IdentityRule(rule.name, rule.columns, source=self.name) for rule in self.identity_rules)


def _all_known(names: Any, known: MappingOf[str, Any], *, what: str) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is no {what}: use one of {', '.join(known)}")


def parse(text: str, *, name: str) -> Mapping:
    """A mapping from the text of a TOML file; `name` is the file's name in messages.

    Raises MappingError with one line for each mistake.
    """
    try:
        document = tomllib.loads(text)
        return Mapping.model_validate(document)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{name}: not a TOML file: {error}.") from None
    except ValidationError as error:
        raise MappingError(explain(error.errors(), document, name=name, words=_words())) from None


def _words() -> dict[str, list[str]]:
    """The words that an entry may have, by the list in which it stands."""
    entries: dict[str, type[Entry]] = {"": Mapping, "files": SourceFile, "tables": Feed, "identity_rules": MatchRule}
    return {
        place: [field.alias or word for word, field in entry.model_fields.items()] for place, entry in entries.items()
    }


def shipped() -> dict[str, Mapping]:
    """The mappings that come with Kehu, by name."""
    folder = resources.files("kehu").joinpath("mappings")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    mappings = [parse(file.read_text(encoding="utf-8"), name=file.name) for file in files]
    return {mapping.name: mapping for mapping in mappings}
