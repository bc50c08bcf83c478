"""The command that simulates: the files of an insurer that never was, and the truth beside them.

Writes what a core system would export, and apart from it what is true of each customer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kehu.cli.terminal import Steps, output
from kehu.simulation import simulate as write_insurer

app = typer.Typer()


@app.command()
def simulate(
    folder: Annotated[Path, typer.Argument(help="Where to write; made if it is not there.")],
    customers: Annotated[int, typer.Option(min=1, help="How many customers.")] = 2_000,
    years: Annotated[int, typer.Option(min=1, help="How many years of business.")] = 5,
    seed: Annotated[int, typer.Option(help="The same seed gives the same insurer.")] = 1,
    first_year: Annotated[int, typer.Option(help="The first year of business.")] = 2020,
) -> None:
    """Write the files of a simulated insurer, and the truth beside them.

    A Chinese multi-line insurer: persons and companies, motor, home, accident, property and liability, with claims,
    renewals, services and some rows broken on purpose.

    Example: `kehu simulate insurer --customers 50000 --years 5 --seed 7`
    """
    with Steps(output()) as steps:
        write_insurer(folder=folder, customers=customers, years=years, seed=seed, first_year=first_year, progress=steps)
    output().print(f"Next: kehu init, then kehu load {folder / 'exports'}", style="bold", soft_wrap=True)
