"""Who is behind the records: what the exact rules and the model find against the truth, beside plain Splink.

Reads a file whose columns are mapped by name, with the truth in one of them, or the party records of a simulated
insurer with its own truth. Gives precision, recall and F1 by pairs of records (of all pairs that a contender makes one)
and by clusters (found whole, and nothing else in it), with seconds and peak memory, each contender in a process of its
own. Contenders: the exact rules alone; rules and model; a run that adds 1% of the records to what one of all others
learnt; and, for the historical persons of Splink's own documentation, Splink with the settings that are documented for
them, clustered at the threshold that suits it best.

    python -m benchmarks.identity --json --data FILE --truth COL --columns name=full_name,birth_date=dob,…
    python -m benchmarks.identity --json --customers 50000 [--years 5 --seed 1]
    python -m benchmarks.identity --json --book FOLDER --mapping NAME --as-of 2018-12-31

With a book there is no truth: the model alone is held against the exact rules of the book's mapping.
"""

from __future__ import annotations

import argparse
import datetime
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks import judged_home, plain_splink
from benchmarks.measuring import in_own_process, machine, peak_memory_mib, show
from kehu import parameters as assumptions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Identity
from kehu.stages import identity
from kehu.stores import batches
from kehu.stores.home import Home
from kehu.tables import Snapshot
from kehu.tables.parties import Parties

SOURCE, KNOWN = "file", datetime.date(2000, 1, 1)
THREADS = 2
NEW_ONE_IN = 100

Labels = NDArray[np.int64]


def main() -> None:
    """Measure each contender in a process of its own, and print."""
    options = _options()
    if options.contender:
        print(json.dumps(_measured(options)))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        told = _file_told(options) if options.data else _simulated_told(folder, options)
        contenders = ["model", "again"] if options.data else ["rules", "model", "again"]
        contenders = ["beside"] if options.book else contenders
        contenders += ["splink"] if options.data and plain_splink.fits(pq.read_schema(options.data).names) else []
        found = {name: in_own_process("benchmarks.identity", "--contender", name, *told) for name in contenders}
    show({"contenders": found, "machine": machine()}, title="Identity", as_json=options.json)


def judged(found: Labels, truth: Labels) -> dict[str, Any]:
    """Precision, recall and F1 by pairs and by clusters; labels of records, any numbers."""
    found, truth = (np.unique(labels, return_inverse=True)[1] for labels in (found, truth))
    both, counts = np.unique(np.stack([found, truth]), axis=1, return_counts=True)
    sizes, true_sizes = np.bincount(found), np.bincount(truth)
    whole = int(((sizes[both[0]] == counts) & (true_sizes[both[1]] == counts)).sum())
    return {
        "records": len(found),
        "persons_found": len(sizes),
        "persons": len(true_sizes),
        "by_pairs": _scores(_pairs(counts), _pairs(sizes), _pairs(true_sizes)),
        "by_clusters": _scores(whole, len(sizes), len(true_sizes)),
    }


def _pairs(sizes: Labels) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _scores(right: int, made: int, true: int) -> dict[str, float]:
    precision, recall = right / max(made, 1), right / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    """One contender, in this process."""
    if options.contender == "splink":
        begun = time.perf_counter()
        table = pq.read_table(options.data)
        clusters = plain_splink.clusters(table)
        seconds = time.perf_counter() - begun
        truth = _numbered(table[options.truth])
        best = {name: judged(labels, truth) for name, labels in clusters.items()}
        name = max(best, key=lambda one: best[one]["by_pairs"]["f1"])
        return {"threshold": name, **best[name], **_cost(seconds)}
    with open_engine(EngineSettings(threads=THREADS)) as engine:
        snapshot, truth = _file(engine, options) if options.data else _home(engine, options)
        if options.contender == "beside":
            return _beside(engine, snapshot, _parameters(options))
        if options.contender == "again":
            return _again(engine, snapshot, truth, _parameters(options))
        begun = time.perf_counter()
        found = identity.resolve(engine=engine, snapshot=snapshot, parameters=_parameters(options), former=None)
        seconds = time.perf_counter() - begun
        beside = found.identities.inner_join(truth, "party_id").order_by("party_id").to_pyarrow()
        outcomes = found.pairs.group_by("outcome").agg(count=found.pairs.count()).to_pyarrow().to_pylist()
    return {
        **judged(_numbered(beside["customer_id"]), _numbered(beside["truth"])),
        "pairs": {row["outcome"]: row["count"] for row in outcomes},
        **_cost(seconds),
    }


