"""What decisions on renewals are truly worth: Kehu's beside simple rules and beside whoever knows the truth.

Reads simulated insurers, one a seed, each loaded and run as of a day one year before its end, with nothing known later.
Every renewal to come then has a true cost, a true probability of renewal at any price (the simulator's own, by the
customer's own sensitivity) and so a true worth of every offer: the result of three years, in the mean, at the offer's
price. Claims and probabilities of the later years are those of the first.

Contenders: all renewed unchanged; prices by the last year's loss ratio; the worst decile of it declined where that is
lawful; Kehu under its plan and without limits, nobody held out; and who knows the truth, likewise. All keep the same
law and filed ranges. The regret is what is missing of the gain over unchanged that whoever knows the truth makes.

    python -m benchmarks.decisions --json --seeds 20 [--customers 4000 --years 5 --first-seed 1]
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks import judged_home
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.runs import run
from kehu.stages.renewals import offers as menus
from kehu.stages.renewals.choosing import Book
from kehu.stages.renewals.gates import Gate, gates
from kehu.stages.renewals.laws import allowed
from kehu.stages.renewals.subjects import Subjects, gather
from kehu.stores import batches
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder
from kehu.tables import Snapshot

Floats = NDArray[np.float64]
YEARS = 3
SETTINGS = EngineSettings(threads=2)
UNCHANGED = "unchanged"
BY_LOSS_RATIO = ((0.0, -0.05), (0.3, 0.0), (0.6, 0.05), (1.0, 0.15), (2.0, 0.3))  # from a loss ratio on: the change
WORST = 0.1


def main() -> None:
    """Simulate, decide, compare with the truth, print."""
    options = _options()
    rows, began = [], time.perf_counter()
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        options.seed = seed
        with tempfile.TemporaryDirectory() as made:
            rows.append(judged(Path(made), options))
    seconds = round(time.perf_counter() - began, 1)
    found = {**summary(rows), "seconds": seconds, "peak_memory_mib": round(peak_memory_mib(), 1), "by_seed": rows}
    show({**found, "machine": machine()}, title="Decisions on renewals", as_json=options.json)


def judged(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The true figures of every contender on one insurer."""
    home, made, until = run_of_the_past(folder, options)
    assumed = _without_holding_out(assumptions.read(home.parameters))
    with open_engine(SETTINGS) as engine:
        known, later = books(engine, home, options.as_of, until)
        tables = {path.stem: engine.read([path]) for path in made.folder.glob("*.parquet")}
        believed, _ = gather(engine=engine, snapshot=known, results=tables, parameters=assumed)
        told = truth(engine, folder / "insurer" / "truth", later, believed)
        return compared(_Case.of(believed, told, assumed), _loss_ratios(engine, known, believed), assumed)


def run_of_the_past(folder: Path, options: argparse.Namespace) -> tuple[Home, RunFolder, datetime.date]:
    """A simulated insurer, run as of a year before its end, which is the third."""
    options.as_of = None
    source = judged_home.simulated(folder, options)
    until = options.as_of.replace(year=options.as_of.year + 1)
    home = judged_home.loaded(folder / "home", source, options, until=until)
    at = datetime.datetime.combine(until, datetime.time(), datetime.UTC)
    made = run(home, as_of=options.as_of, started_at=at, settings=SETTINGS, report=lambda *_: None)
    return home, made, until


class _Case:
    """The renewals as Kehu believes them and as they truly are, with the same offers and gates."""

    def __init__(self, believed: Book, true: Book) -> None:
        self.believed, self.true = believed, true

    @classmethod
    def of(cls, believed: Subjects, told: dict[str, Floats], assumed: Parameters) -> _Case:
        """The renewals whose truth is told: those that come to an offer within the year."""
        made = menus.offers(parameters=assumed.renewals)
        gate = gates(believed, made, allowed(believed, assumed.laws, region=assumed.region))[-1]
        rows = np.flatnonzero(np.isfinite(told["renewal_probability"]))
        some = rows_of(believed, rows)
        left = Gate(gate.name, gate.least[rows], gate.most[rows], gate.is_made[rows])
        at = menus.unchanged(parameters=assumed.renewals)
        truth: dict[str, Any] = {name: values[rows] for name, values in told.items()}
        true = replace(some, **truth)
        true = replace(true, later_years=later_years(true, assumed))
        return cls(Book.of(some, made, left, unchanged=at), Book.of(true, made, left, unchanged=at))


