"""Value at a date against the result that followed.

Reads a book of files through a mapping, or a simulated insurer; gives, for customers with cover on `--as-of`, what
their realised result after it was (calendar years after the date, as known on `--until`), by decile of lifetime value
with 95 % intervals, and for each contender the rank correlation (Spearman) with it and the share of the truly best
decile that the contender's best decile finds. Contenders: lifetime value, result expected of the coming year, the
status quo (the result of the last year goes on), and the premium alone. Differences from the status quo come with the
interval of a bootstrap of the customers, ranks as in the whole book. Most customers have no claim in a year, so ranks
of results follow the premium; means, which money follows, stand beside them, and for the simulated insurer the ranks of
what a year of the covers in force truly leaves in the mean.

    python -m benchmarks.value --json --book FOLDER --mapping NAME --as-of DATE [--until DATE]
    python -m benchmarks.value --json --customers 20000 [--years 5 --seed 1]
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks import judged_home
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.assumptions import Decisions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.stages import accounts, golden_record, identity, retention, risk, value
from kehu.stores import batches
from kehu.tables import Book, Snapshot

CONTENDERS = ("lifetime_value", "coming_result", "status_quo", "annual_premium")
RESAMPLES = 1000
NORMAL_95 = 1.959963984540054

Floats = NDArray[np.float64]


def main() -> None:
    """Load a book into a home of its own, value its customers, compare, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = options.book or judged_home.simulated(folder, options)
        options.until = options.until or options.as_of.replace(year=options.as_of.year + 1)
        home = judged_home.loaded(folder / "home", source, options, until=options.until)
        with open_engine(EngineSettings(threads=1)) as engine:
            counted = batches.active(home)
            book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
            truth = None if options.book else engine.read([folder / "insurer" / "truth" / "terms.parquet"])
            found = judge(engine, book, as_of=options.as_of, until=options.until, truth=truth)
    show({**found, "machine": machine()}, title="Value", as_json=options.json)


def judge(
    engine: Engine, book: Book, *, as_of: datetime.date, until: datetime.date, truth: ir.Table | None
) -> dict[str, Any]:
    """All figures of one book."""
    assumed = assumptions.parse(assumptions.default_text(), name="kehu.toml")
    known, later = book.as_of(as_of), book.as_of(until)
    identities = identity.resolve(engine=engine, snapshot=known, parameters=assumed.identity, former=None).identities
    identities = engine.keep(identities)
    tables, seconds = _valued(engine, known, identities, assumed)
    last = _results(known, identities, assumed, from_year=as_of.year)
    following = _results(later, identities, assumed, from_year=as_of.year + 1)
    rows = _beside(tables["customer_values"], last, following).to_pyarrow()
    profits = tables["retention_profits"].order_by("kept", "points").to_pyarrow().to_pylist()
    return {
        "as_of": as_of.isoformat(),
        "until": until.isoformat(),
        **compared(rows),
        **({} if truth is None else {"truth": against_truth(tables["policy_values"], truth, rows)}),
        "retention_profits": [{name: _plain(cell) for name, cell in row.items()} for row in profits],
        "value_seconds": round(seconds, 1),
        "peak_memory_mib": round(peak_memory_mib(), 1),
    }


def compared(rows: pa.Table) -> dict[str, Any]:
    """The contenders on customers that have a value."""
    realised = rows["realised"].to_numpy()
    foretold = {name: rows[name].to_numpy() for name in CONTENDERS}
    ranks = {name: rankdata(numbers) for name, numbers in {**foretold, "realised": realised}.items()}
    return {
        "customers": len(realised),
        "realised_result": round(float(realised.sum()), 2),
        "coming_result": round(float(foretold["coming_result"].sum()), 2),
        "contenders": {
            name: {
                "rank_correlation": round(_correlation(ranks[name], ranks["realised"]), 4),
                "top_decile_hits": round(_hits(ranks[name], ranks["realised"]), 4),
                "top_decile_mean_result": round(float(realised[_best(ranks[name])].mean()), 2),
                "better_half_less_worse": round(_spread(ranks[name], realised), 2),
            }
            for name in CONTENDERS
        },
        "against_status_quo": {
            name: _against(ranks, name, "status_quo") for name in CONTENDERS if name != "status_quo"
        },
        "deciles_of_lifetime_value": _deciles(ranks["lifetime_value"], foretold["coming_result"], realised),
    }


def against_truth(policies: ir.Table, truth: ir.Table, rows: pa.Table) -> dict[str, Any]:
    """The contenders against what a year of the covers in force truly leaves in the mean, chance apart."""
    true = truth.select("term_id", true_cost=truth.expected_cost.cast("float64"))
    covers = policies.filter(policies.lifetime_value.notnull()).inner_join(true, "term_id")
    result = covers.annual_premium.cast("float64") - covers.charges.cast("float64") - covers.true_cost
    sums = covers.group_by("customer_id").agg(
        true=result.sum(), expected_cost=covers.expected_cost.cast("float64").sum(), true_cost=covers.true_cost.sum()
    )
    told = sums.order_by("customer_id").to_pyarrow()
    known = rows.filter(pc.is_in(rows["customer_id"], told["customer_id"]))
    best = rankdata(told["true"].to_numpy())
    return {
        "customers": told.num_rows,
        "expected_cost": round(pc.sum(told["expected_cost"]).as_py()),
        "true_cost": round(pc.sum(told["true_cost"]).as_py()),
        "contenders": {
            name: {
                "rank_correlation": round(_correlation(rankdata(known[name].to_numpy()), best), 4),
                "top_decile_hits": round(_hits(rankdata(known[name].to_numpy()), best), 4),
            }
            for name in CONTENDERS
        },
    }


