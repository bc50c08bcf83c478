"""The four lists of a past day beside what came: who renewed, what it cost, and what prices did to renewal.

Reads a book of files through a mapping; a run as of `--as-of` knows nothing later. Each renewal on its lists that was
decided by `--until` is then followed: whether it renewed, at which price, and the claims of its next term. The offers
that the insurer really made were its own, not Kehu's, so the lists are judged as forecasts: the renewals of each list
by what they foretold, at the price that was really offered.

What a replay cannot prove: prices were not drawn at random, so how renewal goes with the price is what was seen, and no
proof of cause; nobody was declined because a list said so; and what another price would have brought was never tried.

    python -m benchmarks.lists --json --book FOLDER --mapping NAME --as-of DATE --until DATE
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks import judged_home
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.runs import run
from kehu.stages import retention
from kehu.statistics.intervals import of_share
from kehu.stores import batches
from kehu.tables import Snapshot
from kehu.tables.decisions import LISTS

Floats = NDArray[np.float64]
CUTS = (-0.15, -0.1, -0.05, -0.02, 0.02, 0.05, 0.1, 0.15)  # of the price really offered over the expiring one
LEAST = 30  # renewals of a class of price changes that are worth a line


def main() -> None:
    """Load, run as of the past, follow the lists, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        home = judged_home.loaded(folder / "home", options.book, options, until=options.until)
        settings = EngineSettings(threads=2)
        at = datetime.datetime.combine(options.until, datetime.time(), datetime.UTC)
        found = run(home, as_of=options.as_of, started_at=at, settings=settings, report=lambda *_: None)
        with open_engine(settings) as engine:
            counted = batches.active(home)
            book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
            tables = {path.stem: engine.read([path]) for path in found.folder.glob("*.parquet")}
            later = book.as_of(options.until)
            rows = followed(engine, tables, later, assumptions.read(home.parameters))
            told = {"as_of": options.as_of.isoformat(), "until": options.until.isoformat(), **judged(rows, tables)}
    show(
        {**told, "peak_memory_mib": round(peak_memory_mib(), 1), "machine": machine()},
        title="The four lists of the past",
        as_json=options.json,
    )


def followed(engine: Engine, tables: dict[str, ir.Table], later: Snapshot, assumed: Parameters) -> pa.Table:
    """One row a renewal of the lists that was decided: what was foretold, and what came."""
    known = retention.describe(engine=engine, snapshot=later, identities=tables["identities"], parameters=assumed)
    decided = known.filter(known.is_decided)
    came = decided.select(
        "term_id",
        renewed=(decided.decision == "renewed").cast("float64"),
        change_seen=decided.price_change,
    )
    lists = tables["renewal_decisions"].inner_join(came, "term_id")
    occasions = tables["renewal_occasions"].select("term_id", "price_change", "renewal_probability", "line")
    judged = lists.drop("price_change").inner_join(occasions.drop("line"), "term_id")
    slopes = tables["price_responses"].select("line", "central")
    with_slope = judged.left_join(slopes, "line").drop("line_right")
    cost = tables["policy_values"].select("term_id", "charges", "expected_cost", "annual_premium")
    with_cost = with_slope.left_join(cost, "term_id").drop("term_id_right")
    paid = _next_terms(later)
    joined = with_cost.left_join(
        paid, (with_cost.policy_id == paid.paid_policy) & (with_cost.renewal_date == paid.began)
    )
    return engine.keep(joined).to_pyarrow()


def _next_terms(later: Snapshot) -> ir.Table:
    """The premium of each term by policy and beginning, and what its claims came to."""
    claims = later["claims"]
    amount = claims.paid.fill_null(0) + claims.outstanding.fill_null(0)
    lost = claims.mutate(amount=amount.cast("float64")).select("policy_id", "occurred_date", "amount")
    terms = later["terms"].select(
        "policy_id", "inception_date", "expiry_date", premium=later["terms"].written_premium.cast("float64")
    )
    is_within = (lost.occurred_date >= terms.inception_date) & (lost.occurred_date < terms.expiry_date)
    hit = terms.inner_join(lost, [terms.policy_id == lost.policy_id, is_within])
    summed = hit.group_by(hit_policy="policy_id", hit_date="inception_date").agg(claims_seen=hit.amount.sum())
    whole = terms.left_join(summed, (terms.policy_id == summed.hit_policy) & (terms.inception_date == summed.hit_date))
    return whole.select(
        paid_policy="policy_id",
        began="inception_date",
        premium_seen=whole.premium * _ran(whole, later),
        ran=_ran(whole, later),
        claims_seen=whole.claims_seen.fill_null(0.0),
    )


