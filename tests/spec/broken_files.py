"""Ways of breaking a source, each with what the user then sees: the table behind a test and a page of the manual.

Each case gives the files of a folder (or edits of the tiny mapping) and either the words of the refusal or the reject.
`page` writes the cases as Markdown; `python -m tests.spec.broken_files` puts it into `docs/broken-files.md`.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.cast import CLAIMS, CLAIMS_HEADING, HEADING, MAPPING, changed, claim, lines, year

GOOD = (year("P1"), year("P2"))
PAGE = Path(__file__).parents[2] / "docs" / "broken-files.md"
AS_DECLARED = 'decimal = "."\n[files.types]'
Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Refused:
    """A source that is refused as a whole: the beginning of what is said, the book being as it was."""

    way: str
    says: str
    files: Files = field(default_factory=lambda: years(*GOOD))
    edits: tuple[tuple[str, str], ...] = ()
    mapping: str = MAPPING


@dataclass(frozen=True)
class Rejected:
    """A source of which one row is rejected: its place, its value, the rule that it broke and what to do about it.

    `also` counts the lines of the same cause in other tables; `terms` are those that the book holds afterwards.
    """

    way: str
    files: Files
    row: int
    column: str
    value: str
    rule: str
    what_to_do: str
    mapping: str = MAPPING
    file: str = "years.csv"
    also: int = 0
    terms: tuple[str, ...] = ("P1/2024", "P2/2024")


def years(*rows: str, heading: str = HEADING) -> dict[str, str | bytes]:
    """A folder with the file of policy years."""
    return {"years.csv": lines(*rows, heading=heading)}


def with_claims(*rows: str) -> dict[str, str | bytes]:
    """A folder with two policy years and a file of claims."""
    return {**years(*GOOD), "claims.csv": lines(*rows, heading=CLAIMS_HEADING)}


def entry(line: str) -> tuple[tuple[str, str], ...]:
    """An edit of the mapping: one more line in the entry of the file."""
    return ((AS_DECLARED, AS_DECLARED.replace("\n", f"\n{line}\n", 1)),)


def workbook() -> bytes:
    """A workbook of one sheet, `data`, with a good file of policy years."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("data")
        for place, line in enumerate(lines(*GOOD).split()):
            sheet.write_row(place, 0, line.split(","))
    return held.getvalue()


def parquet() -> bytes:
    """A Parquet file."""
    held = io.BytesIO()
    pq.write_table(pa.table({"policy": ["P1"] * 100}), held)
    return held.getvalue()


CHINESE = lines(*(year(f"P{n}", holder="王芳") for n in range(8)))
GERMAN = lines(*GOOD, year("P3", premium="1,5").replace("1,5", "1§5")).replace(",", ";").replace("§", ",")
SHAPED = "Put text that holds the delimiter into quotes, or remove the delimiters too many."
AMOUNT = "Correct the amount, or set `decimal` in the mapping to the sign the file uses."
DATED = "Correct the date, or add its format under `dates` in the mapping."
FILL = "Fill it in at the source, or map another column."

