"""The command that backtests: what a run of the past foretold beside what came.

Reads the book; writes a backtest folder, prints its scores and groups, and on request an Excel workbook.
What a person needs first is whether the model beat the plain rules and whether its level was right: both stand above,
and the groups that lie outside their bounds are marked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kehu import backtesting
from kehu.backtesting import Backtest
from kehu.cli.effects import effect_sheets, show_effects
from kehu.cli.grids import Column, Shown, grid, told
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, Memory, Spill, Threads, date_of, settings_of
from kehu.cli.sheets import table_sheet
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.stores.home import Home
from kehu.stores.workbooks import Sheet, write_workbook
from kehu.tables.backtests import MEASURES, BacktestGroups, BacktestScores

DAYS = ["%Y-%m-%d"]
PRINTED = ("decile", "line", "channel", "grade")
UNITS = {
    "frequency": "claims a year",
    "cost": "cost a year",
    "renewal": "probability of renewal",
    "value": "result since, a customer",
}
app = typer.Typer()


@app.command()
def backtest(
    as_of: Annotated[
        datetime.datetime, typer.Option(formats=DAYS, help="The day of the past: only what was known then is used.")
    ],
    until: Annotated[
        datetime.datetime | None,
        typer.Option(formats=DAYS, help="Compare with what came by that day; the last the book knows if left out."),
    ] = None,
    is_all_told: Annotated[
        bool, typer.Option("--all-told", help="Take claims as they stand by then: none is still to come or to grow.")
    ] = False,
    home: HomeFolder = DEFAULT_HOME,
    excel: Annotated[Path | None, typer.Option(help="Write a workbook too.", metavar="FILE.xlsx")] = None,
    as_json: AsJson = False,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
) -> None:
    """Replay a run of the past and compare it with what then came.

    Claims, cost, renewals and value, by decile, line, channel, grade and branch, beside plain rules. No run changes.

    Example: `kehu backtest --as-of 2017-12-31 --excel backtest.xlsx`
    """
    now = datetime.datetime.now().astimezone()
    settings, date = settings_of(memory, threads, spill), date_of(as_of) or now.date()
    with Steps(errors() if as_json else output()) as steps:
        made = backtesting.backtest(
            Home(home),
            as_of=date,
            until=date_of(until),
            is_all_told=is_all_told,
            started_at=now,
            settings=settings,
            report=steps,
        )
        said = backtesting.read(made)
        if excel:
            write_workbook(excel, _sheets(said), created_at=now, report=steps)
    print_json(said) if as_json else show_backtest(output(), said)


def show_backtest(console: Console, said: Backtest) -> None:
    """Print the scores of each measure, then its groups."""
    for measure in MEASURES:
        scores = [row for row in said.scores if row["measure"] == measure and row["line"] == "all"]
        if not scores:
            console.print(f"\nNothing to compare for {measure}.", style="yellow")
            continue
        _show_scores(console, measure, scores)
        for grouping in PRINTED:
            groups = [row for row in said.groups if (row["measure"], row["grouping"]) == (measure, grouping)]
            _show_groups(console, measure, grouping, groups)
    show_effects(console, said.effects)
    console.print(f"\n{said.label}: foretold as of {said.as_of}, compared with what was known on {said.until}.")


def _show_scores(console: Console, measure: str, rows: list[dict[str, Any]]) -> None:
    names = ("deviance", "skill", "skill_error", "gini", "auc", "log_loss", "rank_correlation", "top_decile_hits")
    columns = [Column("Foretold by"), *(Column(name.replace("_", " ").capitalize(), Shown.COUNT) for name in names)]
    cells = [(row["contender"].replace("_", " "), *(told(row[name]) for name in names)) for row in rows]
    (whole,) = {round(row["weight"]) for row in rows}
    grid(console, f"{measure.capitalize()}: {UNITS[measure]}, {whole:,} {_weight(measure)}", columns, cells)


def _show_groups(console: Console, measure: str, grouping: str, rows: list[dict[str, Any]]) -> None:
    headings = ("Weight", "Foretold", "Came", "Lower", "Upper", "Ratio", "Outside")
    columns = [Column(f"{measure.capitalize()} by {grouping}"), *(Column(name, Shown.COUNT) for name in headings)]
    cells = [
        (
            *(row["name"], f"{row['weight']:,.0f}"),
            *(told(row[name]) for name in ("foretold", "came", "lower", "upper", "ratio")),
            "outside" if row["is_outside"] else "",
        )
        for row in rows
    ]
    grid(console, f"{sum(not row['is_outside'] for row in rows)} of {len(rows)} within their bounds", columns, cells)


def _weight(measure: str) -> str:
    return {"renewal": "renewals decided", "value": "customers"}.get(measure, "years of cover")


def _sheets(said: Backtest) -> Iterator[Sheet]:
    about = f"Foretold as of {said.as_of}, compared with what was known on {said.until}"
    for name, table, rows in (("Scores", BacktestScores, said.scores), ("Groups", BacktestGroups, said.groups)):
        yield table_sheet(name, about, table, rows)
    yield from effect_sheets(said.effects, about)
