"""Why a customer's terms are expected to cost what they are: each factor with its level and its relativity.

Reads `term_risks`, `term_perils`, `customer_risks` and `risk_documents` of a run; gives frozen values that multiply,
from the base through every table, the own record and the large claims, to the expected cost; and the perils that it is
made of. No words: a page writes them.
A term stores only the numbers of its levels; the model, which is small, gives them their names and relativities.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from kehu.statistics.rating.documents import from_document
from kehu.statistics.rating.model import RatingModel
from kehu.stores.keyed import Row, rows_of
from kehu.stores.run_folders import RunFolder

BASE, RECORD, LARGE = "base", "record", "large_loss"
MODELS = ("frequency", "severity")
PARTS = (
    *("risk_part", "large_loss_part", "claims_handling_part"),
    *("expense_part", "commission_part", "margin_part"),
)


@dataclass(frozen=True)
class Step:
    """One factor on the way: of which model, factor and level (two of a pair), its relativity, the product so far.

    `fitted` is what the data said where an underwriter set the relativity by hand, else None.
    """

    model: str
    factors: tuple[str, ...]
    levels: tuple[str, ...]
    relativity: float
    product: float
    fitted: float | None = None


@dataclass(frozen=True)
class PerilPart:
    """A peril's part in a term: claims a year, the cost of one, and the expected cost, which add up to the term's."""

    peril: str
    claims_per_year: float
    cost_per_claim: float
    expected_cost: float


@dataclass(frozen=True)
class TermReasons:
    """The reasons of one term: steps in order, the expected cost that they come to, and the parts of the price.

    `perils` stand with the dearest first; there are none where the line has one peril, or none is told apart.
    """

    term_id: str
    policy_id: str
    line: str
    steps: tuple[Step, ...]
    expected_cost: float
    price_parts: tuple[tuple[str, float], ...]
    technical_price: float
    annual_premium: float | None
    adequacy: float | None
    perils: tuple[PerilPart, ...] = ()


@dataclass(frozen=True)
class CustomerReasons:
    """The risk of one customer: grade, index, own record with its bounds, and the reasons of every term in force."""

    customer_id: str
    grade: str | None
    risk_index: float | None
    claim_count: float
    expected_claims: float
    credibility: float
    record_factor: float
    record_lower: float
    record_upper: float
    terms: tuple[TermReasons, ...]


def explain(run: RunFolder, customer_id: str) -> CustomerReasons | None:
    """The reasons of a customer's risk; None where the run has no such customer."""
    found = rows_of(run.table("customer_risks"), "customer_id", customer_id)
    if not found:
        return None
    whole = {name: found[0][name] for name in CustomerReasons.__dataclass_fields__ if name != "terms"}
    terms = rows_of(run.table("term_risks"), "customer_id", customer_id)
    parts = _parts(run, customer_id)
    return CustomerReasons(**whole, terms=tuple(_explained(run, row, parts.get(row["term_id"], ())) for row in terms))


def _parts(run: RunFolder, customer_id: str) -> dict[str, tuple[PerilPart, ...]]:
    """The perils of each of a customer's terms, the dearest first; runs of an earlier release have none."""
    path = run.table("term_perils")
    rows = rows_of(path, "customer_id", customer_id) if path.is_file() else []
    parts: dict[str, tuple[PerilPart, ...]] = {}
    for row in sorted(rows, key=lambda each: (-each["expected_cost"], each["peril"])):
        part = PerilPart(**{name: row[name] for name in PerilPart.__dataclass_fields__})
        parts[row["term_id"]] = (*parts.get(row["term_id"], ()), part)
    return parts


def _explained(run: RunFolder, row: Row, perils: tuple[PerilPart, ...]) -> TermReasons:
    premium = row["annual_premium"]
    return TermReasons(
        term_id=row["term_id"],
        policy_id=row["policy_id"],
        line=row["line"],
        steps=tuple(_steps(run, row)),
        expected_cost=row["expected_cost"],
        price_parts=tuple((name, float(row[name])) for name in PARTS),
        technical_price=float(row["technical_price"]),
        annual_premium=None if premium is None else float(premium),
        adequacy=row["adequacy"],
        perils=perils,
    )


def _steps(run: RunFolder, row: Row) -> Iterator[Step]:
    """Frequency, severity, record, large claims: each step with the product so far."""
    product = 1.0
    for name in MODELS:
        path = run.table("risk_documents")
        model = _model(path, row["line"], name, path.stat().st_ino)
        for step in _of_model(name, model, row[f"{name}_levels"]):
            product *= step.relativity
            yield Step(name, step.factors, step.levels, step.relativity, product, step.fitted)
    for name, column in ((RECORD, "record_factor"), (LARGE, "large_loss_factor")):
        product *= row[column]
        yield Step(name, (name,), (name,), row[column], product)


def _of_model(name: str, model: RatingModel, levels: str) -> Iterator[Step]:
    """The base and the tables of a model at the levels of a term."""
    yield Step(name, (BASE,), (BASE,), model.base, model.base)
    written = levels.split(",") if levels else []
    for fitted, table, places in zip(model.tables, model.in_force, written, strict=True):
        place = tuple(int(number) for number in places.split("."))
        labels = tuple(binning.labels[number] for binning, number in zip(table.binnings, place, strict=True))
        relativity, before = float(table.relativities[place]), float(fitted.relativities[place])
        is_edited = any(edit.factors == table.factors and edit.levels == labels for edit in model.edits)
        yield Step(name, table.factors, labels, relativity, relativity, before if is_edited else None)


@lru_cache(maxsize=64)
def _model(path: Path, line: str, name: str, _inode: int) -> RatingModel:
    """A model of a run, which never changes; a new file in its place has another inode."""
    rows = pq.read_table(path, use_threads=False).to_pylist()
    document = next(row["document"] for row in rows if (row["line"], row["model"]) == (line, name))
    return from_document(json.loads(document))
