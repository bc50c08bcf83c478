"""The command for newcomers: the whole way from files to customers, with a simulated insurer or one's own book.

Makes a home of its own, loads, runs, exports a workbook, and shows what came out. It writes below one folder only,
which is put in place of the former one when everything is done, so that it can be run again and never touches a
home of somebody else's.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kehu import loads, portfolio, runs
from kehu.cli import views
from kehu.cli.exporting import export_run
from kehu.cli.grids import counted
from kehu.cli.options import date_of, find_run
from kehu.cli.starting import begin_home
from kehu.cli.terminal import Steps, output
from kehu.engines import EngineSettings, open_engine
from kehu.loads import Request
from kehu.simulation import simulate
from kehu.stores import batches
from kehu.stores.home import Home, HomeError

MARK, HOME = ".kehu-demo", "kehu-home"
FIRST_YEAR, YEARS, SEED = 2020, 5, 1
CURRENCIES = {"spanish_motor": "EUR", "wisconsin_fund": "USD"}
SHOWN = 5
COUNTED = ("read", "accepted", "rejected")
app = typer.Typer()


@dataclass(frozen=True)
class Demonstration:
    """What to demonstrate: the book (None: a simulated insurer of so many customers) and how to read it."""

    book: Path | None
    customers: int
    mapping: str | None
    currency: str | None
    as_of: datetime.date | None


@app.command()
def demo(
    book: Annotated[
        Path | None, typer.Option(help="Your own files, instead of a simulated insurer.", exists=True)
    ] = None,
    home: Annotated[Path, typer.Option(help="Folder for everything that the demo makes.")] = Path("demo"),
    customers: Annotated[int, typer.Option(min=1, help="How many customers to simulate.")] = 2_000,
    mapping: Annotated[str | None, typer.Option(help="A shipped mapping's name or a TOML file.")] = None,
    currency: Annotated[str | None, typer.Option(help="The book's currency, by its ISO 4217 code.")] = None,
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As-of date; the last day that the book knows of if left out."),
    ] = None,
) -> None:
    """The whole way in one command, with a simulated insurer or your own book.

    Makes a home, loads, runs, writes an Excel workbook, and shows who the customers are and what they bring.

    Example: `kehu demo --book exports/ --mapping core.toml`
    """
    asked = Demonstration(book, customers, mapping, currency, date_of(as_of))
    console = output()
    with _afresh(home) as work, Steps(console) as steps:
        _carry_out(asked, work, steps)
    place = Home(home / HOME)
    _show(console, place, home / "customers.xlsx")


@contextmanager
def _afresh(folder: Path) -> Iterator[Path]:
    """An empty folder that takes the place of a former demonstration's when all has gone well.

    Raises HomeError where the folder is there and no demonstration made it.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise HomeError(f"{folder}: was not made by `kehu demo`, and is left as it is. Name another with --home.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = folder.with_name(f".{folder.name}.{os.getpid()}")
    work.mkdir()
    try:
        (work / MARK).write_text("Made by `kehu demo`, which replaces this folder.\n", encoding="utf-8")
        yield work
        former = work.with_name(f"{work.name}.former")
        if folder.exists():
            folder.rename(former)
        work.rename(folder)
        shutil.rmtree(former, ignore_errors=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _carry_out(asked: Demonstration, work: Path, steps: Steps) -> None:
    book = asked.book or work / "insurer" / "exports"
    if asked.book is None:
        steps("Simulate an insurer: customers, policies, claims, and the truth apart", 0, 0)
        simulate(
            folder=book.parent,
            customers=asked.customers,
            years=YEARS,
            seed=SEED,
            first_year=FIRST_YEAR,
            progress=_quiet,
        )
    steps("Make a home with a commented file of assumptions", 0, 0)
    mapping, text = loads.find_mapping(asked.mapping, [book])
    home = begin_home(work / HOME, asked.currency or CURRENCIES.get(mapping.name, "CNY"))
    now = datetime.datetime.now().astimezone()
    steps("Load the files: check every row, put good ones into the book, give bad ones back", 0, 0)
    request = Request(mapping=mapping, mapping_text=text, extract_date=now.date(), loaded_at=now, paths=[book])
    loads.load(home, request, settings=EngineSettings(), report=_quiet)
    steps("Run: find the customers behind the records and settle their accounts", 0, 0)
    as_of = asked.as_of or (batches.last_known(home) if asked.book else datetime.date(FIRST_YEAR + YEARS - 1, 12, 31))
    run = runs.run(home, as_of=as_of, started_at=now, settings=EngineSettings(), report=_quiet)
    steps("Write an Excel workbook", 0, 0)
    export_run(run, work / "customers.xlsx", report=_quiet)


def _quiet(_step: str, _done: int, _total: int) -> None:
    """Progress within a step of the demonstration is not told."""


def _show(console: Console, home: Home, workbook: Path) -> None:
    """Print what came out, and what to type next."""
    run = find_run(home.folder, None)
    _load_line(console, home)
    currency = run.manifest["parameters"]["currency"]
    with open_engine(EngineSettings()) as engine:
        views.show_overview(console, portfolio.overview(run, engine=engine))
        views.show_breakdown(console, portfolio.breakdown(run, by=("line",), engine=engine), currency)
        views.show_concentration(console, portfolio.curves(run, engine=engine))
        best = portfolio.best_customers(run, count=SHOWN, engine=engine)
        worst = portfolio.worst_customers(run, count=SHOWN, engine=engine)
    views.show_best_and_worst(console, best, tuple(customer for customer in worst if customer not in best))
    _next(console, home, workbook, best[0].customer_id if best else None)


def _load_line(console: Console, home: Home) -> None:
    (batch,) = batches.active(home)
    read, accepted, rejected = (sum(getattr(file, name) for file in batch.files) for name in COUNTED)
    reasons = f" (reasons in {home.rejects})" if rejected else ""
    console.print()
    console.print(
        f"{counted(len(batch.files), 'file')} through mapping {batch.source}: {read:,} rows read = "
        f"{accepted:,} accepted + {rejected:,} rejected{reasons}",
        soft_wrap=True,
    )


def _next(console: Console, home: Home, workbook: Path, customer_id: str | None) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(style="dim")
    if shutil.which("kehu") is None:
        activate = Path(sys.prefix) / "bin" / "activate"
        table.add_row(f"  . {os.path.relpath(activate)}", "puts kehu on the path of this shell")
    table.add_row(f"  export KEHU_HOME={home.folder}", "the home folder for the commands below")
    table.add_row(f"  kehu customer {customer_id}", "one customer: records, policies, account, claims")
    table.add_row("  kehu show years", "also channels, branches, quality, identity, manifest")
    table.add_row("  kehu run --as-of DATE", "the same book as it was known on another day")
    console.print()
    console.print(Text("What to type next", style="bold cyan"))
    console.print(table)
    console.print(f"Everything is in the workbook {workbook}.", soft_wrap=True)
