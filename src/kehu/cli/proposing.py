"""The command that proposes a mapping, for a file that no shipped one fits.

Reads the headings and the first rows of a file; prints or writes TOML for a person to finish.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import pyarrow.parquet as pq
import typer

from kehu.cli.terminal import errors
from kehu.stages.intake.proposal import propose
from kehu.stores.sources import Format, stage_file

SAMPLE = 2_000
app = typer.Typer()


@app.command(name="map")
def propose_mapping(
    file: Annotated[Path, typer.Argument(help="A file of the source.", exists=True, dir_okay=False)],
    out: Annotated[Path | None, typer.Option(help="Write the proposal here; it must not exist yet.")] = None,
) -> None:
    """Propose a mapping for a file, for a person to finish.

    Reads the headings (English, Chinese, Spanish) and some rows; what it cannot tell, it says.

    Example: `kehu map exports/policies.csv --out core.toml`
    """
    if out is not None and out.exists():
        raise typer.BadParameter(f"{out} is there already; name another file", param_hint="--out")
    with tempfile.TemporaryDirectory(prefix="kehu-") as work:
        staged = stage_file(
            file, format=Format(), to=Path(work) / "staged.parquet", progress=lambda _done, _total: None
        )
        rows = next(pq.ParquetFile(staged.path).iter_batches(SAMPLE, columns=list(staged.columns)), None)
        sample = rows.to_pylist() if rows is not None else []
    found = Format(encoding=staged.encoding, delimiter=staged.delimiter)
    text = propose(columns=staged.columns, sample=sample, file_name=file.name, format=found)
    if out is None:
        typer.echo(text)
        return
    out.write_text(text, encoding="utf-8")
    errors().print(f"Wrote {out}. Finish it, then try: kehu load {file} --mapping {out} --dry-run", soft_wrap=True)
