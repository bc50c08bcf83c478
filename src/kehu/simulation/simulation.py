"""The simulated insurer: exports of three source systems and, apart, the truth behind them.

Reads a seed and sizes; writes `exports/` and `truth/` below a folder, block of customers by block, so that memory does
not grow with the number of customers. The model is documented in `docs/simulation.md`, its parameters in `model.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa

from kehu.simulation import factor_exports, staff, truth
from kehu.simulation.blocks import Block, draw_block
from kehu.simulation.broken import Broken, defects, strew
from kehu.simulation.core_exports import CoreExport
from kehu.simulation.headings import dialects
from kehu.simulation.service_exports import ServiceExport
from kehu.simulation.world import BREAKAGE, World, make_world
from kehu.simulation.writing import Exports, Truth, as_lines, unfinished, write_workbook

CUSTOMERS_A_BLOCK = 20_000
MOST_CUSTOMERS = 500 * CUSTOMERS_A_BLOCK  # beyond, two persons could share an identity number
MOST_YEARS = 30

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Summary:
    """What was written: rows by file (broken ones included), broken rows by file, and the true totals by measure."""

    folder: Path
    customers: int
    rows: Mapping[str, int]
    broken: Mapping[str, int]
    totals: Mapping[str, Decimal]


def simulate(*, folder: Path, customers: int, years: int, seed: int, first_year: int, progress: Progress) -> Summary:
    """Write a simulated insurer's exports and truth below an empty or absent folder, which appears when all is written.

    `progress` gets a title, the customers done, and all of them. The same arguments give the same bytes.
    Raises ValueError for sizes that cannot be, FileExistsError where the folder holds something.
    """
    _check(folder, customers, years)
    with unfinished(folder) as work:
        world = make_world(customers=customers, years=years, seed=seed, first_year=first_year)
        return _write(work, folder, world, customers=customers, progress=progress)


def _write(work: Path, folder: Path, world: World, *, customers: int, progress: Progress) -> Summary:
    totals, found = truth.Totals(), []
    with Exports(work / "exports") as exports, Truth(work / "truth") as true:
        for block in _blocks(world, customers):
            found += _export(world, block, exports)
            _tell(world, block, true)
            totals.add(world, block)
            progress("Simulating customers", int(block.customers.serial[-1]), customers)
        true.add("effects", truth.effects(world))
        true.add("broken", truth.broken(found))
        true.add("totals", totals.table())
    sheets = staff.sheets(world)
    write_workbook(work / "exports" / staff.WORKBOOK, sheets)
    workbook = {staff.WORKBOOK: sum(sheet.num_rows for sheet in sheets.values())}
    return Summary(folder, customers, exports.rows | workbook, _by_file(found), totals.by_measure())


def _check(folder: Path, customers: int, years: int) -> None:
    if not 1 <= customers <= MOST_CUSTOMERS:
        raise ValueError(f"customers must lie between 1 and {MOST_CUSTOMERS:,}, not {customers:,}")
    if not 1 <= years <= MOST_YEARS:
        raise ValueError(f"years must lie between 1 and {MOST_YEARS}, not {years}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder}: is not an empty folder. Name another one, or remove what it holds.")


def _blocks(world: World, customers: int) -> Iterator[Block]:
    for number, start in enumerate(range(0, customers, CUSTOMERS_A_BLOCK)):
        size = min(CUSTOMERS_A_BLOCK, customers - start)
        yield draw_block(world=world, number=number, first_serial=start + 1, size=size)


def tables(world: World, block: Block) -> Iterator[tuple[str, pa.Table]]:
    """Every file that a block adds to: its path below the exports, and its rows."""
    for dialect in dialects():
        yield from CoreExport(world, block, dialect).tables()
    yield from factor_exports.tables(world=world, block=block)
    yield from ServiceExport(world, block).tables()


def _export(world: World, block: Block, exports: Exports) -> list[Broken]:
    """Write a block's rows with broken ones among them; gives the latter."""
    random = np.random.default_rng(np.random.SeedSequence(world.seed, spawn_key=(BREAKAGE, block.number)))
    share, made = world.model("records.broken"), defects()
    found: list[Broken] = []
    for path, table in tables(world, block):
        text, broken = strew(
            as_lines(table),
            path=path,
            headings=table.column_names,
            made=made.get(path, ()),
            share=share,
            first_row=exports.rows.get(path, 0) + 2,
            random=random,
        )
        exports.add(path, text, headings=table.column_names, rows=table.num_rows + len(broken))
        found += broken
    return found


def _tell(world: World, block: Block, true: Truth) -> None:
    true.add("parties", truth.parties(block))
    true.add("customers", truth.customers(world, block))
    true.add("terms", truth.terms(world, block))
    true.add("offers", truth.offers(world, block))
    true.add("claims", truth.claims(world, block))


def _by_file(found: list[Broken]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in found:
        counts[row.file] = counts.get(row.file, 0) + 1
    return counts
