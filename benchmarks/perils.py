"""Perils of the claims of the year that follows, against the shares that a run gave each term.

Reads a book of files through a mapping, or a simulated insurer; takes the claims that occurred after `--as-of`, as
known on `--until`, of policies in force on `--as-of` in lines of several perils. Gives for each line the mean log loss
of the peril that struck: by the shares of the term, and by those of the line, which are the same for all its terms. The
gain comes with its 95 % interval, claims of one policy counted together. A peril that is not told apart is `other`.

    python -m benchmarks.perils --json --book FOLDER --mapping NAME --as-of DATE [--until DATE]
    python -m benchmarks.perils --json --customers 20000 [--years 5 --seed 1]
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from benchmarks import judged_home
from benchmarks.measuring import machine, show
from kehu import parameters as assumptions
from kehu.assumptions import Decisions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.stages import golden_record, identity, risk
from kehu.statistics.intervals import NORMAL_95
from kehu.stores import batches
from kehu.tables import Book

LEAST = 1e-6


def main() -> None:
    """Load a book into a home of its own, score its terms, hold the next year's claims against the shares, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = options.book or judged_home.simulated(folder, options)
        options.until = options.until or options.as_of.replace(year=options.as_of.year + 1)
        home = judged_home.loaded(folder / "home", source, options, until=options.until)
        with open_engine(EngineSettings(threads=1)) as engine:
            counted = batches.active(home)
            book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
            found = judge(engine, book, as_of=options.as_of, until=options.until)
    show({**found, "machine": machine()}, title="Perils", as_json=options.json)


def judge(engine: Engine, book: Book, *, as_of: datetime.date, until: datetime.date) -> dict[str, Any]:
    """All figures of one book."""
    rows = _struck(engine, book, as_of=as_of, until=until).to_pyarrow()
    lines = sorted(set(rows["line"].to_pylist()))
    return {
        "as_of": as_of.isoformat(),
        "until": until.isoformat(),
        "lines": [{"line": line, **compared(_of(rows, line))} for line in lines],
        "all": compared(rows),
    }


def compared(rows: pa.Table) -> dict[str, Any]:
    """Log loss a claim by the term's shares and by the line's, and what the term's gain."""
    counts = rows["claims"].to_numpy()
    own, plain = (-np.log(np.maximum(rows[name].to_numpy(), LEAST)) for name in ("share", "line_share"))
    gained, claims = (plain - own) * counts, float(counts.sum())
    policies = np.unique(rows["policy_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
    mean = float(gained.sum()) / claims
    beside = NORMAL_95 * float(np.sqrt((np.bincount(policies, gained - mean * counts) ** 2).sum())) / claims
    return {
        "claims": int(claims),
        "log_loss_of_the_line": round(float(plain @ counts) / claims, 4),
        "log_loss_of_the_term": round(float(own @ counts) / claims, 4),
        "gain": round(mean, 4),
        "lower": round(mean - beside, 4),
        "upper": round(mean + beside, 4),
    }


def _of(rows: pa.Table, line: str) -> pa.Table:
    return rows.filter(np.array(rows["line"].to_pylist()) == line)


def _struck(engine: Engine, book: Book, *, as_of: datetime.date, until: datetime.date) -> ir.Table:
    """A row a policy, line and peril that struck after the date: claims, and the share that was foretold of it."""
    assumed = assumptions.parse(assumptions.default_text(), name="kehu.toml")
    known, later = book.as_of(as_of), book.as_of(until)
    identities = engine.keep(
        identity.resolve(engine=engine, snapshot=known, parameters=assumed.identity, former=None).identities
    )
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
    shares = _shares(engine.keep(scored["term_perils"]))
    models = engine.keep(scored["peril_risks"]).filter(lambda row: row.modelled_as.notnull())
    named = models.select("line", source="peril", peril="modelled_as")
    claims = later["claims"].filter(lambda row: (row.occurred_date > as_of) & (row.occurred_date <= until))
    lines = later["policies"].select("policy_id", "line")
    told = claims.inner_join(lines, "policy_id").select("policy_id", "line", source="peril", count="claim_count")
    parted = told.inner_join(named, ["line", "source"]).group_by("policy_id", "line", "peril")
    return engine.keep(
        parted.agg(claims=lambda row: row["count"].sum().cast("float64"))
        .inner_join(shares, ["policy_id", "line", "peril"])
        .filter(lambda row: row.claims > 0)
        .order_by("line", "policy_id", "peril")
    )


def _shares(perils: ir.Table) -> ir.Table:
    """Shares of the perils in the claims of a policy, and in those of its line."""
    sums = perils.group_by("policy_id", "line", "peril").agg(claims=perils.claims_per_year.sum())
    return sums.select(
        *("policy_id", "line", "peril"),
        share=sums.claims / sums.claims.sum().over(group_by=["policy_id", "line"]),
        line_share=sums.claims.sum().over(group_by=["line", "peril"]) / sums.claims.sum().over(group_by="line"),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perils", description=(__doc__ or "").split("\n")[0])
    judged_home.add_options(parser)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="end of a year: what is known")
    parser.add_argument("--until", type=datetime.date.fromisoformat, help="when claims are known; a year later")
    options = parser.parse_args()
    if options.book and not (options.mapping and options.as_of):
        parser.error("--book needs --mapping and --as-of")
    return options


if __name__ == "__main__":
    main()
