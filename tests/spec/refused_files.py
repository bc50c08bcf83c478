"""Sources that are refused as a whole, with the words that the user sees.

`APART` lists those that need more than a folder of files: they have tests of their own.
"""

from __future__ import annotations

import gzip

from tests.cast import HEADING, lines, year
from tests.spec.broken_sources import GOOD, Refused, entry, parquet, workbook, years

CHINESE = lines(*(year(f"P{n}", holder="王芳") for n in range(8)))

REFUSED = (
    Refused(
        "A column is missing",
        "years.csv: row 1: the heading lacks 'premium', which mapping core uses. It has: policy, holder, line, "
        "channel, inception, expiry, cancelled.",
        years("P1,H,motor,A,2024-01-01,2025-01-01,", heading=HEADING.removesuffix(",premium")),
    ),
    Refused(
        "A heading is misspelt",
        "years.csv: row 1: the heading lacks 'premium', which mapping core uses. Did you mean 'premum'?",
        years(*GOOD, heading=HEADING.replace("premium", "premum")),
        goes_on=True,
    ),
    Refused(
        "Two columns have the same heading",
        "years.csv: columns 1 and 8 are both headed 'policy' (capitals make no difference); rename one of them",
        years(*GOOD, heading=HEADING.replace("premium", "policy")),
    ),
    Refused(
        "The mapping names another delimiter than the file has",
        "years.csv: row 1: the heading lacks 'cancelled', 'channel', 'expiry', 'holder', 'inception', 'line', "
        "'policy', 'premium', which mapping core uses. Only one column was found: is ';' the delimiter?",
        edits=entry('delimiter = ";"'),
        goes_on=True,
    ),
    Refused(
        "The mapping names the wrong encoding",
        "years.csv: line 2, byte 65: cd f5 b7 bc is not utf-8; repair that line, or name the encoding of the file, "
        'such as encoding = "gb18030" or "cp1252"',
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
        "years.csv: line 10, byte 449: c0 ee c4 c8 is not utf-8; repair that line, or name the encoding of the file, "
        'such as encoding = "gb18030" or "cp1252"',
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
        "A workbook is damaged",
        "years.xlsx: is damaged or not a workbook (",
        {"years.xlsx": workbook()[:-300]},
        goes_on=True,
    ),
    Refused(
        "A Parquet file is damaged",
        "years.parquet: is damaged or not a Parquet file (",
        {"years.parquet": parquet()[:-30]},
        goes_on=True,
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
        "2 of 2 rows were rejected, more than 50%: the mapping 'core' does not seem to fit, and nothing was loaded. "
        "The reasons are in ",
        years(year("P1", premium="x"), year("P2", premium="y")),
        goes_on=True,
    ),
    Refused(
        "The mapping feeds a table that does not exist",
        "core.toml: tables 3 (term): 'term' is no table: use one of producers, parties, policies, ",
        edits=(('table = "terms"', 'table = "term"'),),
        goes_on=True,
    ),
    Refused(
        "The mapping feeds a column that does not exist",
        "core.toml: tables 3 (terms): premium is no column of terms: use one of term_id, policy_id, ",
        edits=(("written_premium =", "premium ="),),
        goes_on=True,
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
        "core.toml: tables 2 (policies): columns: line: '(SELECT 1)' is a query: only the columns of its own file may "
        "be used",
        edits=(('line = "line"', 'line = "(SELECT 1)"'),),
    ),
    Refused(
        "An expression of the mapping is not SQL",
        "core.toml: tables 2 (policies): columns: line: 'concat(line' is no SQL expression (",
        edits=(('line = "line"', 'line = "concat(line"'),),
        goes_on=True,
    ),
    Refused(
        "An expression of the mapping cannot be computed",
        "file years: an expression for table policies cannot be evaluated: ",
        edits=(('line = "line"', 'line = "line + 1"'),),
        goes_on=True,
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
