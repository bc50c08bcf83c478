"""What a plan of service is truly worth: Kehu's beside simple rules and beside whoever knows the truth.

Reads simulated insurers, one a seed, each loaded and run as of a day one year before its end, with nothing known later.
Of every cover that comes to its renewal within the year the true cost, the true probability of renewal and what the
simulator lets a service change are known, so that every service has a true worth: the result of three years that the
renewals add, claims spared in one year, less the cost.

Contenders, all within the hours of the same branches and the same catalogue (the services that the insurer knows):
nobody served; those served who claimed, the dearest claims first, as is usual; the same by premium; Kehu's plan, nobody
held out; and who knows the truth.

    python -m benchmarks.service --json --seeds 5 [--customers 4000 --years 5 --first-seed 1]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.decisions import SETTINGS, books, later_years, mean_of, rows_of, run_of_the_past, truth
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.engines import Engine, open_engine
from kehu.parameters import Parameters
from kehu.stages.renewals.subjects import Subjects
from kehu.stages.renewals.subjects import gather as gather_renewals
from kehu.stages.service.beliefs import beliefs
from kehu.stages.service.customers import Covers, Customers, gather
from kehu.stages.service.offers import Menu, menu
from kehu.stages.service.planning import NONE, Plan, planned
from kehu.tables.service import STATES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def main() -> None:
    """Simulate, plan, compare with the truth, print."""
    options = _options()
    rows, began = [], time.perf_counter()
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        options.seed = seed
        with tempfile.TemporaryDirectory() as made:
            rows.append(judged(Path(made), options))
    seconds = round(time.perf_counter() - began, 1)
    names = [name for name in rows[0] if isinstance(rows[0][name], dict)]
    means = {name: {each: mean_of([row[name][each] for row in rows]) for each in rows[0][name]} for name in names}
    found = {"seeds": len(rows), **means, "seconds": seconds, "peak_memory_mib": round(peak_memory_mib(), 1)}
    show({**found, "by_seed": rows, "machine": machine()}, title="Service", as_json=options.json)


def judged(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The true worth of every contender's plan on one insurer."""
    home, made, until = run_of_the_past(folder, options)
    assumed = _known_services(assumptions.read(home.parameters))
    with open_engine(SETTINGS) as engine:
        known, later = books(engine, home, options.as_of, until)
        tables = {path.stem: engine.read([path]) for path in made.folder.glob("*.parquet")}
        customers, covers = gather(snapshot=known, results=tables, parameters=assumed)
        effects = tables["service_effects"].to_pyarrow().to_pylist()
        lines = sorted({str(line) for line in covers.line})
        believed = beliefs(lines, effects, parameters=assumed.service)
        asked = {"parameters": assumed.service, "region": assumed.region, "as_of": options.as_of}
        offered = menu(customers, covers, believed, assumed.laws, **asked)
        subjects, _counts = gather_renewals(engine=engine, snapshot=known, results=tables, parameters=assumed)
        told = truth(engine, folder / "insurer" / "truth", later, subjects)
        true = _true_menu(engine, folder, offered, subjects, told, customers, assumed)
        claimed = _claimed(known, tables, customers)
    plans = {
        "nobody": np.full(len(customers), NONE),
        "those_who_claimed": _in_order(claimed, customers, offered, assumed, only=claimed > 0),
        "by_premium": _in_order(_premium(covers, len(customers)), customers, offered, assumed),
        "kehu": _chosen(planned(customers, offered, parameters=assumed.service)),
        "truth": _chosen(planned(customers, true, parameters=assumed.service)),
    }
    return {"customers": len(customers), **{name: _figures(kind, customers, true) for name, kind in plans.items()}}


def _known_services(assumed: Parameters) -> Parameters:
    """The assumptions with the services that the source records, and nobody held out."""
    kinds = tuple(kind for kind in assumed.service.catalogue if kind.recorded_as)
    return assumed.model_copy(
        update={"service": assumed.service.model_copy(update={"catalogue": kinds, "held_out": 0.0})}
    )


