"""Commands about batches: the list of loads that make the book, and taking one back.

Reads and, for `unload`, changes which batches count; no batch is ever rewritten.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from kehu import loads
from kehu.cli.grids import Column, Shown, grid
from kehu.cli.options import DEFAULT_HOME, AsJson, HomeFolder
from kehu.cli.terminal import output, print_json
from kehu.stores import batches as stored
from kehu.stores.batches import Batch
from kehu.stores.home import Home

app = typer.Typer()


@app.command()
def batches(home: HomeFolder = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """List the batches of the book.

    Example: `kehu batches --home demo/kehu-home`
    """
    place = Home(home)
    place.check()
    rows = [_row(batch) for batch in stored.active(place)]
    if as_json:
        return print_json(rows)
    columns = [
        Column("Batch"),
        Column("Source"),
        Column("Files", Shown.PROSE, 4),
        Column("Accepted", Shown.COUNT),
        Column("Rejected", Shown.COUNT),
        Column("Extracted", weight=5),
        Column("Loaded at", weight=3),
    ]
    values = [(*list(row.values())[:2], ", ".join(row["files"]), *list(row.values())[3:]) for row in rows]
    return grid(output(), f"{len(rows)} batch{'' if len(rows) == 1 else 'es'} in the book", columns, values)


@app.command()
def unload(
    batch: Annotated[str, typer.Argument(help="The batch: 1 or B000001.")], home: HomeFolder = DEFAULT_HOME
) -> None:
    """Take a batch back.

    Its rows no longer count, and rows that it had replaced count again. Runs that read it stay as they are.

    Example: `kehu unload B000002`
    """
    found = re.fullmatch(r"[Bb]?0*(\d+)", batch)
    if not found:
        raise typer.BadParameter(f"{batch!r} is no batch; write it as 2 or B000002")
    taken = loads.unload(Home(home), int(found[1]))
    output().print(
        f"Took back {taken.label} ({taken.source}). The runs made with it stay; make a new one with: kehu run"
    )


def _row(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.label,
        "source": batch.source,
        "files": [file.name for file in batch.files],
        "accepted": sum(file.accepted for file in batch.files),
        "rejected": sum(file.rejected for file in batch.files),
        "extract_date": batch.extract_date,
        "loaded_at": batch.loaded_at,
    }