def _beside(engine: Engine, snapshot: Snapshot, parameters: Identity) -> dict[str, Any]:
    """How far the model, without any exact rule, finds the customers of the exact rules."""
    exact = parameters.model_copy(update={"matching": parameters.matching.model_copy(update={"is_on": False})})
    by_rules = identity.resolve(engine=engine, snapshot=snapshot, parameters=exact, former=None)
    bare = Snapshot(snapshot.as_of, {"parties": snapshot["parties"]})
    begun = time.perf_counter()
    two_will_do = parameters.matching.model_copy(update={"least_fields": 2})
    alone = parameters.model_copy(update={"rules": (), "matching": two_will_do})
    by_model = identity.resolve(engine=engine, snapshot=bare, parameters=alone, former=None)
    seconds = time.perf_counter() - begun
    rules = by_rules.identities.select("party_id", truth="customer_id")
    beside = by_model.identities.inner_join(rules, "party_id").order_by("party_id").to_pyarrow()
    return {**judged(_numbered(beside["customer_id"]), _numbered(beside["truth"])), **_cost(seconds)}


def _again(engine: Engine, snapshot: Snapshot, truth: ir.Table, parameters: Identity) -> dict[str, Any]:
    """What a run costs that adds the last 1% of the records to one of all others, and whose ids it changes."""
    parties = snapshot["parties"]
    is_new = parties.party_id.hash().abs() % NEW_ONE_IN == 0
    most = Snapshot(snapshot.as_of, {"parties": engine.keep(parties.filter(~is_new))}, snapshot.identity_rules)
    begun = time.perf_counter()
    first = identity.resolve(engine=engine, snapshot=most, parameters=parameters, former=None)
    models = tuple(identity.Model(**row) for row in first.models.to_pyarrow().to_pylist())
    learnt = identity.Learnt(models, engine.keep(first.scores), engine.keep(first.records))
    former = identity.Former(first.identities, engine.keep(first.redirects), engine.keep(first.founders), learnt)
    between = time.perf_counter()
    found = identity.resolve(engine=engine, snapshot=snapshot, parameters=parameters, former=former)
    ended = time.perf_counter()
    beside = found.identities.inner_join(truth, "party_id").order_by("party_id").to_pyarrow()
    return {
        **judged(_numbered(beside["customer_id"]), _numbered(beside["truth"])),
        "new_records": int(parties.filter(is_new).count().to_pyarrow().as_py()),
        "ids_changed_of_untouched": _changed(first.identities, found.identities),
        "seconds_of_the_run_before": round(between - begun, 1),
        **_cost(ended - between),
    }


def _changed(before: ir.Table, after: ir.Table) -> int:
    """Customers who hold the same records as before, and have another id."""
    now = before.inner_join(after.select("party_id", now="customer_id"), "party_id")
    groups = now.group_by("customer_id").agg(records=now.count(), ids=now.now.nunique(), now=now.now.max())
    sizes = after.group_by(now=after.customer_id).agg(records_now=after.count())
    same = groups.inner_join(sizes, "now").filter(lambda row: (row.ids == 1) & (row.records == row.records_now))
    return int(same.filter(same.customer_id != same.now).count().to_pyarrow().as_py())


def _cost(seconds: float) -> dict[str, float]:
    return {"seconds": round(seconds, 1), "peak_memory_mib": round(peak_memory_mib(), 1)}


