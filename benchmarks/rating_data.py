"""Data of a rating benchmark: rows with factors, exposure and claims, some to learn from and some to judge on.

Reads a Parquet file, or makes a book with known frequencies; gives cells to learn from, rows to judge on, and what was
left out and why. Bins are proposed from learning rows only; folds for every choice are dealt by a stated seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.engines import Engine
from kehu.statistics.rating.bins import Binning, number
from kehu.statistics.rating.cells import FOLD, Cells, as_cells
from kehu.statistics.rating.proposing import propose, value_weights

FOLDS = 5
TEST_SHARE = 0.1
NEARLY_ALL, ALWAYS = 0.9, 0.999
KEY = "nearly every row has its own value"
OUTCOME = "an outcome: it differs from 0 where there are claims, and only there"
LEARN, TEST = "learn", "test"
Columns = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """Which columns hold what; `amount` is the sum of a row's claims."""

    count: str
    exposure: str
    split: str | None
    amount: str | None
    factors: tuple[str, ...] | None
    seed: int


@dataclass(frozen=True, eq=False)
class Data:
    """Rows to learn from and to judge on, with claim counts as totals; amounts; what was left out, with the reason."""

    learn: Cells
    test: Cells
    is_unseen: NDArray[np.bool_]
    learn_amount: NDArray[np.float64] | None
    test_amount: NDArray[np.float64] | None
    left_out: Columns


def read(engine: Engine, table: ir.Table, asked: Asked) -> Data:
    """The rows of a table, binned and split."""
    left_out, amount = _left_out(table, asked)
    named = {asked.count, asked.exposure, asked.split, amount}
    factors = asked.factors or tuple(name for name in table.columns if name not in named and name not in left_out)
    rows = engine.keep(_with_parts(table, asked, factors))
    learning = rows.filter(rows.kehu_part == LEARN)
    binnings = [_proposed(learning, factor, asked.exposure) for factor in factors]
    sums = {"exposure": rows[asked.exposure], "claims": rows[asked.count]}
    sums |= {"amount": rows[amount]} if amount else {}
    binned = rows.select(
        "kehu_part",
        "kehu_unseen",
        FOLD,
        **{binning.factor: number(rows[binning.factor], binning) for binning in binnings},
        **{f"kehu_{name}": column.cast("float64") for name, column in sums.items()},
    ).to_pyarrow()
    return _split(binned, binnings, left_out, has_amount=amount is not None)


def made_up(rows: int, *, seed: int) -> pa.Table:
    """A book whose frequency is known: age, bonus, size of town, vehicle, and one pair that works together."""
    rng = np.random.default_rng(seed)
    age, bonus = rng.integers(18, 86, rows), 50 + np.minimum(100, rng.geometric(0.05, rows) - 1)
    density, vehicle = np.exp(rng.normal(6, 2, rows)), rng.choice([f"V{n}" for n in range(12)], rows)
    power = rng.integers(4, 13, rows)
    log_rate = -2.6 + 0.8 * np.exp((18 - age) / 8) + 0.015 * (bonus - 50) + 0.08 * np.log(density)
    log_rate += 0.2 * np.sin(np.char.lstrip(vehicle, "V").astype(int)) + 0.5 * ((age < 30) & (power > 9))
    exposure = np.round(rng.uniform(0.05, 1, rows), 2)
    claims = rng.poisson(np.exp(log_rate) * exposure)
    amount = np.round(rng.gamma(0.8 * np.maximum(claims, 1), 1500.0) * (claims > 0), 2)
    return pa.table(
        {"age": age, "bonus": bonus, "density": density, "vehicle": vehicle, "power": power}
        | {"exposure": exposure, "claims": claims, "amount": amount}
    )


def opened(engine: Engine, path: Path) -> ir.Table:
    """The rows of a Parquet file."""
    return engine.read([path])


def _with_parts(table: ir.Table, asked: Asked, factors: Sequence[str]) -> ir.Table:
    """Rows with the part they belong to, a fold, and whether their combination of factors is not among those learnt."""
    count = int(table.count().to_pyarrow().as_py())
    rng = np.random.default_rng(asked.seed)
    drawn = pa.table(
        {
            "kehu_row": np.arange(count),
            FOLD: rng.integers(0, FOLDS, count).astype(np.int32),
            "kehu_drawn": np.where(rng.uniform(size=count) < TEST_SHARE, TEST, LEARN),
        }
    )
    numbered = table.mutate(kehu_row=ibis.row_number().over(ibis.window()))
    joined = numbered.inner_join(ibis.memtable(drawn), "kehu_row")
    part = joined[asked.split].cast("string") if asked.split else joined.kehu_drawn
    parted = joined.mutate(kehu_part=part)
    learnt = parted.filter(parted.kehu_part == LEARN).select(*factors).distinct().mutate(kehu_learnt=True)
    same = reduce(and_, (parted[factor].identical_to(learnt[factor]) for factor in factors))
    matched = parted.left_join(learnt, same).select(*parted.columns, learnt.kehu_learnt)
    return matched.mutate(kehu_unseen=matched.kehu_learnt.isnull()).order_by("kehu_row")


def _proposed(learning: ir.Table, factor: str, exposure: str) -> Binning:
    values = value_weights(learning, factor, weight=learning[exposure]).to_pyarrow()
    return propose(factor, values["value"].to_pylist(), values["weight"].to_numpy())


def _split(binned: pa.Table, binnings: Sequence[Binning], left_out: Columns, *, has_amount: bool) -> Data:
    part = binned["kehu_part"].to_numpy(zero_copy_only=False)
    learns, tests = (binned.filter(pa.array(part == name)) for name in (LEARN, TEST))
    learn, test = (as_cells(each, binnings, weight="kehu_exposure", total="kehu_claims") for each in (learns, tests))
    amounts = [each["kehu_amount"].to_numpy() if has_amount else None for each in (learns, tests)]
    return Data(learn, test, tests["kehu_unseen"].to_numpy(zero_copy_only=False), amounts[0], amounts[1], left_out)


def _left_out(table: ir.Table, asked: Asked) -> tuple[Columns, str | None]:
    """Columns that are no factors, with the reason, and the column of amounts: given, or one that looks like it.

    A number that differs from 0 exactly where there are claims is an outcome, and would tell the answer.
    """
    named = {asked.count, asked.exposure, asked.split, asked.amount}
    others = [name for name in table.columns if name not in named]
    numeric = [name for name in others if table[name].type().is_numeric()]
    has_claim = table[asked.count] > 0
    facts = table.agg(
        kehu_rows=table.count(),
        **{f"distinct_{name}": table[name].nunique() for name in others},
        **{f"agrees_{name}": ((table[name] != 0) == has_claim).mean() for name in numeric},
    )
    (found,) = facts.to_pyarrow().to_pylist()
    distinct = {name: found[f"distinct_{name}"] for name in others if not table[name].type().is_floating()}
    keys = {name: KEY for name, count in distinct.items() if count > NEARLY_ALL * found["kehu_rows"]}
    outcomes = {name: OUTCOME for name in numeric if found[f"agrees_{name}"] > ALWAYS}
    amount = asked.amount or next(iter(outcomes), None)
    return keys | outcomes, amount
