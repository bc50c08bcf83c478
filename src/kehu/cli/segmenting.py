"""The command that chooses customers by facts: what a group comes to beside the whole, and who they are.

Reads a run and a definition, typed or from a file that the desk or this command wrote; writes nothing but, on request,
an Excel workbook.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kehu.cli.grids import Column, Shown, grid
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.selection import FACTS, Condition, Definition, Selection, choices_of, chosen_customers, select
from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder
from kehu.stores.workbooks import Cell, Heading, Sheet, write_workbook

MOST, NAMED = 1_000_000, 5
OR = " or "
app = typer.Typer()


class SegmentError(RuntimeError):
    """A segment that cannot be asked for; the message says why and what to do."""


@app.command()
def segment(
    where: Annotated[
        list[str] | None,
        typer.Option(help="A condition: FACT OPERATOR VALUES, values between commas; several must all hold."),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A definition as JSON.", metavar="FILE.json", exists=True)] = None,
    branch: Annotated[str, typer.Option(help="A branch and all below it; the whole company if left out.")] = "",
    run: Annotated[str | None, typer.Option(help="The run; the current one if left out.", metavar="RUN")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="List the facts, and what may be asked of each.")] = False,
    home: HomeFolder = DEFAULT_HOME,
    excel: Annotated[Path | None, typer.Option(help="Write the customers.", metavar="FILE.xlsx")] = None,
    as_json: AsJson = False,
) -> None:
    """Choose customers by any facts of a run, and see what they come to.

    “or” between two conditions joins them: one of them is enough.

    Example: `kehu segment --where "grade is A,B" --where "services_last_year at_most 0 or last_claim_date unknown"`
    """
    if facts:
        show_facts(output())
        return
    of_run = _run(Home(home), run)
    definition = _definition(where or [], file)
    with Steps(errors() if as_json else output()) as steps:
        found = select(of_run, definition, scope=branch, with_parts=True)
        if branch and not found.whole.customers:
            raise SegmentError(_no_branch(of_run, branch))
        if excel:
            rows = chosen_customers(of_run, definition, scope=branch, columns=list(FACTS), most=MOST)
            now = datetime.datetime.now().astimezone()
            write_workbook(excel, _sheets(of_run, rows), created_at=now, report=steps)
    if as_json:
        print_json({"definition": definition.plain, "share": found.share, **vars(found)})
        return
    show_segment(output(), found, definition)


def condition_of(text: str) -> Condition:
    """A condition as it is typed.

    >>> condition_of("grade is A, B")
    Condition(fact='grade', operator='is', values=('A', 'B'))
    """
    parts = text.split(maxsplit=2)
    if len(parts) < 2:
        raise SegmentError(f"{text!r} is no condition: write FACT OPERATOR VALUES, such as: grade is A,B")
    values = tuple(value.strip() for value in parts[2].split(",")) if len(parts) > 2 else ()
    return Condition(parts[0], parts[1], values)


def show_facts(console: Console) -> None:
    """Print the facts and what may be asked of each."""
    columns = [Column("Fact"), Column("Asked by", Shown.PROSE, weight=3), Column("Meaning", Shown.PROSE, weight=1)]
    cells = [(fact.name, " ".join(fact.operators), fact.about) for fact in FACTS.values()]
    grid(console, "Facts that customers may be chosen by", columns, cells)


def show_segment(console: Console, found: Selection, definition: Definition) -> None:
    """Print what a segment comes to beside the whole, then its parts."""
    for group in definition.groups:
        console.print("  " + OR.join(" ".join((one.fact, one.operator, ",".join(one.values))) for one in group))
    names = [name for name in vars(found.chosen) if name not in ("customers", "policies_in_force")]
    columns = [
        Column("Figure"),
        Column("Segment", Shown.MONEY),
        Column("All", Shown.MONEY),
        Column("Share", Shown.SHARE),
    ]
    rows: list[tuple[Any, ...]] = [
        (name.replace("_", " "), getattr(found.chosen, name), getattr(found.whole, name), _share(found, name))
        for name in ("customers", "policies_in_force", *names)
    ]
    rows.append(("loss ratio, %", _percent(found.chosen.loss_ratio), _percent(found.whole.loss_ratio), None))
    grid(console, f"{found.run} as of {found.as_of}: {found.chosen.customers:,} customers", columns, rows)
    for name, parts in found.parts.items():
        headings = [Column(name.replace("_", " ")), Column("Segment", Shown.COUNT), Column("All", Shown.COUNT)]
        grid(console, "", headings, [(part.code or "not known", part.customers, part.of_whole) for part in parts])


def _share(found: Selection, name: str) -> float | None:
    whole = float(getattr(found.whole, name))
    return float(getattr(found.chosen, name)) / whole if whole > 0 else None


def _percent(ratio: Any) -> float | None:
    return None if ratio is None else round(100 * float(ratio), 1)


def _no_branch(run: RunFolder, branch: str) -> str:
    """What is said of a branch at which no customer stands: the branches that there are, like ones first."""
    known = choices_of(run, "branch", scope="")
    like = difflib.get_close_matches(branch, known, n=NAMED) or known[:NAMED]
    return f"--branch {branch}: no customer of {run.label} stands there. Branches are, among others: {', '.join(like)}"


def _definition(where: list[str], file: Path | None) -> Definition:
    """Conditions as typed, after those of a file."""
    groups = [tuple(condition_of(part) for part in text.split(OR)) for text in where]
    if file is None:
        return Definition(tuple(groups))
    try:
        read = Definition.of(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise SegmentError(f"{file}: no definition of a segment: {error}") from None
    return Definition((*read.groups, *groups))


def _run(home: Home, label: str | None) -> RunFolder:
    home.check()
    found = run_folders.find(home, label) if label else run_folders.current(home)
    if found is None:
        raise SegmentError(f"{home.folder}: there is no run yet. Make one first: kehu run")
    return found


def _sheets(run: RunFolder, rows: list[dict[str, Any]]) -> Iterator[Sheet]:
    headings = tuple(Heading(name.replace("_", " "), Cell.ANY, 18) for name in ("customer_id", *FACTS))
    cells = [tuple(row[name] for name in ("customer_id", *FACTS)) for row in rows]
    yield Sheet("Customers", f"{run.label} as of {run.as_of}", headings, cells)