def _parameters(options: argparse.Namespace) -> Identity:
    assumed = assumptions.parse(assumptions.default_text(), name="kehu.toml").identity
    asked = {"is_on": options.contender != "rules", "seed": options.seed}
    if options.join_weight is not None:
        asked["join_weight"] = options.join_weight
    if options.data:
        asked["names_for_each_contact"] = 1_000_000  # a town is a region here, and no contact
    return assumed.model_copy(update={"matching": assumed.matching.model_copy(update=asked)})


def _file(engine: Engine, options: argparse.Namespace) -> tuple[Snapshot, ir.Table]:
    """The records of a file as parties, and their truth."""
    rows = engine.read([options.data]).mutate(row_number=ibis.row_number())
    mapped = dict(part.split("=", 1) for part in options.columns.split(","))
    kinds = Parties.datatypes()
    columns = {name: ibis.null(kinds[name]) for name in Parties.columns}
    columns |= {name: rows[column].try_cast(kinds[name]) for name, column in mapped.items()}
    key = ibis.literal(f"{SOURCE}-").concat(rows.row_number.cast("string"))
    columns |= {"party_id": key, "source": ibis.literal(SOURCE), "known_date": ibis.literal(KNOWN)}
    columns |= {"kind": ibis.literal("person")} if "kind" not in mapped else {}
    held = engine.keep(rows.select(truth=rows[options.truth].cast("string"), **columns))
    return Snapshot(KNOWN, {"parties": held.drop("truth")}), held.select("party_id", "truth")


def _home(engine: Engine, options: argparse.Namespace) -> tuple[Snapshot, ir.Table]:
    """The records of a simulated insurer, and who is truly behind each."""
    home = Home(options.home / "home")
    counted = batches.active(home)
    book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
    known = options.home / "insurer" / "truth" / "parties.parquet"
    if not known.is_file():
        return book.as_of(options.as_of), engine.read_arrow(pa.table({"party_id": pa.array([], pa.string())}))
    truth = engine.read([known])
    return book.as_of(options.as_of), truth.select("party_id", truth=truth.customer.cast("string"))


def _numbered(column: pa.ChunkedArray) -> Labels:
    labels: Labels = column.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    return labels


def _file_told(options: argparse.Namespace) -> list[str]:
    return ["--data", str(options.data), "--truth", options.truth, "--columns", options.columns, *_weight(options)]


def _simulated_told(folder: Path, options: argparse.Namespace) -> list[str]:
    """Make the insurer, or take the book, and load it; gives what a contender is told."""
    until = options.as_of or datetime.date(judged_home.FIRST_YEAR + options.years - 1, 12, 31)
    source = options.book or judged_home.simulated(folder, options)
    judged_home.loaded(folder / "home", source, options, until=until)
    return ["--home", str(folder), "--as-of", until.isoformat(), *_weight(options)]


def _weight(options: argparse.Namespace) -> list[str]:
    return [] if options.join_weight is None else ["--join-weight", str(options.join_weight)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, help="a Parquet file with a row a record")
    parser.add_argument("--truth", help="its column that says who is behind a record")
    parser.add_argument("--columns", default="", help="columns of parties by columns of the file: name=full_name,…")
    parser.add_argument("--join-weight", type=float, help="bits of mean evidence that join; the default if left out")
    parser.add_argument("--customers", type=int, default=20_000, help="customers of the simulated insurer")
    parser.add_argument("--years", type=int, default=5, help="its years of business")
    parser.add_argument("--seed", type=int, default=1, help="its seed")
    parser.add_argument("--contender", choices=("rules", "model", "again", "beside", "splink"), help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="day on which the book was extracted")
    parser.add_argument("--book", type=Path, help="a folder or file of a book without a known truth")
    parser.add_argument("--mapping", help="the mapping's name or file, for a book")
    options = parser.parse_args()
    if options.data and not (options.truth and options.columns):
        parser.error("--data needs --truth and --columns")
    if options.book and not (options.mapping and options.as_of):
        parser.error("--book needs --mapping and --as-of")
    return options


if __name__ == "__main__":
    main()
