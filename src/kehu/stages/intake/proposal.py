"""A proposed mapping for a file, for a person to finish.

Reads the headings of a staged file and a sample of its rows; gives the text of a TOML mapping that can be loaded as it
stands. What is not certain is marked "# ?", and columns without a place are listed with what they look like, since a
wrong guess in silence costs more than a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol

import tomlkit
from tomlkit.items import AoT, Table

from kehu.stages.intake.drafts import SOURCE, Draft, draft
from kehu.stages.intake.entries import KINDS
from kehu.stages.intake.headings import Meaning, code_meant, line_meant, recognise
from kehu.stages.intake.looks import Look, look_at
from kehu.stages.intake.seen import Entry, Seen
from kehu.tables import SOURCES, Kind

MOST_CODES = 30
BY_SHAPE = {"identity": "identity_number", "phone": "phone", "email": "email"}


class Found(Protocol):
    """How a file is written, as it was found."""

    @property
    def encoding(self) -> str | None:
        """Its encoding."""

    @property
    def delimiter(self) -> str | None:
        """What parts its fields."""


def propose(
    *, columns: Sequence[str], sample: Sequence[Mapping[str, str | None]], file_name: str, format: Found
) -> str:
    """The text of a mapping for a file with these columns, from a sample of its rows and its format as found."""
    seen = _look(columns, sample, file_name)
    drafts = draft(seen) or [_unknown()]
    document = tomlkit.document()
    document.add(tomlkit.comment('Proposed from the headings and a sample. Check every line marked "?".'))
    document.add("name", _marked(SOURCE, "a short name of the system that the file comes from; keys begin with it"))
    document.add("title", tomlkit.string(file_name))
    files, tables = AoT([]), AoT([])
    files.append(_file(seen, format))
    for each in drafts:
        tables.append(_table(each, seen))
    document.add("files", files)
    document.add("tables", tables)
    return tomlkit.dumps(document).rstrip() + "\n" + _without_a_place(seen, drafts)


def _look(columns: Sequence[str], sample: Sequence[Mapping[str, str | None]], file_name: str) -> Seen:
    looks = {name: look_at([row[name] for row in sample]) for name in columns}
    meanings = {(each.table, each.column): each for each in recognise(columns)}
    placed = {each.heading for each in meanings.values()}
    for name, look in looks.items():
        place = ("parties", BY_SHAPE.get(look.kind, ""))
        if name not in placed and place[1] and place not in meanings:
            meanings[place] = Meaning(name, *place, is_certain=False)
    return Seen(file_name, _with_key(meanings), looks, tuple(sample))


def _with_key(meanings: Mapping[tuple[str, str], Meaning]) -> dict[tuple[str, str], Meaning]:
    """A heading such as "ID" is the policy's where the file has policies, else that of what the file lists."""
    known = dict(meanings)
    key = known.pop(("key", "key"), None)
    if key is None:
        return known
    tables = [table for table, _ in known]
    if {"terms", "policies"} & set(tables) and ("policies", "policy_id") not in known:
        place = ("policies", "policy_id")
    else:
        table = max((name for name in tables if name in SOURCES), key=tables.count, default="parties")
        place = (table, SOURCES[table].key[0])
    known.setdefault(place, replace(key, table=place[0], column=place[1], is_certain=False))
    return known


def _name(file_name: str) -> str:
    return re.sub(r"\W+", "_", PurePath(file_name).name.split(".")[0]).strip("_") or "file"


def _file(seen: Seen, format: Found) -> Table:
    entry = tomlkit.table()
    entry.add("name", _name(seen.file_name))
    entry.add("match", PurePath(seen.file_name).name)
    if format.encoding and format.encoding not in ("utf-8", "utf-8-sig"):
        entry.add("encoding", format.encoding)
    if format.delimiter:
        entry.add("delimiter", format.delimiter)
    placed = _kinds(seen)
    if any(look.has_decimal_comma for look in seen.looks.values()):
        entry.add("decimal", ",")
    formats, doubt = _date_formats([seen.looks[name] for name, kind in placed.items() if kind is Kind.DATE])
    if formats:
        entry.add("dates", _marked(formats, doubt))
    types = tomlkit.table()
    for word, kind in KINDS.items():
        names = [name for name, each in placed.items() if each is kind]
        if names:
            types.add(word, names)
    if types:
        entry.add("types", types)
    return entry


def _kinds(seen: Seen) -> dict[str, Kind]:
    """Kind by heading, as the columns of Kehu that they mean have it."""
    return {
        each.heading: Kind.DATE if each.table == "any" else SOURCES[each.table].columns[each.column].kind
        for each in seen.meanings.values()
    }


def _date_formats(looks: Sequence[Look]) -> tuple[list[str], str]:
    certain = list(dict.fromkeys(look.formats[0] for look in looks if len(look.formats) == 1))
    open_ones = [look for look in looks if len(look.formats) > 1 and not set(look.formats) & set(certain)]
    guessed = list(dict.fromkeys(look.formats[0] for look in open_ones))
    doubt = f"day or month first? such as {open_ones[0].examples}" if open_ones else ""
    return certain + guessed, doubt


def _table(made: Draft, seen: Seen) -> Table:
    entry = tomlkit.table()
    entry.add("table", made.table)
    entry.add("from", _name(seen.file_name))
    if made.where:
        entry.add("where", _marked(made.where.sql, made.where.doubt))
    if made.one_per_key:
        entry.add("one_per_key", True)
    columns = tomlkit.table()
    for name, each in made.entries.items():
        columns.add(name, _marked(each.sql, each.doubt))
    entry.add("columns", columns)
    codes = tomlkit.table(is_super_table=True)
    for name, look in made.coded.items():
        if 0 < len(look.values) <= MOST_CODES and not set(look.values) <= set(SOURCES[made.table].columns[name].codes):
            codes.add(name, _codes(name, look, SOURCES[made.table].columns[name].codes))
    if codes:
        entry.add("codes", codes)
    return entry


def _codes(column: str, look: Look, known: Sequence[str]) -> Table:
    entry = tomlkit.table()
    choice = f"one of {', '.join(known)}?" if known else "what does it stand for?"
    for value in look.values:
        meant = line_meant([value]) if column == "line" else code_meant(value, column=column)
        entry.add(value, _marked(meant or value, "" if meant else choice))
    return entry


def _marked(value: object, doubt: str) -> tomlkit.items.Item:
    is_sql = isinstance(value, str) and '"' in value and "'" not in value
    item = tomlkit.string(str(value), literal=True) if is_sql else tomlkit.item(value)
    return item.comment(f"? {doubt}") if doubt else item


def _unknown() -> Draft:
    doubt = "no column was recognised: choose a table and say what gives its columns"
    return Draft("parties", {"party_id": Entry("NULL", doubt), "kind": Entry("'person'", doubt)})


def _without_a_place(seen: Seen, drafts: Sequence[Draft]) -> str:
    told = " ".join(
        each.sql for made in drafts for each in [*made.entries.values(), *([made.where] if made.where else [])]
    )
    meant = {each.heading: each for each in seen.meanings.values()}
    left = [name for name in seen.looks if name not in told]
    if not left:
        return ""
    lines = ["", "# Columns without a place. Rating factors go to a table factors_<line>, with [tables.declare]:"]
    for name in left:
        look, meaning = seen.looks[name], meant.get(name)
        hint = f"; perhaps {meaning.table}.{meaning.column}" if meaning and meaning.table in SOURCES else ""
        lines.append(f"#   {name}: {look.kind}, {look.examples}{hint}".replace("\n", " "))
    return "\n".join(lines) + "\n"
