"""The list of mappings that come with Kehu.

Reads the shipped mappings; prints their names, what they are for, and the tables that they feed.
"""

from __future__ import annotations

import typer

from kehu.cli.grids import Column, Shown, grid
from kehu.cli.options import AsJson
from kehu.cli.terminal import output, print_json
from kehu.stages.intake import shipped

app = typer.Typer()


@app.command()
def mappings(as_json: AsJson = False) -> None:
    """List the mappings that come with Kehu.

    Example: `kehu mappings`
    """
    rows = [
        {"name": mapping.name, "title": mapping.title, "tables": list(mapping.fed_tables())}
        for mapping in shipped().values()
    ]
    if as_json:
        return print_json(rows)
    columns = [Column("Name"), Column("Source", Shown.PROSE), Column("Tables fed", Shown.PROSE, 3)]
    values = [(row["name"], row["title"], ", ".join(row["tables"])) for row in rows]
    return grid(output(), f"{len(rows)} mappings come with Kehu", columns, values)
