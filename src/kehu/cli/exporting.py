"""The command that exports: a run as an Excel workbook.

Reads a run; writes one `.xlsx`, whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kehu import portfolio
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder, RunLabel, find_run
from kehu.cli.terminal import Steps, errors, output, print_json
from kehu.engines import EngineSettings, open_engine
from kehu.stores.run_folders import RunFolder
from kehu.stores.workbooks import write_workbook

app = typer.Typer()


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(help="The workbook to write; one that is there is replaced.", metavar="FILE.xlsx")
    ],
    run: RunLabel = None,
    home: HomeFolder = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Write a run as an Excel workbook.

    Summary, lines, years, concentration with its chart, customers by result, accounts, data quality, assumptions.

    Example: `kehu export results.xlsx --run R000001`
    """
    found = find_run(home, run)
    with Steps(errors() if as_json else output()) as steps:
        counts = export_run(found, file, report=steps)
    if as_json:
        print_json({"file": str(file), "run": found.label, "rows": counts})
    else:
        output().print(f"Wrote {file}: {len(counts)} sheets, {counts['Customers']:,} customers.", soft_wrap=True)


def export_run(run: RunFolder, file: Path, *, report: Callable[[str, int, int], None]) -> dict[str, int]:
    """Write a run's workbook; gives the number of rows of each sheet."""
    created_at = datetime.datetime.fromisoformat(run.manifest["started_at"])
    with open_engine(EngineSettings()) as engine:
        return write_workbook(file, portfolio.sheets(run, engine=engine), created_at=created_at, report=report)
