"""Renewal: judged on what followed, after learning only from what was known.

Reads a book of files through a mapping, or a simulated insurer; gives for the year after `--as-of`: occasions, renewal
rate, and for the tables, for LightGBM on the same features and for two baselines the area under the curve, log loss and
calibration. Each occasion of the year is judged with its features as of its own day, by models as of `--as-of`. With
`--without` factors are left out, to see what rests on them. The simulated insurer also gives the distance from the true
probabilities, and the true response to prices.

    python -m benchmarks.renewal --json --book FOLDER --mapping FILE --as-of DATE [--without FACTOR …]
    python -m benchmarks.renewal --json --customers 20000 [--years 5 --seed 1]
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from benchmarks import judged_home
from benchmarks import renewal_judging as judging
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.stages import identity, retention
from kehu.stages.retention.factors import names_of
from kehu.stages.retention.features import FEATURES
from kehu.stages.retention.model import SHARED, Fitted, rows_of
from kehu.stages.retention.price import Response
from kehu.stages.retention.scoring import scored
from kehu.stores import batches
from kehu.tables import Book, Snapshot


def main() -> None:
    """Load a book into a home of its own, judge it, and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = options.book or judged_home.simulated(folder, options)
        home = judged_home.loaded(
            folder / "home", source, options, until=options.as_of.replace(year=options.as_of.year + 1)
        )
        with open_engine(EngineSettings(threads=1)) as engine:
            book = batches.open_book(
                batches.table_files(home, batches.active(home)), batches.active(home), engine=engine
            )
            truth = None if options.book else engine.read([folder / "insurer" / "truth" / "offers.parquet"])
            found = judge(engine, book, as_of=options.as_of, without=options.without, truth=truth)
    show({**found, "machine": machine()}, title="Renewal", as_json=options.json)


def judge(
    engine: Engine, book: Book, *, as_of: datetime.date, without: Sequence[str], truth: ir.Table | None
) -> dict[str, Any]:
    """All figures of one book."""
    assumed = assumptions.parse(assumptions.default_text(), name="kehu.toml")
    until = as_of.replace(year=as_of.year + 1)
    known, later = (_without(book.as_of(day), without) for day in (as_of, until))
    begun = time.perf_counter()
    past = _described(engine, known, assumed, without)
    judgement = retention.learn(engine=engine, occasions=past, snapshot=known, parameters=assumed)
    seconds = time.perf_counter() - begun
    coming = _described(engine, later, assumed, without)
    coming = coming.filter(coming.is_decided & (coming.renewal_date > ibis.literal(as_of)))
    parts = [
        (fitted, _rows(fitted, past.filter(past.is_decided), known, assumed), _rows(fitted, coming, later, assumed))
        for fitted in judgement.models
    ]
    return {
        "as_of": as_of.isoformat(),
        "until": until.isoformat(),
        "without": list(without),
        **compared(parts),
        "price_responses": [_told(response) for response in judgement.responses],
        **({} if truth is None else {"truth": against_truth(parts, later, truth)}),
        "learning_seconds": round(seconds, 1),
        "peak_memory_mib": round(peak_memory_mib(), 1),
    }


def compared(parts: Sequence[tuple[Fitted, pa.Table, pa.Table]]) -> dict[str, Any]:
    """The tables, the challenger and the baselines on the judged occasions of all models together."""
    renewed = np.concatenate([judging.came(judged) for _, _, judged in parts])
    tables = np.concatenate([judged["renewal_probability"].to_numpy() for _, _, judged in parts])
    grown = [judging.boosted(past, judged, _names(fitted, past)) for fitted, past, judged in parts]
    seeds = [np.concatenate(of_seed) for of_seed in zip(*grown, strict=True)]
    models = {"tables": tables, "lightgbm": np.mean(seeds, axis=0), **_baselines(parts)}
    return {
        "occasions": {"learned": sum(past.num_rows for _, past, _ in parts), "judged": len(renewed)},
        "renewal_rate": round(float(renewed.mean()), 4),
        "models": {name: judging.figures(renewed, foretold) for name, foretold in models.items()},
        "lightgbm_by_seed": [judging.figures(renewed, foretold) for foretold in seeds],
        "tables_deciles": judging.deciles(renewed, tables),
    }


