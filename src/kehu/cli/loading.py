"""The command that loads: files or a database in, one batch of the book out, and a report that adds up.

Reads the command line; prints how the rows of each file fared, what changed in the book, why rows were rejected
and what to do next.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from kehu import loads
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, Memory, Spill, Threads, date_of, settings_of
from kehu.cli.reports import report_as_values, show_load
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.loads import Request
from kehu.stores.home import Home

LONG = 0.5  # seconds; many small files are read in less, each
app = typer.Typer()


@app.command()
def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders.", metavar="PATHS...", exists=True)
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(help="A shipped mapping's name or a TOML file; chosen by the files if left out.")
    ] = None,
    home: HomeFolder = DEFAULT_HOME,
    database: Annotated[str | None, typer.Option(help="Read from this database instead.", metavar="URL")] = None,
    extract_date: Annotated[
        datetime.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day on which the files were extracted; today if left out."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    most_rejected: Annotated[
        float, typer.Option(min=0, max=1, help="Refuse the whole load where a larger share of the rows is rejected.")
    ] = 0.5,
    as_json: AsJson = False,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
) -> None:
    """Load files or a database into the book.

    A load is whole or not at all. Rows that break a rule go to a file of rejects with the reason and what to do; the
    same files twice change nothing; a corrected file updates by business key.

    Example: `kehu load exports/2025-06 --mapping spanish_motor --dry-run`
    """
    _check_source(paths, database, mapping)
    chosen, text = loads.find_mapping(mapping, paths or [])
    now = datetime.datetime.now().astimezone()
    request = Request(
        mapping=chosen,
        mapping_text=text,
        extract_date=date_of(extract_date) or now.date(),
        loaded_at=now,
        paths=paths or [],
        database=database,
        is_dry_run=dry_run,
        most_rejected=most_rejected,
    )
    with Steps(errors() if as_json else output(), least_seconds=LONG) as steps:
        made = loads.load(Home(home), request, settings=settings_of(memory, threads, spill), report=steps)
    print_json(report_as_values(made)) if as_json else show_load(output(), made, home)


def _check_source(paths: list[Path] | None, database: str | None, mapping: str | None) -> None:
    """Raise BadParameter unless there is one source, and a way to know its mapping."""
    if bool(paths) == bool(database):
        raise typer.BadParameter("give files or folders, or --database with --mapping, and not both")
    if mapping is None and not paths:
        raise typer.BadParameter("name one: a database does not tell which mapping fits", param_hint="--mapping")
