"""Commands that show a run: its views, and one customer's page.

Reads a run; prints tables, or JSON with every cent. `kehu show` alone gives the overview.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console

from kehu import portfolio
from kehu.cli import pages, plans, views
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, RunLabel, find_run
from kehu.cli.records import show_manifest
from kehu.cli.terminal import output, print_json
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.stores.run_folders import RunFolder

MOST_HOT_VALUES = 10
Printed = Callable[[Console], None]
app = typer.Typer()


class View(StrEnum):
    """What of a run to show."""

    OVERVIEW = "overview"
    LINES = "lines"
    YEARS = "years"
    LINE_YEARS = "line-years"
    CHANNELS = "channels"
    BRANCHES = "branches"
    CONCENTRATION = "concentration"
    CUSTOMERS = "customers"
    QUALITY = "quality"
    IDENTITY = "identity"
    RENEWALS = "renewals"
    SERVICE = "service"
    MARKETS = "markets"
    MANIFEST = "manifest"


BREAKDOWNS = {
    View.LINES: ("line",),
    View.YEARS: ("year",),
    View.LINE_YEARS: ("line", "year"),
    View.CHANNELS: ("channel",),
    View.BRANCHES: ("branch",),
}


@app.command()
def show(
    view: Annotated[View, typer.Argument(help="What to show.", metavar="VIEW")] = View.OVERVIEW,
    run: RunLabel = None,
    home: HomeFolder = DEFAULT_HOME,
    count: Annotated[int, typer.Option(min=1, help="How many of the best and the worst customers.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show a run: overview, lines, customers, concentration and more.

    Results are of priced business; the combined ratio is claims, commission and expenses to earned premium.

    Example: `kehu show lines`, or `kehu show customers --count 20 --json`
    """
    found = find_run(home, run)
    with open_engine(EngineSettings()) as engine:
        value, printed = _view(view, Asked(found, count, engine))
    print_json(value) if as_json else printed(output())


@app.command()
def customer(
    customer_id: Annotated[str, typer.Argument(metavar="ID", help="The customer's id; a former one is followed.")],
    run: RunLabel = None,
    home: HomeFolder = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Show one customer: records, policies, account, claims.

    Example: `kehu customer es:11 --run R000001`
    """
    page = portfolio.customer_page(find_run(home, run), customer_id)
    print_json(page) if as_json else pages.show_page(output(), page)


@dataclass(frozen=True)
class Asked:
    """Which run to look at, and how many customers."""

    run: RunFolder
    count: int
    engine: Engine


def _view(view: View, asked: Asked) -> tuple[Any, Printed]:
    """What a view shows, as values and as a way of printing them."""
    if view not in BREAKDOWNS:
        return OTHERS[view](asked)
    made = portfolio.breakdown(asked.run, by=BREAKDOWNS[view], engine=asked.engine)
    currency = asked.run.manifest["parameters"]["currency"]
    return made, lambda console: views.show_breakdown(console, made, currency)


def _overview(asked: Asked) -> tuple[Any, Printed]:
    seen = portfolio.overview(asked.run, engine=asked.engine)
    return seen, lambda console: views.show_overview(console, seen)


def _concentration(asked: Asked) -> tuple[Any, Printed]:
    drawn = portfolio.curves(asked.run, engine=asked.engine)
    told = {"sentences": [portfolio.concentration_sentence(curve) for curve in drawn], "curves": drawn}
    return told, lambda console: views.show_concentration(console, drawn)


def _customers(asked: Asked) -> tuple[Any, Printed]:
    best = portfolio.best_customers(asked.run, count=asked.count, engine=asked.engine)
    last = portfolio.worst_customers(asked.run, count=asked.count, engine=asked.engine)
    worst = tuple(customer for customer in last if customer not in best)
    return {"best": best, "worst": worst}, lambda console: views.show_best_and_worst(console, best, worst)


def _quality(asked: Asked) -> tuple[Any, Printed]:
    rows = portfolio.data_quality(asked.run, engine=asked.engine)
    return rows, lambda console: views.show_quality(console, rows)


def _identity(asked: Asked) -> tuple[Any, Printed]:
    found = portfolio.identity_summary(asked.run, most=MOST_HOT_VALUES, engine=asked.engine)
    return found, lambda console: views.show_identity(console, found)


def _renewals(asked: Asked) -> tuple[Any, Printed]:
    found = plans.renewals(asked.run)
    return found, lambda console: plans.show_renewals(console, found)


def _service(asked: Asked) -> tuple[Any, Printed]:
    found = plans.service(asked.run)
    return found, lambda console: plans.show_service(console, found)


def _markets(asked: Asked) -> tuple[Any, Printed]:
    found = plans.markets(asked.run)
    return found, lambda console: plans.show_markets(console, found)


def _manifest(asked: Asked) -> tuple[Any, Printed]:
    manifest = asked.run.manifest
    return manifest, lambda console: show_manifest(console, manifest)


OTHERS: Mapping[View, Callable[[Asked], tuple[Any, Printed]]] = {
    View.OVERVIEW: _overview,
    View.CONCENTRATION: _concentration,
    View.CUSTOMERS: _customers,
    View.QUALITY: _quality,
    View.IDENTITY: _identity,
    View.RENEWALS: _renewals,
    View.SERVICE: _service,
    View.MARKETS: _markets,
    View.MANIFEST: _manifest,
}
