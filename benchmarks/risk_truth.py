"""Expected claims and relativities against the truth of simulated insurers.

Reads a number of customers and of seeds. Gives for the first seed how near the expected claims of every term in force
lie to the true ones (mean Poisson distance × 100 and correlation of logarithms: the line's mean, the rating factors,
and these with the customer's own record), calibration by tenth, and the record against the true level of the customer;
and over all seeds how often the true relativities lie inside the 95 % intervals of the frequency tables.

    python -m benchmarks.risk_truth --json [--seeds 50] [--customers 5000] [--years 5]
"""

from __future__ import annotations

import argparse
import datetime
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import xlogy
from threadpoolctl import threadpool_limits

from benchmarks.drawn_insurer import BLOCK, DrawnInsurer, draw_insurer
from benchmarks.measuring import machine, show
from kehu.assumptions import Decisions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters, default_text, parse
from kehu.simulation.blocks import Block, draw_block
from kehu.simulation.model import GROUP_OF_LINE, GROUPS, LINES
from kehu.simulation.world import World, make_world
from kehu.stages import risk
from kehu.stages.risk.bounds import with_customers_bounds
from kehu.stages.risk.factors import factors_of_line
from kehu.stages.risk.lines import claims_by_term, line_rows
from kehu.stages.risk.models import FAMILIES, FREQUENCY, frequency_cells
from kehu.stages.risk.recipes import fitted
from kehu.statistics.rating.model import RatingModel
from kehu.statistics.rating.scoring import scored
from kehu.tables import Snapshot
from kehu.tables.terms import FACTORS

FIRST_YEAR = 2020
TRUE = ("level", "second")
Numbers = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    options = _options()
    assumed = parse(default_text(), name="default.toml")
    as_of = datetime.date(FIRST_YEAR + options.years - 1, 12, 31)
    inside: list[dict[str, Any]] = []
    figures: dict[str, Any] = {"customers": options.customers, "seeds": options.seeds, "as_of": as_of.isoformat()}
    for seed in range(1, options.seeds + 1):
        with open_engine(EngineSettings()) as engine:
            insurer = draw_insurer(engine, customers=options.customers, years=options.years, seed=seed)
            world, blocks = _blocks(options.customers, options.years, seed)
            snapshot = _with_factors(insurer, blocks, as_of)
            if seed == 1:
                figures |= against_truth(engine, insurer, blocks, snapshot, assumed)
            inside += covered(engine, insurer, world, snapshot, assumed)
    show({**figures, **coverage(inside), "machine": machine()}, title="Risk against the truth", as_json=options.json)


def against_truth(
    engine: Engine, insurer: DrawnInsurer, blocks: list[Block], snapshot: Snapshot, assumed: Parameters
) -> dict[str, Any]:
    """Expected claims of terms in force beside the true ones."""
    customers = insurer.identities.select("customer_id").distinct()
    found = risk.score(
        engine=engine,
        snapshot=snapshot,
        identities=insurer.identities,
        customers=customers,
        decisions=Decisions(),
        parameters=assumed,
    )
    wanted = ("term_id", "line", "claims_per_year", "record_factor")
    rows = engine.keep(found.tables["term_risks"].select(*wanted)).to_pyarrow()
    truth = _truth(blocks)
    place = [truth["place"][key] for key in rows["term_id"].to_pylist()]
    true, level = truth["claims"][place], truth["level"][place]
    rated, record = (rows[name].to_numpy() for name in ("claims_per_year", "record_factor"))
    lines = rows["line"].to_numpy(zero_copy_only=False).astype(str)
    mean = np.array([true[lines == line].mean() for line in lines])
    models = {"mean_of_line": mean, "rating_factors": rated, "and_own_record": rated * record}
    strength = found.tables["record_strengths"].to_pyarrow().to_pylist()[0]
    return {
        "terms_in_force": len(true),
        "distance_x100": {name: round(100 * _distance(true, each), 3) for name, each in models.items()},
        "log_correlation": {name: _correlation(np.log(true), np.log(each)) for name, each in models.items()},
        "record_with_level": _correlation(level, record),
        "tenths": _tenths(true, rated * record),
        "record_tenths": _tenths(level, record),
        "strength": {name: strength[name] for name in ("strength", "lower", "upper", "decay", "customer_variance")},
    }


def covered(
    engine: Engine, insurer: DrawnInsurer, world: World, snapshot: Snapshot, assumed: Parameters
) -> list[dict[str, Any]]:
    """For every level of the factors that truly matter: whether the true relativity lies in the interval."""
    basis = risk.prepare(engine=engine, snapshot=snapshot, identities=insurer.identities, parameters=assumed)
    claims = engine.keep(claims_by_term(basis.claims))
    found = []
    for line in LINES:
        rows = engine.keep(line_rows(basis=basis, claims=claims, snapshot=snapshot, line=line))
        told = float(rows.claim_count.sum().to_pyarrow().as_py() or 0)
        if told < assumed.rating.least_claims:
            continue
        _, binnings = factors_of_line(rows=rows, exposure=basis.exposure, line=line, claims=told, parameters=assumed)
        cells = frequency_cells(rows=rows, binnings=binnings, rating=assumed.rating)
        with threadpool_limits(limits=1):
            model = fitted(cells, FAMILIES[FREQUENCY], assumed.rating.recipe, about={}, rating=assumed.rating)
        each = scored(rows, model, name="rate")
        expected = each.rate * each.developed_exposure
        model = with_customers_bounds(model, each.select("customer_id", observed=each.claim_count, expected=expected))
        found += [row | {"line": line} for row in _judged(model, _relativities(world, line))]
    return found


