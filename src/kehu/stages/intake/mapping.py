"""A mapping: how a source's files become Kehu's tables, read from a TOML file.

Gives `Mapping`, checked as a whole before any file is opened; its entries check themselves (`entries`).
The format is documented in `docs/mappings.md`.
"""

from __future__ import annotations

import tomllib
from importlib import resources

from pydantic import Field, ValidationError, model_validator

from kehu.stages.intake.entries import Entry, Feed, MappingError, MatchRule, SourceFile
from kehu.stages.intake.expressions import bare_column, columns_in
from kehu.stages.intake.mistakes import explain
from kehu.tables import IdentityRule, Kind, Table
from kehu.tables.catalogue import source_order


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

    def kin_of(self, name: str) -> frozenset[str]:
        """The tables that share a file with a table, itself included."""
        files = {feed.source for feed in self.feeds_of(name)}
        return frozenset(feed.table for feed in self.tables if feed.source in files)

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


def parse(text: str, *, name: str) -> Mapping:
    r"""A mapping from the text of a TOML file; `name` is the file's name in messages.

    Raises MappingError with one line for each mistake.

    >>> feed = '[[tables]]\ntable = "producers"\nfrom = "staff"\n'
    >>> columns = '[tables.columns]\nproducer_id = "Code"\nkind = "Kind"\n'
    >>> mapping = parse('name = "core"\n[[files]]\nname = "staff"\n' + feed + columns, name="core.toml")
    >>> mapping.fed_tables(), sorted(mapping.headings_of("staff"))
    (('producers',), ['Code', 'Kind'])
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
    """The mappings that come with Kehu, by name.

    >>> sorted(shipped())
    ['simulated', 'spanish_motor', 'wisconsin_fund']
    """
    folder = resources.files("kehu").joinpath("mappings")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    mappings = [parse(file.read_text(encoding="utf-8"), name=file.name) for file in files]
    return {mapping.name: mapping for mapping in mappings}
