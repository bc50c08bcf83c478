"""A run of one line with one factor, small enough to work everything out by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.statistics.rating.documents import as_document, example
from kehu.statistics.rating.edits import edited
from kehu.stores.run_folders import RunFolder

ABOUT = {"weight": 200.0, "total": 25.0, "cross_validated_deviance": 80.0, "deviance_without_tables": 100.0}
PERIL_ABOUT = {"weight": 200.0, "total": 15.0}
MANIFEST = {
    "started_at": "2025-01-01T00:00:00+08:00",
    "seconds": 1.0,
    "parameters": {"currency": "CNY"},
    "stages": [],
    "controls": [],
    "batches": [],
}
TERMS = [("motor", "1", 200.0, 250.0, 300.0), ("motor", "2", 50.0, 60.0, None), ("motor", "2", 50.0, 60.0, 40.0)]
RETENTION = [
    {"model": "motor", "table_number": 0, "factor": "base", "level_number": 0, "odds": 4.0, "offers": 100.0, "lapses":
    20.0}, {"model": "motor", "table_number": 1, "factor": "tenure", "level_number": 1, "level": "≤ 1", "odds": 0.5,
     "lower": 0.4, "upper": 0.6, "offers": 40.0},
    {"model": "motor", "table_number": 1, "factor": "tenure", "level_number": 0, "level": "missing", "odds": 1.0,
     "lower": 1.0, "upper": 1.0, "offers": 60.0},
    {"model": "motor", "factor": "weather", "level_number": 0, "reason": "hardly ever differs"},
]  # fmt: skip
PERIL = {"line": "motor", "claim_count": 15, "claim_share": 0.6, "cost_share": 0.75, "claims_per_year": 0.075}
PERILS = [
    PERIL
    | {"peril": "盗抢", "claim_count": 10, "claim_share": 0.4, "cost_share": 0.25}
    | {"claims_per_year": 0.05, "cost_per_claim": 500.0, "modelled_as": "other", "reason": ""},
    PERIL | {"peril": "碰撞", "cost_per_claim": 1000.0, "modelled_as": "碰撞", "reason": ""},
    PERIL
    | {"line": "home", "peril": "fire / smoke", "cost_per_claim": 100.0, "modelled_as": None}
    | {"reason": "the line's only peril: its models are the line's"},
]
FACTORS = [
    {"line": "motor", "factor": "age", "reason": ""},
    {"line": "motor", "factor": "colour", "reason": ""},
    {"line": "motor", "factor": "owner", "reason": "hardly ever filled"},
]


def write_run(folder, *, label="R000001", as_of="2023-12-31", model=None, recipe="pairs", by=None):
    """A run folder with the tables of its models."""
    place = folder / label
    place.mkdir(parents=True)
    (place / "manifest.json").write_text(json.dumps(MANIFEST | {"as_of": as_of}))
    fitted = replace(model or example(), about=ABOUT)
    document = {
        "line": "motor",
        "model": "frequency",
        "recipe": recipe,
        "promoted_by": by,
        "document": json.dumps(as_document(fitted)),
    }
    told = {"line": "motor", "document": json.dumps(as_document(replace(model or example(), about=PERIL_ABOUT)))}
    names = ("line", "frequency_levels", "expected_cost", "technical_price", "annual_premium")
    tables = {
        "risk_documents": [document],
        "risk_factors": FACTORS,
        "peril_risks": PERILS,
        "peril_documents": [
            {"peril": peril, "model": name} | told for peril in ("碰撞", "other") for name in ("frequency", "severity")
        ],
        "retention_models": [dict.fromkeys(("level", "lower", "upper", "reason", "lapses")) | row for row in RETENTION],
        "term_risks": [dict(zip(names, row, strict=True)) for row in [*TERMS, ("home", "", 999.0, 999.0, 1.0)]],
    }
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows), place / f"{name}.parquet")
    return RunFolder(label, place)


def write_edited_run(folder, *, label="R000002", as_of="2024-12-31"):
    """The same with the young set to 1.5 by hand."""
    changed = edited(example(), ["age"], ["≤ 29"], 1.5, by="Wang Fang", reason="a course for the young")
    return write_run(folder, label=label, as_of=as_of, model=changed)