REFUSED = (
    Refused(
        "A column is missing",
        "years.csv: row 1: the heading lacks 'premium', which mapping core uses. It has: policy, holder, line, channel, "
        "inception, expiry, cancelled.",
        years("P1,H,motor,A,2024-01-01,2025-01-01,", heading=HEADING.removesuffix(",premium")),
    ),
    Refused(
        "A heading is misspelt",
        "years.csv: row 1: the heading lacks 'premium', which mapping core uses. Did you mean 'premum'?",
        years(*GOOD, heading=HEADING.replace("premium", "premum")),
    ),
    Refused(
        "Two columns have the same heading",
        "years.csv: columns 1 and 8 are both headed 'policy' (capitals make no difference); rename one of them",
        years(*GOOD, heading=HEADING.replace("premium", "policy")),
    ),
    Refused(
        "The mapping names another delimiter than the file has",
        "years.csv: row 1: the heading lacks 'cancelled', 'channel', 'expiry', 'holder', 'inception', 'line', 'policy', "
        "'premium', which mapping core uses. Only one column was found: is ';' the delimiter?",
        edits=entry('delimiter = ";"'),
    ),
    Refused(
        "The mapping names the wrong encoding",
        "years.csv: line 2, byte 64: cd f5 b7 bc is not utf-8; repair that line, or name the encoding of the file, such "
        'as encoding = "gb18030" or "cp1252"',
        {"years.csv": CHINESE.encode("gb18030")},
        edits=entry('encoding = "utf-8"'),
    ),
    Refused(
        "The mapping names an encoding that does not exist",
        'years.csv: encoding = "klingon" is not known; use one such as "utf-8", "gb18030", "big5" or "cp1252"',
        edits=entry('encoding = "klingon"'),
    ),
    Refused(
        "The encoding changes in the middle of a file",
        "years.csv: line 10, byte 542: c0 ee c4 c8 is not utf-8; repair that line, or name the encoding of the file",
        {"years.csv": CHINESE.encode() + year("P9", holder="李娜").encode("gb18030")},
    ),
    Refused(
        "A packed file was cut off in transfer",
        "years.csv.gz: cannot be unpacked (Compressed file ended before the end-of-stream marker was reached); copy or "
        "export the file again",
        {"years.csv.gz": gzip.compress(lines(*GOOD).encode(), mtime=0)[:-10]},
    ),
    Refused(
        "A quote is never closed",
        "years.csv: row 4: a quote that opens here is never closed, so that all that follows is one field; close or "
        'remove it, or set quote = "" where quotes are part of the texts',
        years(*GOOD, year("P3", holder='"Wang')),
    ),
    Refused(
        "A text file holds zero bytes",
        "years.csv: line 4: holds a zero byte, so it is damaged or not a text file; export it again",
        {"years.csv": lines(*GOOD) + "P3\0,"},
    ),
    Refused(
        "Dates can be read with the day or the month first",
        "file years: the dates in inception, expiry, cancelled fit both day/month/year and month/day/year. Say which "
        'under dates in the mapping, as in dates = ["%d/%m/%Y"].',
        years(year("P1", inception="03/04/2024", expiry="04/05/2024")),
        edits=(('dates = ["%Y-%m-%d"]\n', ""),),
    ),
    Refused("A file is empty", "years.csv: is empty; export it again", {"years.csv": ""}),
    Refused(
        "A workbook has the ending of a text file",
        "years.csv: is an XLSX workbook or a zip file, not delimited text; give it the ending of what it is",
        {"years.csv": workbook()},
    ),
    Refused(
        "A workbook is damaged", "years.xlsx: is damaged or not a workbook (", {"years.xlsx": workbook()[:-300]}
    ),
    Refused(
        "A Parquet file is damaged",
        "years.parquet: is damaged or not a Parquet file (",
        {"years.parquet": parquet()[:-30]},
    ),
    Refused(
        "The workbook has no sheet of that name",
        "years.xlsx: has no sheet 'Daten'; its sheets are 'data'",
        {"years.xlsx": workbook()},
        edits=entry('sheet = "Daten"'),
    ),
    Refused(
        "No file of the folder is one that the mapping wants",
        "mapping core: no file for years (years*). There is: other.csv. Add the file, or set is_optional = true in the "
        "mapping.",
        {"other.csv": lines(*GOOD)},
    ),
    Refused(
        "Every row is bad",
        "2 of 2 rows were rejected, more than 50%: the mapping 'core' does not seem to fit, and nothing was loaded. The "
        "reasons are in ",
        years(year("P1", premium="x"), year("P2", premium="y")),
    ),
    Refused(
        "The mapping feeds a table that does not exist",
        "core.toml: tables 3 (term): 'term' is no table: use one of producers, parties, policies, ",
        edits=(('table = "terms"', 'table = "term"'),),
    ),
    Refused(
        "The mapping feeds a column that does not exist",
        "core.toml: tables 3 (terms): premium is no column of terms: use one of term_id, policy_id, ",
        edits=(("written_premium =", "premium ="),),
    ),
    Refused(
        "The mapping lacks a column that must be there",
        "core.toml: tables 2 (policies): table policies needs line: give each an expression under columns",
        edits=(('line = "line"\n', ""),),
    ),
    Refused(
        "A word of the mapping is misspelt",
        "core.toml: files 1 (years): decimall: this word is not known here; did you mean 'decimal'?",
        edits=(("decimal =", "decimall ="),),
    ),
    Refused(
        "An expression of the mapping is a query",
        "core.toml: tables 2 (policies): columns: line: '(SELECT 1)' is a query: only the columns of its own file may be "
        "used",
        edits=(('line = "line"', 'line = "(SELECT 1)"'),),
    ),
    Refused(
        "An expression of the mapping is not SQL",
        "core.toml: tables 2 (policies): columns: line: 'concat(line' is no SQL expression (",
        edits=(('line = "line"', 'line = "concat(line"'),),
    ),
    Refused(
        "An expression of the mapping cannot be computed",
        "file years: an expression for table policies cannot be evaluated: ",
        edits=(('line = "line"', 'line = "line + 1"'),),
    ),
)

