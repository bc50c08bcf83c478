"""Questions on who is who in a run that was made: who may be one with whom, for tests of the review."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.tables.matches import IdentityPairs, IdentityQuestions

QUESTION = {
    "kind": "asked",
    "branch": "HQ/North",
    "other_branch": "HQ/North",
    "stake": "800",
    "weight": 3.5,
    "probability": 0.9,
    "pair_count": 1,
}


def identities_of(run):
    """The customers of a run by their records."""
    rows = pq.read_table(run.table("identities")).to_pylist()
    return {row["party_id"]: row["customer_id"] for row in rows}


def write_questions(run, rows):
    """Put questions into a run, each with the evidence of its pair: names speak for one, telephones for two."""
    filled = [QUESTION | {"place": place} | row for place, row in enumerate(rows, start=1)]
    evidence = {"outcome": "asked", "weight": 3.5, "weight_name": 9.0, "weight_phone": -1.5}
    pairs = [evidence | {name: row[name] for name in ("party_id", "joined_party_id")} for row in filled]
    _write(run.table("identity_questions"), IdentityQuestions, filled)
    _write(run.table("identity_pairs"), IdentityPairs, pairs)


def _write(path, table, rows):
    kinds = table.datatypes()
    columns = {
        name: pa.array([row.get(name) for row in rows], pa.string() if kind.is_decimal() else kind.to_pyarrow())
        for name, kind in kinds.items()
    }
    path.unlink(missing_ok=True)
    pq.write_table(pa.table(columns).cast(pa.schema([(n, k.to_pyarrow()) for n, k in kinds.items()])), path)
