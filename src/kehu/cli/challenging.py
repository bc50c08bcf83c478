"""The commands of champion and challenger: other recipes for the models of a run, and the promotion of one.

Reads a run; writes a challenge folder or an entry in the file of promotions, and on request an Excel workbook.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kehu import challenges
from kehu.challenges import Challenge, Choice
from kehu.cli.grids import Column, Shown, grid, told
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, Memory, Spill, Threads, settings_of
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.stores.home import Home
from kehu.stores.workbooks import Cell, Heading, Sheet, write_workbook
from kehu.tables.challenges import ModelTrials, TrialBands

WORDS = {"champion": "champion", "better": "better", "alike": "alike", "worse": "worse"}
app = typer.Typer()


@app.command()
def challenge(
    line: Annotated[list[str] | None, typer.Option(help="A line, or several; all if left out.", metavar="LINE")] = None,
    run: Annotated[str | None, typer.Option(help="The run; the current one if left out.", metavar="RUN")] = None,
    home: HomeFolder = DEFAULT_HOME,
    excel: Annotated[Path | None, typer.Option(help="Write a workbook too.", metavar="FILE.xlsx")] = None,
    as_json: AsJson = False,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
) -> None:
    """Try other recipes for the models of a run, on the same folds.

    A base alone, main tables, with pairs, boosted: each judged on policies that it had not seen. Nothing is changed.

    Example: `kehu challenge --line motor_compulsory --excel challenge.xlsx`
    """
    now = datetime.datetime.now().astimezone()
    settings = settings_of(memory, threads, spill)
    with Steps(errors() if as_json else output()) as steps:
        made = challenges.challenge(
            Home(home), run=run, lines=line or (), started_at=now, settings=settings, report=steps
        )
        said = challenges.read(made)
        if excel:
            write_workbook(excel, _sheets(said), created_at=now, report=steps)
    print_json(said) if as_json else show_challenge(output(), said)


@app.command()
def promote(
    challenge: Annotated[str, typer.Argument(help="The challenge that it rests on.", metavar="CHALLENGE")],
    line: Annotated[str, typer.Option(help="The line.")],
    model: Annotated[str, typer.Option(help="`frequency` or `severity`.")],
    recipe: Annotated[str, typer.Option(help="`base`, `tables`, `pairs` or `boosted`.")],
    by: Annotated[str, typer.Option(help="Who promotes it.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    home: HomeFolder = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Make a recipe the champion of a model, from the next run on.

    The act is recorded in `models/promotions.toml` with its name, its reason and the challenge that it rests on.

    Example: `kehu promote C000001 --line home --model frequency --recipe boosted --by "Wang Fang" --reason "saves 2 %"`
    """
    promotion = challenges.promote(
        Home(home),
        Choice(line, model, recipe),
        challenge=challenge,
        by=by,
        reason=reason,
        promoted_at=datetime.datetime.now().astimezone().replace(microsecond=0),
    )
    if as_json:
        print_json(promotion.model_dump())
        return
    output().print(
        f"{promotion.recipe} is the champion of {line}, {model}, from the next run on "
        f"(deviance {promotion.deviance_change:+,.1f} ± {promotion.standard_error:,.1f}, {promotion.challenge})."
    )


def show_challenge(console: Console, said: Challenge) -> None:
    """Print every model with its recipes, the champion's row marked."""
    columns = [Column("Line"), Column("Model"), Column("Recipe"), Column("Verdict")]
    numbers = ("Deviance", "± error", "Better folds", "Skill", "Gini", "Came / foretold", "Tables", "Levels")
    cells = [
        (
            *(row["line"], row["model"], row["recipe"], WORDS[row["verdict"]]),
            *(told(row["deviance_change"]), told(row["standard_error"]), f"{row['better_folds']} of {row['folds']}"),
            *(told(row[name]) for name in ("skill", "gini", "ratio")),
            *(row["table_count"], row["level_count"]),
        )
        for row in said.trials
    ]
    heading = f"{said.label}: the models of {said.run} as of {said.as_of}, challenged on the same folds"
    grid(console, heading, [*columns, *(Column(name, Shown.COUNT) for name in numbers)], cells)
    if said.untried:
        console.print(f"Too few claims to hold any back: {', '.join(said.untried)}.")
    better = [row for row in said.trials if row["verdict"] == "better"]
    for row in better:
        options = f"--line {row['line']} --model {row['model']} --recipe {row['recipe']}"
        console.print(f'To promote it: kehu promote {said.label} {options} --by NAME --reason "…"', soft_wrap=True)


def _sheets(said: Challenge) -> Iterator[Sheet]:
    about = f"{said.label}: the models of {said.run} as of {said.as_of}"
    for name, schema, rows in (("Recipes", ModelTrials, said.trials), ("Tenths", TrialBands, said.bands)):
        headings = tuple(Heading(column.replace("_", " "), Cell.ANY, 18) for column in schema.columns)
        yield Sheet(name, f"{about}: {name.lower()}", headings, [tuple(row[c] for c in schema.columns) for row in rows])
