"""A standing cast for tests of loading: a tiny insurer, its mapping, its files, a home, and ways to look at them.

One file of policy years feeds parties, policies and terms; a file of claims may stand beside it. Builders give lines of
text, so that a test shows what a file holds; nothing here knows what a test expects.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from kehu.engines import EngineSettings, open_engine
from kehu.loads import LoadReport, Request, load
from kehu.parameters import default_text
from kehu.stages.intake import parse
from kehu.stores import batches
from kehu.stores.home import Home

EXTRACTED = datetime.date(2024, 12, 31)
LOADED_AT = datetime.datetime(2025, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
SETTINGS = EngineSettings(memory="1GiB", threads=2)

MAPPING = """
name = "core"

[[files]]
name = "years"
match = "years*"
dates = ["%Y-%m-%d"]
decimal = "."
[files.types]
date = ["inception", "expiry", "cancelled"]
money = ["premium"]

[[tables]]
table = "parties"
from = "years"
one_per_key = true
[tables.columns]
party_id = "holder"
kind = "'person'"
known_date = "inception"

[[tables]]
table = "policies"
from = "years"
one_per_key = true
[tables.columns]
policy_id = "policy"
party_id = "holder"
line = "line"
channel = "channel"
branch = "'HQ'"
known_date = "inception"
[tables.codes.channel]
"A" = "agent"
"B" = "broker"

[[tables]]
table = "terms"
from = "years"
[tables.columns]
term_id = "policy || '/' || year(inception)"
policy_id = "policy"
inception_date = "inception"
expiry_date = "expiry"
cancellation_date = "cancelled"
cancellation_known_date = "cancelled"
written_premium = "premium"
known_date = "inception"
"""

CLAIMS = """
[[files]]
name = "claims"
match = "claims*"
dates = ["%Y-%m-%d"]
decimal = "."
is_optional = true

[[tables]]
table = "claims"
from = "claims"
[tables.columns]
claim_id = "claim"
policy_id = "policy"
term_id = "term"
occurred_date = "occurred"
reported_date = "reported"
paid = "paid"
valued_date = "reported"
known_date = "reported"
"""

PARTIES = """
name = "people"

[[files]]
name = "people"
match = "people*"
dates = ["%Y-%m-%d"]
decimal = "."

[[tables]]
table = "parties"
from = "people"
[tables.columns]
party_id = "key"
kind = "'person'"
name = "name"
birth_date = "born"
"""
"""The smallest mapping: one file, one table."""

HEADING = "policy,holder,line,channel,inception,expiry,cancelled,premium"
CLAIMS_HEADING = "claim,policy,term,occurred,reported,paid"


def year(policy: str, **other: object) -> str:
    """A line of the file of policy years: a year of motor cover of the policy's own holder, from New Year 2024."""
    cells = {
        "holder": f"H-{policy}",
        "line": "motor",
        "channel": "A",
        "inception": "2024-01-01",
        "expiry": "2025-01-01",
    }
    row: dict[str, object] = {"policy": policy, **cells, "cancelled": "", "premium": "100.00", **other}
    return ",".join(str(cell) for cell in row.values())


def claim(key: str, **other: object) -> str:
    """A line of the file of claims: 50.00 paid for an event of 1 May 2024 on the term P1/2024."""
    cells = {"policy": "P1", "term": "P1/2024", "occurred": "2024-05-01", "reported": "2024-05-03", "paid": "50.00"}
    row: dict[str, object] = {"claim": key, **cells, **other}
    return ",".join(str(cell) for cell in row.values())


def lines(*rows: str, heading: str = HEADING) -> str:
    """The text of a file: a heading and rows."""
    return "\n".join([heading, *rows]) + "\n"


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a folder of files by name; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def make_home(folder: Path) -> Home:
    """An empty home folder."""
    folder.mkdir(parents=True)
    home = Home(folder)
    home.parameters.write_text(default_text(), encoding="utf-8")
    return home


def nothing(step: str, done: int, total: int) -> None:
    """A report of progress that nobody reads."""


def request_for(*paths: Path, mapping: str = MAPPING, day: datetime.date = EXTRACTED, **other: Any) -> Request:
    """A request to load files through a mapping, as extracted on a day."""
    read = parse(mapping, name="core.toml")
    return Request(
        mapping=read, mapping_text=mapping, extract_date=day, **{"loaded_at": LOADED_AT, "paths": paths, **other}
    )


def load_into(home: Home, *paths: Path, **other: Any) -> LoadReport:
    """Load files into a home through the tiny mapping."""
    return load(home, request_for(*paths, **other), settings=SETTINGS, report=nothing)


def load_text(home: Home, text: str, **other: Any) -> LoadReport:
    """Load one file of policy years, given its text, from a folder beside the home."""
    return load_into(home, write_files(home.folder.parent / "files", {"years.csv": text}), **other)


def rows_of(home: Home, name: str, *, as_of: datetime.date = EXTRACTED) -> list[dict[str, Any]]:
    """A table of the book as it was known on a date, in the order of its key."""
    counted = batches.active(home)
    with open_engine(SETTINGS) as engine:
        book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
        rows = book.as_of(as_of)[name].to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: str(next(iter(row.values()))))


def book_of(home: Home, *, as_of: datetime.date = EXTRACTED) -> dict[str, list[dict[str, Any]]]:
    """The book of the tiny insurer as it was known on a date: its tables that a test of laws compares."""
    return {name: rows_of(home, name, as_of=as_of) for name in ("parties", "policies", "terms", "claims")}


def rejects_of(report: LoadReport) -> list[dict[str, str]]:
    """The lines of a load's file of rejects."""
    if report.rejects is None:
        return []
    with report.rejects.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def prints_of(folder: Path, *, without: Iterable[str] = ()) -> dict[str, str]:
    """The digest of every file below a folder, by path, without those under some names and without locks."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    kept = ((path.relative_to(folder), path) for path in paths)
    return {
        place.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for place, path in kept
        if place.parts[0] not in set(without)
    }


Edit = Callable[[str], str]


def changed(text: str, *edits: tuple[str, str]) -> str:
    """A text in which each first piece is replaced by the second; every piece must be there."""
    for old, new in edits:
        if old not in text:
            raise AssertionError(f"{old!r} is not in the text")
        text = text.replace(old, new)
    return text