def _ran(terms: ir.Table, later: Snapshot) -> ir.FloatingValue:
    """The part of each term that had run by the later day."""
    until = ibis.least(terms.expiry_date, ibis.literal(later.as_of))
    days = until.delta(terms.inception_date, unit="day").cast("float64")
    whole = terms.expiry_date.delta(terms.inception_date, unit="day").nullif(0)
    return (days / whole).clip(0.0, 1.0).fill_null(0.0)


def judged(rows: pa.Table, tables: dict[str, ir.Table]) -> dict[str, Any]:
    """The lists, and the calibration by price change."""
    columns = {name: rows[name].to_numpy(zero_copy_only=False) for name in FOLLOWED}
    names = np.array(rows["list"].to_pylist())
    all_lists = tables["renewal_decisions"].group_by("list").agg(n=lambda row: row.count()).to_pyarrow().to_pylist()
    return {
        "renewals": {row["list"]: row["n"] for row in sorted(all_lists, key=lambda row: LISTS.index(row["list"]))},
        "followed": len(names),
        "lists": {name: _list(columns, names == name) for name in LISTS if (names == name).any()},
        "by_price_change": _by_price_change(columns),
        "response": tables["price_responses"].select("line", "basis", "central").to_pyarrow().to_pylist(),
    }


FOLLOWED = (
    *("renewed", "change_seen", "price_change", "renewal_probability", "central", "expected_cost", "annual_premium"),
    *("charges", "premium_seen", "claims_seen", "ran"),
)


def _foretold(columns: dict[str, Floats]) -> Floats:
    """The probability of renewal at the price that was really offered."""
    held = np.clip(columns["renewal_probability"], 1e-9, 1 - 1e-9)
    moved = columns["central"] * (columns["change_seen"] - columns["price_change"])
    odds = np.log(held / (1 - held)) + np.where(np.isfinite(moved), moved, 0.0)
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def _list(columns: dict[str, Floats], here: NDArray[np.bool_]) -> dict[str, Any]:
    """A list: renewal foretold and seen; of those who renewed, loss ratio and result of what ran of the term."""
    renewed = columns["renewed"][here]
    lower, upper = of_share(int(renewed.sum()), len(renewed))
    stayed = here & (columns["renewed"] == 1) & np.isfinite(columns["premium_seen"])
    premium, claims = columns["premium_seen"][stayed], columns["claims_seen"][stayed]
    expected = columns["expected_cost"][stayed].astype(np.float64) * columns["ran"][stayed]
    charged = columns["charges"][stayed].astype(np.float64) / columns["annual_premium"][stayed].astype(np.float64)
    result = premium * (1 - charged) - claims
    error = 1.96 * float(np.std(claims)) / np.sqrt(max(len(claims), 1))
    return {
        "followed": len(renewed),
        "renewed": round(float(renewed.mean()), 4),
        "renewed_interval": [round(lower, 4), round(upper, 4)],
        "foretold": round(float(_foretold(columns)[here].mean()), 4),
        "stayed": int(stayed.sum()),
        "loss_ratio": round(float(claims.sum() / premium.sum()), 4) if len(premium) else None,
        "loss_ratio_within": round(error * len(claims) / float(premium.sum()), 4) if len(premium) else None,
        "loss_ratio_foretold": round(float(expected.sum() / premium.sum()), 4) if len(premium) else None,
        "mean_result": round(float(result.mean()), 2) if len(result) else None,
        "mean_result_within": round(error, 2),
    }


def _by_price_change(columns: dict[str, Floats]) -> list[dict[str, Any]]:
    """Renewal foretold and seen by the change of price that was really offered."""
    change, foretold = np.exp(columns["change_seen"]) - 1, _foretold(columns)
    place = np.digitize(change, CUTS)
    rows = []
    for number in range(len(CUTS) + 1):
        here = (place == number) & np.isfinite(change)
        if here.sum() < LEAST:
            continue
        renewed = columns["renewed"][here]
        lower, upper = of_share(int(renewed.sum()), len(renewed))
        rows.append(
            {
                "from": CUTS[number - 1] if number else None,
                "to": CUTS[number] if number < len(CUTS) else None,
                "renewals": int(here.sum()),
                "seen": round(float(renewed.mean()), 4),
                "interval": [round(lower, 4), round(upper, 4)],
                "foretold": round(float(foretold[here].mean()), 4),
            }
        )
    return rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--book", type=Path, required=True, help="a folder or file")
    parser.add_argument("--mapping", required=True, help="the mapping's name or file")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True, help="day of the lists")
    parser.add_argument(
        "--until", type=datetime.date.fromisoformat, required=True, help="day up to which they are followed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
