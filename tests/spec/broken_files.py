"""The page of the manual about broken files, written from the cases that the tests try.

`python -m tests.spec.broken_files` puts it into `docs/broken-files.md`.
"""

from __future__ import annotations

from pathlib import Path

from tests.spec.refused_files import APART, REFUSED
from tests.spec.rejected_rows import REJECTED

PAGE = Path(__file__).parents[2] / "docs" / "broken-files.md"


def page() -> str:
    """The page of the manual."""
    refused = [f"| {case.way} | {_cell(case.says, goes_on=case.goes_on)} |" for case in REFUSED]
    refused += [f"| {way} | {_cell(says)} |" for way, says in APART]
    rejected = [
        f"| {case.way} | {case.row} | {case.column} | {_cell(case.value)} | `{case.rule}` | {case.what_to_do} |"
        for case in REJECTED
    ]
    return "\n".join([*OPENING, *refused, *BETWEEN, *rejected, ""])


OPENING = (
    "# Broken files",
    "",
    f"What a user sees when a source is wrong: {len(REFUSED) + len(REJECTED) + len(APART)} ways of breaking it.",
    "Written by `python -m tests.spec.broken_files` from the cases that `tests/spec/test_broken_files.py` tries.",
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
    "The other rows are loaded. A line for each broken rule stands in `rejects.csv`, with file, row, table, column,",
    "value, rule, reason and what to do; the rejected rows stand beside it under the file's own heading, to mend and",
    "load again.",
    "",
    "| What is wrong | Row | Column | Value | Rule | What to do |",
    "| --- | --- | --- | --- | --- | --- |",
)


def _cell(text: str, *, goes_on: bool = False) -> str:
    return (text.rstrip() + (" …" if goes_on else "")).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
