"""Commands about runs: make one, list them, make an earlier one current again.

Reads the book as of a date; prints each stage with its seconds. Today's date is taken here and nowhere below.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from kehu import runs as making
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, Memory, Spill, Threads, date_of, settings_of
from kehu.cli.records import run_rows, show_runs
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.stores import run_folders
from kehu.stores.home import Home

app = typer.Typer()


@app.command()
def run(
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Use what was known at the end of that day; today if left out."),
    ] = None,
    home: HomeFolder = DEFAULT_HOME,
    as_json: AsJson = False,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
) -> None:
    """Find the customers and settle their accounts, as of a date.

    A run is kept whole and never changed: results, assumptions, versions, and the batches that it read.

    Example: `kehu run --as-of 2018-12-31`
    """
    now = datetime.datetime.now().astimezone()
    date = date_of(as_of) or now.date()
    with Steps(errors() if as_json else output()) as steps:
        settings = settings_of(memory, threads, spill)
        made = making.run(Home(home), as_of=date, started_at=now, settings=settings, report=steps)
    if as_json:
        print_json(made.manifest)
    else:
        output().print(f"{made.label} is current, as of {date}. Next: kehu show --home {home}", style="bold")


@app.command()
def runs(home: HomeFolder = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """List the runs.

    Example: `kehu runs --json`
    """
    place = Home(home)
    place.check()
    rows = run_rows(run_folders.all_runs(place), run_folders.current(place))
    print_json(rows) if as_json else show_runs(output(), rows)


@app.command()
def use(
    label: Annotated[str, typer.Argument(metavar="RUN", help="The run, such as R000001.")],
    home: HomeFolder = DEFAULT_HOME,
) -> None:
    """Make an earlier run current again.

    Example: `kehu use R000001`
    """
    chosen = making.use(Home(home), label)
    output().print(f"{chosen.label} is current, as of {chosen.as_of}.")