def against_truth(
    parts: Sequence[tuple[Fitted, pa.Table, pa.Table]], later: Snapshot, truth: ir.Table
) -> dict[str, Any]:
    """How far the tables are from the true probabilities, beside the mean, and what the truth itself would reach."""
    offers = later["renewal_offers"].select("offer_id", "policy_id", "renewal_date").inner_join(truth, "offer_id")
    true = {
        (row["policy_id"], row["renewal_date"]): row["renewal_probability"] for row in offers.to_pyarrow().to_pylist()
    }
    rows = [row for _, _, judged in parts for row in judged.select(KEYS).to_pylist()]
    pairs = [(row, true.get((row["policy_id"], row["renewal_date"]))) for row in rows]
    told = np.array([(row["renewal_probability"], own, row["decision"] == "renewed") for row, own in pairs if own])
    foretold, own, renewed = told.T.astype(float)
    return {
        "occasions": len(told),
        "correlation": round(float(np.corrcoef(foretold, own)[0, 1]), 4),
        "root_mean_square_error": round(float(np.sqrt(((foretold - own) ** 2).mean())), 4),
        "deviation_of_truth": round(float(own.std()), 4),
        "truth": judging.figures(renewed, np.clip(own, 1e-6, 1 - 1e-6)),
    }


KEYS = ["policy_id", "renewal_date", "renewal_probability", "decision"]


def _baselines(parts: Sequence[tuple[Fitted, pa.Table, pa.Table]]) -> dict[str, judging.Floats]:
    """The renewal rate of the past: one for all, and one for each line and channel."""
    past = pa.concat_tables([learned.select(["line", "channel", "decision"]) for _, learned, _ in parts])
    judged = pa.concat_tables([asked.select(["line", "channel"]) for _, _, asked in parts])
    renewed = judging.came(past)
    cells = list(zip(past["line"].to_pylist(), past["channel"].to_pylist(), strict=True))
    names, places = np.unique([str(cell) for cell in cells], return_inverse=True)
    rates = dict(zip(names, np.bincount(places, renewed) / np.bincount(places), strict=True))
    asked = zip(judged["line"].to_pylist(), judged["channel"].to_pylist(), strict=True)
    flat = float(renewed.mean())
    return {
        "mean": np.full(judged.num_rows, flat),
        "rate_by_channel": np.array([rates.get(str(cell), flat) for cell in asked]),
    }


def _described(engine: Engine, seen: Snapshot, assumed: Parameters, without: Sequence[str]) -> ir.Table:
    """The occasions of a book with their features; those left out are empty."""
    found = identity.resolve(engine=engine, snapshot=seen, parameters=assumed.identity, former=None)
    rows = retention.describe(engine=engine, snapshot=seen, identities=found.identities, parameters=assumed)
    return rows.mutate(**{name: ibis.null(rows[name].type()) for name in without if name in FEATURES})


def _without(seen: Snapshot, names: Sequence[str]) -> Snapshot:
    """A book whose factor tables lack some columns."""
    kept = {table: seen[table].drop(*(set(names) & set(seen[table].columns))) for table in seen.lines_with_factors}
    return Snapshot(as_of=seen.as_of, tables={**seen.tables, **kept}, identity_rules=seen.identity_rules)


def _rows(fitted: Fitted, occasions: ir.Table, seen: Snapshot, assumed: Parameters) -> pa.Table:
    rows = rows_of(fitted, occasions=occasions, snapshot=seen)
    answered = scored(rows, fitted, parameters=assumed.retention)
    return answered.select(*rows.columns, "renewal_probability").to_pyarrow()


def _names(fitted: Fitted, past: pa.Table) -> list[str]:
    """The columns that the tables may use: the features, and the factors that the line declares."""
    chosen = [*(one.factor for one in fitted.choice.binnings), *(name for name, _ in fitted.choice.left_out)]
    allowed = names_of(chosen, is_shared=fitted.name == SHARED)
    return [name for name in dict.fromkeys((*allowed, *chosen)) if name in past.column_names]


def _told(response: Response) -> dict[str, Any]:
    slopes = {name: round(getattr(response, name), 3) for name in ("pessimistic", "central", "optimistic")}
    measured = {"measured": round(response.measured.value, 3), "error": round(response.measured.error, 3)}
    spread = {"offers": response.offers, "residual_spread": round(response.residual_spread, 4)}
    return {"line": response.line, "basis": response.basis, **slopes, **measured, **spread}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.renewal", description=(__doc__ or "").split("\n")[0])
    judged_home.add_options(parser)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="what is known; the year after is judged")
    parser.add_argument("--without", nargs="*", default=[], help="factors to leave out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