def _valued(
    engine: Engine, known: Snapshot, identities: ir.Table, assumed: Parameters
) -> tuple[dict[str, ir.Table], float]:
    """The tables of the value stage as of the date, and its seconds."""
    described = engine.keep(
        identity.describe(
            snapshot=known,
            identities=identities,
            fields=golden_record.gather(engine=engine, snapshot=known, identities=identities, corrections=()),
        )
    )
    scored = risk.score(
        engine=engine,
        snapshot=known,
        identities=identities,
        customers=described,
        decisions=Decisions(),
        parameters=assumed,
    ).tables
    stays = retention.judge(engine=engine, snapshot=known, identities=identities, parameters=assumed)
    judged = (engine.keep(one) for one in (scored["term_risks"], scored["customer_risks"], stays.occasions))
    judgement = value.Judged(*judged)
    begun = time.perf_counter()
    found = value.appraise(
        engine=engine,
        snapshot=known,
        identities=identities,
        customers=described,
        judged=judgement,
        parameters=assumed,
    )
    kept = {name: engine.keep(table) for name, table in found.items()}
    return kept, time.perf_counter() - begun


def _results(seen: Snapshot, identities: ir.Table, assumed: Parameters, *, from_year: int) -> ir.Table:
    """Results of customers from a year on, as a snapshot knows them."""
    settled = accounts.settle(snapshot=seen, identities=identities, parameters=assumed)
    recent = settled.filter(settled.year >= from_year)
    return recent.group_by("customer_id").agg(result=recent.result.sum().cast("float64"))


def _beside(values: ir.Table, last: ir.Table, following: ir.Table) -> ir.Table:
    """Customers with a value: what was foretold beside what was realised; who has left brings nothing."""
    valued = values.filter(values.lifetime_value.notnull())
    past = valued.left_join(last.select("customer_id", status_quo="result"), "customer_id").drop("customer_id_right")
    both = past.left_join(following.select("customer_id", realised="result"), "customer_id")
    numbers = {name: both[name].cast("float64").fill_null(0.0) for name in (*CONTENDERS, "realised")}
    return both.select("customer_id", **numbers).order_by("customer_id")


def _correlation(first: Floats, second: Floats) -> float:
    return float(np.corrcoef(first, second)[0, 1])


def _best(ranks: Floats) -> NDArray[np.bool_]:
    """The tenth with the highest ranks; of equals, those that stand first."""
    chosen = np.zeros(len(ranks), dtype=bool)
    chosen[np.argsort(-ranks, kind="stable")[: max(1, len(ranks) // 10)]] = True
    return chosen


def _hits(ranks: Floats, true: Floats) -> float:
    return float(_best(true)[_best(ranks)].mean())


def _against(ranks: dict[str, Floats], name: str, other: str) -> dict[str, float]:
    """How much more rank correlation one has than another, with a bootstrap interval."""
    draws = np.random.default_rng(1)
    count = len(ranks[name])
    found = []
    for _ in range(RESAMPLES):
        drawn = draws.integers(0, count, count)
        true = ranks["realised"][drawn]
        found.append(_correlation(ranks[name][drawn], true) - _correlation(ranks[other][drawn], true))
    gained = _correlation(ranks[name], ranks["realised"]) - _correlation(ranks[other], ranks["realised"])
    lower, upper = np.quantile(found, (0.025, 0.975))
    return {"rank_correlation_gained": round(gained, 4), "lower": round(lower, 4), "upper": round(upper, 4)}


def _spread(ranks: Floats, realised: Floats) -> float:
    """Mean result of the half with the higher ranks less that of the other: means, where ranks see mostly medians."""
    better = ranks > np.median(ranks)
    return float(realised[better].mean() - realised[~better].mean())


def _deciles(ranks: Floats, coming: Floats, realised: Floats) -> list[dict[str, float]]:
    """Mean results foretold and realised by tenth, the lowest value first."""
    order = np.argsort(ranks, kind="stable")
    rows = []
    for number, part in enumerate(np.array_split(order, min(10, len(order))), start=1):
        mean, beside = realised[part].mean(), NORMAL_95 * realised[part].std() / np.sqrt(len(part))
        foretold = round(float(coming[part].mean()), 2)
        bounds = {"lower": round(float(mean - beside), 2), "upper": round(float(mean + beside), 2)}
        rows.append({"decile": number, "foretold": foretold, "realised": round(float(mean), 2), **bounds})
    return rows


def _plain(cell: Any) -> Any:
    return cell if isinstance(cell, str) or cell is None else round(float(cell), 4)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.value", description=(__doc__ or "").split("\n")[0])
    judged_home.add_options(parser)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="end of a year: what is known")
    parser.add_argument("--until", type=datetime.date.fromisoformat, help="when results are known; a year later")
    options = parser.parse_args()
    if options.book and not (options.mapping and options.as_of):
        parser.error("--book needs --mapping and --as-of")
    return options


if __name__ == "__main__":
    main()
