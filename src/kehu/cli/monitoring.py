"""The command that monitors: an earlier run beside what a later one knows, and what to do about its models.

Reads two runs; keeps what it says in a folder of its own, and on request in an Excel workbook. The advice stands
first, the drift of the mix below.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kehu import backtesting
from kehu.backtesting import Monitor
from kehu.cli.effects import effect_sheets, show_effects
from kehu.cli.grids import Column, Shown, grid, told
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, Memory, Spill, Threads, settings_of
from kehu.cli.sheets import table_sheet
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.stores.home import Home
from kehu.stores.workbooks import Sheet, write_workbook
from kehu.tables.backtests import BacktestGroups, BacktestScores, MixDrifts, ModelAdvice

WORDS = {
    "holds": "level and order hold",
    "mix": "the mix of the business is another one",
    "outside": "what came lies outside the bounds",
    "worse_than_plain": "it orders worse than the plain rule",
}
DEEDS = {"keep": "keep", "watch": "watch", "level": "set the level", "fit": "fit again"}
PRINTED = 12
app = typer.Typer()


@app.command()
def monitor(
    since: Annotated[
        str | None, typer.Option(help="The earlier run; the last of an earlier date if left out.", metavar="RUN")
    ] = None,
    run: Annotated[str | None, typer.Option(help="The later run; the current one if left out.", metavar="RUN")] = None,
    home: HomeFolder = DEFAULT_HOME,
    excel: Annotated[Path | None, typer.Option(help="Write a workbook too.", metavar="FILE.xlsx")] = None,
    as_json: AsJson = False,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
) -> None:
    """Hold an earlier run against what is known now, and say what to do.

    Level, order and mix of each measure and line: keep the model, watch it, set its level, or fit it again.
    Models and runs stay as they are.

    Example: `kehu monitor --since R000001 --excel monitor.xlsx`
    """
    now, settings = datetime.datetime.now().astimezone(), settings_of(memory, threads, spill)
    with Steps(errors() if as_json else output()) as steps:
        said = backtesting.monitor(Home(home), before=since, now=run, settings=settings, report=steps)
        backtesting.keep(Home(home), said, made_at=now)
        if excel:
            write_workbook(excel, _sheets(said), created_at=now, report=steps)
    print_json(said) if as_json else show_monitor(output(), said)


def show_monitor(console: Console, said: Monitor) -> None:
    """Print the advice, then what moved most."""
    headings = ("Came / foretold", "Gini", "Skill", "± error", "Mix moved")
    columns = [Column("Model"), Column("Line"), Column("Advice"), Column("Why", Shown.PROSE, weight=1)]
    numbers = ("ratio", "gini", "skill", "skill_error", "stability_index")
    cells = [
        (
            *(row["measure"], row["line"], DEEDS[row["advice"]], WORDS[row["reason"]]),
            *(told(row[name]) for name in numbers),
        )
        for row in said.advice
    ]
    heading = f"{said.before} as of {said.as_of}, held against {said.now} as of {said.until}"
    grid(console, heading, [*columns, *(Column(name, Shown.COUNT) for name in headings)], cells)
    _show_drifts(console, said.drifts)
    show_effects(console, said.effects)


def _show_drifts(console: Console, rows: list[dict[str, Any]]) -> None:
    most = sorted(rows, key=lambda row: -row["stability_index"])[:PRINTED]
    columns = [Column("Line"), Column("Fact"), Column("Index", Shown.COUNT), Column("By chance", Shown.COUNT)]
    columns += [Column("Moved most"), Column("Share before", Shown.SHARE), Column("Share now", Shown.SHARE)]
    cells = [
        (
            *(row["line"], row["fact"], told(row["stability_index"]), told(row["by_chance"]), row["level"]),
            *(row["share_before"], row["share_now"]),
        )
        for row in most
    ]
    grid(console, "Where the mix of the terms in force moved most", columns, cells)


def _sheets(said: Monitor) -> Iterator[Sheet]:
    about = f"{said.before} as of {said.as_of}, held against {said.now} as of {said.until}"
    parts = (
        ("Advice", ModelAdvice, said.advice),
        ("Mix", MixDrifts, said.drifts),
        ("Scores", BacktestScores, said.scores),
        ("Groups", BacktestGroups, said.groups),
    )
    for name, table, rows in parts:
        yield table_sheet(name, about, table, rows)
    yield from effect_sheets(said.effects, about)