def _true_menu(
    engine: Engine,
    folder: Path,
    offered: Menu,
    subjects: Subjects,
    told: Mapping[str, Floats],
    customers: Customers,
    assumed: Parameters,
) -> Menu:
    """What each service would truly bring: nothing where no renewal of the year is known."""
    effects = engine.read([folder / "insurer" / "truth" / "effects.parquet"]).to_pyarrow().to_pylist()
    value = {(row["parameter"], row["part"]): float(row["value"]) for row in effects}
    stays = value["renewal.effects", "service"]
    rows = np.flatnonzero(np.isfinite(told["renewal_probability"]))
    lines = np.array(subjects.line.names, dtype=np.str_)[subjects.line.codes[rows]]
    chance = told["renewal_probability"][rows]
    odds = np.log(chance / (1 - chance)) - told["central"][rows] * told["price_change"][rows]
    now, served = (1 / (1 + np.exp(-(odds + more))) for more in (0.0, stays))
    known: dict[str, Any] = {name: found[rows] for name, found in told.items()}
    true = replace(rows_of(subjects, rows), **known)
    result = true.expiring * (1 - true.charges) - true.claims
    gain = (served - now) * result * later_years(true, assumed)
    places = {name: place for place, name in enumerate(customers.ids)}
    whose = np.array([places.get(name, -1) for name in true.keys["customer_id"].to_pylist()], np.int64)
    shape = (len(customers), len(offered.kinds))
    gains, spared = np.zeros(shape), np.zeros(shape)
    for place, kind in enumerate(offered.kinds):
        here = np.isin(lines, kind.lines) & (whose >= 0)
        less = np.array([1 - value.get(("services.claim_effect", line), 1.0) for line in lines])
        gains[:, place] = np.bincount(whose[here], gain[here], minlength=len(customers))
        spared[:, place] = np.bincount(whose[here], (true.claims * less)[here], minlength=len(customers))
    return replace(offered, renewal_gain=gains, claims_spared=spared, doubt=np.zeros(shape))


def _claimed(known: Any, tables: Mapping[str, Any], customers: Customers) -> Floats:
    """What claims of the last years came to, of each customer."""
    claims = known["claims"].inner_join(known["policies"].select("policy_id", "party_id"), "policy_id")
    owned = claims.inner_join(tables["identities"].select("party_id", "customer_id"), "party_id")
    amount = owned.paid.fill_null(0) + owned.outstanding.fill_null(0)
    rows = owned.group_by("customer_id").agg(amount=amount.sum().cast("float64")).to_pyarrow().to_pylist()
    found = {row["customer_id"]: row["amount"] for row in rows}
    return np.where(customers.has_claimed, [found.get(name, 0.0) for name in customers.ids], 0.0)


def _premium(covers: Covers, count: int) -> Floats:
    return np.bincount(covers.customer, covers.premium, minlength=count).astype(np.float64)


def _in_order(
    order: Floats, customers: Customers, offered: Menu, assumed: Parameters, only: NDArray[np.bool_] | None = None
) -> Ints:
    """The first service that each may have, in an order, until the hours of the branch are gone."""
    plan = planned(customers, offered, parameters=assumed.service)
    left, kind = plan.hours.copy(), np.full(len(customers), NONE)
    for place in np.argsort(-order, kind="stable").tolist():
        may = np.flatnonzero(offered.may_have[place])
        if not len(may) or (only is not None and not only[place]):
            continue
        group = plan.group[place]
        if offered.hours[may[0]] <= left[group]:
            left[group] -= offered.hours[may[0]]
            kind[place] = may[0]
    return kind


def _chosen(plan: Plan) -> Ints:
    return np.where(plan.state == STATES.index("planned"), plan.kind, NONE)


def _figures(kind: Ints, customers: Customers, true: Menu) -> dict[str, float]:
    """What a plan truly brings, whom it reaches and what it takes."""
    rows = np.flatnonzero(kind >= 0)
    given = kind[rows]
    return {
        "worth": round(float(true.value[rows, given].sum()), 2),
        "by_renewals": round(float(true.renewal_gain[rows, given].sum()), 2),
        "claims_spared": round(float(true.claims_spared[rows, given].sum()), 2),
        "cost": round(float(true.cost[given].sum()), 2),
        "served": len(rows),
        "quiet_share": round(float((~customers.has_claimed[rows]).mean()), 4) if len(rows) else 0.0,
        "hours": round(float(true.hours[given].sum()), 1),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--seeds", type=int, default=5, help="how many insurers")
    parser.add_argument("--first-seed", type=int, default=1, help="the first one's seed")
    parser.add_argument("--customers", type=int, default=4000, help="customers of each insurer")
    parser.add_argument("--years", type=int, default=5, help="its years of business")
    return parser.parse_args()


if __name__ == "__main__":
    main()