def coverage(inside: list[dict[str, Any]]) -> dict[str, Any]:
    """The share of levels whose interval holds the truth, in all and by factor, each level counted alike."""
    by_factor = {
        factor: round(float(np.mean([row["is_inside"] for row in inside if row["factor"] == factor])), 3)
        for factor in TRUE
        if any(row["factor"] == factor for row in inside)
    }
    every = [row["is_inside"] for row in inside]
    return {"intervals": len(every), "share_inside": round(float(np.mean(every)), 3), "share_inside_by": by_factor}


def _judged(model: RatingModel, truth: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    """Levels with weight: the true relativity against the mean of the true logarithms, as the table's own is."""
    rows = []
    for table in model.tables:
        factor = table.factors[0]
        if len(table.factors) > 1 or factor not in truth:
            continue
        labels = table.binnings[0].labels
        known = np.array([np.log(truth[factor].get(label, np.nan)) for label in labels])
        held = np.isfinite(known) & (table.exposure > 0)
        true = np.exp(known - np.average(known[held], weights=table.exposure[held]))
        rows += [
            {"factor": factor, "is_inside": bool(table.lower[n] <= true[n] <= table.upper[n])}
            for n in np.flatnonzero(held)
        ]
    return rows


def _relativities(world: World, line: str) -> dict[str, dict[str, float]]:
    """True relativities of a line's factor of several levels and of its factor of two."""
    group = GROUPS[GROUP_OF_LINE[LINES.index(line)]]
    levels = dict(world.model.entries[f"levels.{group}"].values)
    return {"level": levels, "second": {"false": 1.0, "true": world.model("second.relativity", group)}}


def _with_factors(insurer: DrawnInsurer, blocks: list[Block], as_of: datetime.date) -> Snapshot:
    """The book as of a date with the rating factors of its terms, of all lines in one table."""
    rows = pa.concat_tables(_factors(block) for block in blocks)
    snapshot = insurer.book.as_of(as_of)
    return Snapshot(as_of=as_of, tables={**snapshot.tables, f"{FACTORS}all": ibis.memtable(rows)})


def _factors(block: Block) -> pa.Table:
    terms = block.history.terms
    held = block.policies.take(terms.policy)
    names = np.array(["?"] * len(held.level), dtype=object)
    model = make_world(customers=1, years=1, seed=1, first_year=FIRST_YEAR).model
    for number, group in enumerate(GROUPS):
        mine = GROUP_OF_LINE[held.line] == number
        names[mine] = np.array(model.names(f"levels.{group}"), dtype=object)[held.level[mine]]
    return pa.table(
        {
            "term_id": block.keys.terms,
            "level": pa.array(names, pa.string()),
            "second": pa.array(held.second.astype(bool)),
            "size": pa.array(held.size),
            "mileage": pa.array(held.mileage),
            "object_age": pa.array(terms.object_age.astype(np.int64)),
            "person_age": pa.array(terms.person_age.astype(np.int64)),
            "sum_covered": pa.array(held.sum_insured.astype(np.int64)),
            "known_date": pa.array(terms.known.astype(np.int32)).cast(pa.date32()),
        }
    )


def _truth(blocks: list[Block]) -> dict[str, Any]:
    """True claims a year of every term, and the customer's and policy's own level in them."""
    keys = [key for block in blocks for key in block.keys.terms.to_pylist()]
    claims = np.concatenate([block.history.terms.frequency * block.history.terms.passes for block in blocks])
    level = np.concatenate(
        [
            block.policies.risk[block.history.terms.policy]
            * block.customers.risk[block.policies.customer[block.history.terms.policy]]
            for block in blocks
        ]
    )
    return {"place": {key: n for n, key in enumerate(keys)}, "claims": claims, "level": level}


def _blocks(customers: int, years: int, seed: int) -> tuple[World, list[Block]]:
    """The world and blocks that `draw_insurer` draws of the same arguments."""
    world = make_world(customers=customers, years=years, seed=seed, first_year=FIRST_YEAR)
    return world, [
        draw_block(world=world, number=number, first_serial=start + 1, size=min(BLOCK, customers - start))
        for number, start in enumerate(range(0, customers, BLOCK))
    ]


def _distance(true: Numbers, expected: Numbers) -> float:
    """Mean Poisson deviance of the true means from those expected: what no luck can take away."""
    return float(np.mean(2 * (expected - true + xlogy(true, true / expected))))


def _correlation(first: Numbers, second: Numbers) -> float:
    return round(float(np.corrcoef(first, second)[0, 1]), 3)


def _tenths(true: Numbers, expected: Numbers) -> list[dict[str, float]]:
    """Means by tenth of what is expected, from the lowest."""
    parts = np.array_split(np.argsort(expected, kind="stable"), 10)
    return [
        {"expected": round(float(expected[part].mean()), 4), "true": round(float(true[part].mean()), 4)}
        for part in parts
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.risk_truth", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--seeds", type=int, default=50, help="insurers, for the coverage of intervals")
    parser.add_argument("--customers", type=int, default=5_000, help="of each insurer")
    parser.add_argument("--years", type=int, default=5, help="that each insurer is simulated")
    return parser.parse_args()


if __name__ == "__main__":
    main()