def compared(case: _Case, loss_ratios: dict[str, float], assumed: Parameters) -> dict[str, Any]:
    """What each contender's offers are truly worth, in the book's currency, and whom they truly keep."""
    plan, free = assumed.renewals.scenarios[0], assumed.renewals.scenarios[-1]
    ratios = np.array([loss_ratios.get(key, 0.0) for key in case.true.subjects.keys["policy_id"].to_pylist()])
    places = {
        UNCHANGED: np.full(len(ratios), case.true.unchanged),
        "by_loss_ratio": _by_loss_ratio(case.true, ratios),
        "worst_declined": _worst_declined(case.true, ratios),
        "kehu_plan": case.believed.choose(plan)[0].options.astype(np.int64),
        "kehu_free": case.believed.choose(free)[0].options.astype(np.int64),
        "truth_plan": case.true.choose(plan)[0].options.astype(np.int64),
        "truth_free": case.true.choose(free)[0].options.astype(np.int64),
    }
    told = {name: _figures(case.true, place) for name, place in places.items()}
    for contender, best in (("kehu_plan", "truth_plan"), ("kehu_free", "truth_free")):
        told[contender]["regret"] = _regret(told, contender, best)
    for contender in ("by_loss_ratio", "worst_declined"):
        told[contender]["regret"] = _regret(told, contender, "truth_plan")
    return {"renewals": len(ratios), **told}


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Means over the seeds, with the standard error of the mean, and how often Kehu is the best but for the truth."""
    names = [name for name in rows[0] if name != "renewals"]
    measures = {name: list(rows[0][name]) for name in names}
    means = {
        name: {measure: mean_of([row[name][measure] for row in rows]) for measure in measures[name]} for name in names
    }
    simple = (UNCHANGED, "by_loss_ratio", "worst_declined")
    wins = sum(all(row["kehu_plan"]["worth"] > row[name]["worth"] for name in simple) for row in rows)
    return {"seeds": len(rows), "renewals": mean_of([row["renewals"] for row in rows]), **means, "kehu_plan_best": wins}


def mean_of(values: list[float]) -> dict[str, float]:
    """The mean of some values, and its standard error."""
    spread = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
    return {"mean": round(float(np.mean(values)), 4), "error": round(spread, 4)}


def _regret(told: dict[str, Any], contender: str, best: str) -> float:
    """The share of the gain over unchanged that is missing."""
    base = float(told[UNCHANGED]["worth"])
    gained, possible = (float(told[name]["worth"]) - base for name in (contender, best))
    return round(1 - gained / possible, 4)


def _figures(true: Book, place: NDArray[np.int64]) -> dict[str, Any]:
    """What offers truly come to over three years, and in the first."""
    plan, now = true.come_to(place), true.as_it_is
    stays = plan.renewal
    premium = float((stays * np.nan_to_num(plan.price)).sum())
    return {
        "worth": round(float(plan.worth["central"].sum()), 2),
        "kept": round(float((stays / true.subjects.covers).sum() / (now.renewal / true.subjects.covers).sum()), 4),
        "loss_ratio": round(float((stays * plan.claims).sum()) / premium, 4),
        "result_first_year": round(float((stays * plan.result).sum()), 2),
        "declined": int((np.array([offer.kind for offer in true.made])[place] == "decline").sum()),
    }


def _by_loss_ratio(true: Book, ratios: Floats) -> NDArray[np.int64]:
    """The price step that a table of loss ratios asks for; filed ranges hold it down as they hold all prices."""
    steps = np.array([offer.price - 1 for offer in true.made if offer.kind == "price"])
    asked = np.zeros(len(ratios))
    for least, change in BY_LOSS_RATIO:
        asked = np.where(ratios >= least, change, asked)
    nearest: NDArray[np.int64] = np.abs(steps[None, :] - asked[:, None]).argmin(axis=1)
    return nearest


def _worst_declined(true: Book, ratios: Floats) -> NDArray[np.int64]:
    """The worst tenth by loss ratio declined, where that is lawful; the others unchanged."""
    decline = len(true.made) - 1
    order = np.argsort(-ratios, kind="stable")[: round(WORST * len(ratios))]
    is_worst = np.zeros(len(ratios), np.bool_)
    is_worst[order] = True
    is_worst &= (ratios > 0) & true.gate.is_made[:, decline]
    return np.where(is_worst, decline, true.unchanged)


def truth(engine: Engine, folder: Path, later: Snapshot, believed: Subjects) -> dict[str, Floats]:
    """What is true of each renewal, in the columns of `Subjects`; NaN of those that came to no offer.

    The probability is the one of the offer that was made, at its price; a withdrawn offer had none.
    """
    keys = believed.keys["term_id"].to_pylist()
    costs = _by_key(engine.read([folder / "terms.parquet"]).to_pyarrow(), "term_id")
    answers = _by_key(engine.read([folder / "offers.parquet"]).to_pyarrow(), "offer_id")
    people = _by_key(engine.read([folder / "customers.parquet"]).to_pyarrow(), "customer")
    effects = engine.read([folder / "effects.parquet"]).to_pyarrow().to_pylist()
    slope = next(float(row["value"]) for row in effects if row["parameter"] == "renewal.price")
    made = _by_key(later["renewal_offers"].to_pyarrow(), "offer_id")
    found: dict[str, list[float]] = {name: [] for name in TRUE}
    for key in keys:
        term, answer, offer = costs[key], answers.get(f"{key}-Q"), made.get(f"{key}-Q")
        found["claims"].append(term["claims_per_year"] * term["cost_per_claim"])
        found["central"].append(slope * people[term["customer"]]["price_sensitivity"])
        if answer and offer and answer["renewal_probability"] > 0:
            found["renewal_probability"].append(answer["renewal_probability"])
            found["price_change"].append(np.log(float(offer["offered_premium"] / offer["expiring_premium"])))
        else:
            found["renewal_probability"].append(np.nan)
            found["price_change"].append(0.0)
    told = {name: np.array(values, np.float64) for name, values in found.items()}
    nothing = np.zeros(len(keys))
    same = dict.fromkeys(("pessimistic", "optimistic"), told["central"])
    return told | same | {"own_record": nothing, "line_belief": nothing, "other_covers": nothing, "reach": nothing + 1}


TRUE = ("claims", "renewal_probability", "price_change", "central")


def later_years(true: Subjects, assumed: Parameters) -> Floats:
    """Discounted years that follow a renewal, at the true probability of an unchanged price."""
    odds = np.log(true.renewal_probability / (1 - true.renewal_probability)) - true.central * true.price_change
    stays = 1 / (1 + np.exp(-odds))
    rate = 1 + assumed.discount.rate
    years: Floats = np.sum([stays**year / rate ** (year + 1) for year in range(YEARS)], axis=0)
    return years


def _loss_ratios(engine: Engine, known: Snapshot, believed: Subjects) -> dict[str, float]:
    """Incurred claims of the last year over the yearly premium, by policy, as known on the day."""
    begun = known.as_of.replace(year=known.as_of.year - 1)
    claims = known["claims"].filter(lambda row: row.occurred_date > begun)
    incurred = claims.paid.fill_null(0) + claims.outstanding.fill_null(0)
    rows = engine.keep(claims.group_by("policy_id").agg(incurred=incurred.sum().cast("float64"))).to_pyarrow()
    lost = dict(zip(rows["policy_id"].to_pylist(), rows["incurred"].to_pylist(), strict=True))
    keys = believed.keys["policy_id"].to_pylist()
    return {key: lost.get(key, 0.0) / paid for key, paid in zip(keys, believed.expiring, strict=True)}


def books(engine: Engine, home: Home, as_of: datetime.date, until: datetime.date) -> tuple[Snapshot, Snapshot]:
    """The book as known on two days."""
    counted = batches.active(home)
    book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
    return book.as_of(as_of), book.as_of(until)


def _without_holding_out(assumed: Parameters) -> Parameters:
    return assumed.model_copy(update={"renewals": assumed.renewals.model_copy(update={"held_out": 0.0})})


def rows_of(subjects: Subjects, rows: NDArray[np.int64]) -> Subjects:
    """Some of the renewals, by their places."""
    columns = {name: getattr(subjects, name) for name in subjects.__dataclass_fields__}
    found: dict[str, Any] = {}
    for name, column in columns.items():
        if hasattr(column, "codes"):
            found[name] = replace(column, codes=column.codes[rows])
        else:
            found[name] = column.take(pa.array(rows)) if name == "keys" else column[rows]
    return Subjects(**found)


def _by_key(rows: pa.Table, key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in rows.to_pylist()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--seeds", type=int, default=20, help="how many insurers")
    parser.add_argument("--first-seed", type=int, default=1, help="the first one's seed")
    parser.add_argument("--customers", type=int, default=4000, help="customers of each insurer")
    parser.add_argument("--years", type=int, default=5, help="its years of business")
    return parser.parse_args()


if __name__ == "__main__":
    main()