REJECTED = (
    Rejected(
        "The file was cut off in the middle of a row",
        {"years.csv": lines(*GOOD) + "P3,H-P3,motor,A,2024-0"},
        *(4, "", "P3,H-P3,motor,A,2024-0", "has_the_headings_fields", SHAPED),
    ),
    Rejected(
        "A row has too many fields",
        years(*GOOD, year("P3", holder="Wang, Fang")),
        *(4, "", year("P3", holder="Wang, Fang"), "has_the_headings_fields", SHAPED),
    ),
    Rejected("A row has too few fields", years(*GOOD, "P3,H"), 4, "", "P3,H", "has_the_headings_fields", SHAPED),
    Rejected(
        "A date does not exist",
        years(*GOOD, year("P3", inception="2024-02-31")),
        *(4, "inception", "2024-02-31", "is_a_date", DATED),
    ),
    Rejected(
        "An amount has a decimal comma in a file of decimal points",
        {"years.csv": GERMAN},
        *(4, "premium", "1,5", "is_an_amount", AMOUNT),
    ),
    Rejected(
        "An amount is a text",
        years(*GOOD, year("P3", premium="a lot")),
        *(4, "premium", "a lot", "is_an_amount", AMOUNT),
    ),
    Rejected(
        "A premium is negative",
        years(*GOOD, year("P3", premium="-5")),
        *(4, "premium", "-5", "is_not_negative"),
        "Correct the sign; a return of premium is an endorsement or a return premium.",
    ),
    Rejected(
        "Cover ends before it begins",
        years(*GOOD, year("P3", expiry="2023-01-01")),
        *(4, "expiry", "2023-01-01", "expires_after_inception"),
        "Give the day after the last day of cover, later than the inception date.",
    ),
    Rejected(
        "Cover is cancelled outside its term",
        years(*GOOD, year("P3", cancelled="2026-01-01")),
        *(4, "cancelled", "2026-01-01", "cancelled_within_its_term"),
        "Give a day between inception and expiry, or leave it empty.",
    ),
    Rejected(
        "A key stands twice",
        years(*GOOD, year("P2", premium="7")),
        *(4, "term_id", "P2/2024", "is_unique"),
        "Keep one of the rows with this key, or give the other a key of its own.",
    ),
    Rejected(
        "A code is unknown",
        years(*GOOD, year("P3", channel="Z")),
        *(4, "channel", "Z", "is_a_known_code"),
        "Correct the code, or add it under `codes` in the mapping. Known: A, B.",
    ),
    Rejected("A value that must be there is empty", years(*GOOD, year("P3", line="")), 4, "line", "", "is_present", FILL),
    Rejected("The key is empty", years(*GOOD, year("", holder="H")), 4, "policy", "", "is_present", FILL, also=2),
    Rejected(
        "A claim lies outside its term",
        with_claims(claim("C1"), claim("C2", occurred="2025-02-01", reported="2025-02-01")),
        *(3, "occurred", "2025-02-01", "occurs_within_its_term"),
        "Name the term in force on that day, or correct the date.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim is reported before it occurred",
        with_claims(claim("C1"), claim("C2", reported="2024-04-01")),
        *(3, "reported", "2024-04-01", "reported_after_it_occurred"),
        "Correct whichever date is wrong; no claim is reported before it occurs.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim names an unknown policy",
        with_claims(claim("C1"), claim("C2", policy="P9", term="")),
        *(3, "policy", "P9", "refers_to_known_policies"),
        "Load the policies first or together, or correct the key.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim names the term of another policy",
        with_claims(claim("C1"), claim("C2", policy="P2")),
        *(3, "policy", "P2", "stands_on_the_policy_of_its_term"),
        "Name the policy of that term, or the term of that policy.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
)

APART = (
    ("A file has a heading and no rows", "The report counts 0 rows read; no batch is made."),
    (
        "The database is not there",
        "missing.db: there is no such database file; correct the path in the URL",
    ),
    ("The database's address is none", "not a database URL; write it as kind://user:password@host/database, such as "
     "sqlite:///folder/book.db"),
    ("The disk is full", "book: the disk is full; nothing was changed. Free some space there and try again."),
    ("Another process is loading", "book: another process is writing there. Try again when it has ended."),
)  # fmt: skip
"""Ways that need more than a file: they have tests of their own."""


def mapping_of(case: Refused) -> str:
    """The mapping of a case, edited."""
    return changed(case.mapping, *case.edits)


def page() -> str:
    """The page of the manual."""
    refused = [f"| {case.way} | {_cell(case.says)} |" for case in REFUSED]
    refused += [f"| {way} | {_cell(says)} |" for way, says in APART]
    rejected = [
        f"| {case.way} | {case.row} | {case.column} | {_cell(case.value)} | `{case.rule}` | {case.what_to_do} |"
        for case in REJECTED
    ]
    return "\n".join([*OPENING, *refused, *BETWEEN, *rejected, ""])


OPENING = (
    "# Broken files",
    "",
    f"What a user sees when a source is wrong: {len(REFUSED) + len(REJECTED) + len(APART)} ways of breaking it. Written by",
    "`python -m tests.spec.broken_files` from the table that `tests/spec/test_broken_files.py` tries case by case.",
    "",
    "## Refused as a whole",
    "",
    "The file, the mapping or the machine is at fault, so no row can be trusted. The book stays as it was. Where the",
    "message goes on, as with a list of what there is, the table shows its beginning and `…`.",
    "",
    "| What is wrong | What the user sees |",
    "| --- | --- |",
)
BETWEEN = (
    "",
    "## Rejected row by row",
    "",
    "The other rows are loaded. A line for each broken rule stands in `rejects.csv`, with file, row, table, column, value,",
    "rule, reason and what to do; the rejected rows stand beside it under the file's own heading, to mend and load again.",
    "",
    "| What is wrong | Row | Column | Value | Rule | What to do |",
    "| --- | --- | --- | --- | --- | --- |",
)


def _cell(text: str) -> str:
    told = text.rstrip()
    goes_on = "" if told.endswith((".", "again", "'data'", "them", '"', "texts", "used", "URL", "is", "db", "?")) else " …"
    return (told + goes_on).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
