"""Every model of a run, with its base, its tables level by level, and the factors that are in none.

Reads `risk_documents`, `peril_documents`, `risk_factors` and `retention_models` of a run; gives frozen values. No
words: a page writes them. Frequency and severity multiply to a cost, renewal models to the odds of staying; all have
one shape, so that one page shows them all.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

import pyarrow.parquet as pq

from kehu.statistics.rating.documents import from_document
from kehu.statistics.rating.model import Edit, RatingModel, RatingTable
from kehu.stores.run_folders import RunFolder

FREQUENCY, SEVERITY, RENEWAL = "frequency", "severity", "renewal"
BASE, NO_TABLE = "base", "says too little for a table"


class UnknownModelError(LookupError):
    """The run has no such model."""


@dataclass(frozen=True)
class Level:
    """A level of a table (two labels of a pair): the weight behind it, the relativity fitted, and what a person set.

    `lower` and `upper` hold the true relativity in 95 cases of 100; None where the recipe tells none.
    """

    labels: tuple[str, ...]
    exposure: float
    fitted: float
    lower: float | None
    upper: float | None
    edited: float | None = None
    edited_by: str = ""
    edit_reason: str = ""

    @property
    def relativity(self) -> float:
        """The relativity that counts."""
        return self.fitted if self.edited is None else self.edited


@dataclass(frozen=True)
class FactorTable:
    """A table of one factor, or of a pair; `labels` are those of each factor, in their order."""

    factors: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    levels: tuple[Level, ...]

    @property
    def is_pair(self) -> bool:
        """Whether it is of two factors."""
        return len(self.factors) == 2

    @property
    def spread(self) -> float:
        """How far apart its relativities lie where there is weight: the largest over the smallest."""
        told = [level.relativity for level in self.levels if level.exposure > 0]
        return max(told) / min(told) if told and min(told) > 0 else 1.0

    def level(self, labels: tuple[str, ...]) -> Level | None:
        """The level of those labels, if there is one."""
        return next((level for level in self.levels if level.labels == labels), None)


@dataclass(frozen=True)
class LeftOut:
    """A factor in no table of the model, and why."""

    factor: str
    reason: str


@dataclass(frozen=True)
class ModelTold:
    """A model of a run. `weight` is what it was fitted on (years, claims, renewals decided), `total` what happened.

    `skill` is the share of deviance that its tables save on folds held back; None where it has none or was not tried.
    `peril` is empty for a model of the whole line.
    """

    run: str
    as_of: datetime.date
    line: str
    model: str
    recipe: str
    promoted_by: str
    base: float
    weight: float
    total: float
    skill: float | None
    tables: tuple[FactorTable, ...]
    left_out: tuple[LeftOut, ...]
    peril: str = ""

    @property
    def edited_levels(self) -> int:
        """How many levels a person has set."""
        return sum(level.edited is not None for table in self.tables for level in table.levels)

    @property
    def level_count(self) -> int:
        """How many levels there are with any weight."""
        return sum(level.exposure > 0 for table in self.tables for level in table.levels)

    @property
    def may_be_edited(self) -> bool:
        """Whether the next run obeys edits of it."""
        return self.model != RENEWAL and not self.peril

    def table(self, factors: tuple[str, ...]) -> FactorTable | None:
        """The table of those factors, if there is one."""
        return next((table for table in self.tables if table.factors == factors), None)


def models_of(run: RunFolder) -> tuple[ModelTold, ...]:
    """Every model of a run: by line frequency and severity, then the renewal models; none where it judges nothing."""
    return _read(run, _stamp(run))


def model_of(run: RunFolder, line: str, model: str) -> ModelTold:
    """One model; raises UnknownModelError where the run has none of that name."""
    for told in models_of(run):
        if (told.line, told.model) == (line, model):
            return told
    raise UnknownModelError(f"{run.label} has no {model} model of {line}.")


def peril_model_of(run: RunFolder, line: str, peril: str, model: str) -> ModelTold:
    """A model of a peril; raises UnknownModelError where the run has none of that name."""
    for told in _read_perils(run, _stamp(run, "peril_documents")):
        if (told.line, told.peril, told.model) == (line, peril, model):
            return told
    raise UnknownModelError(f"{run.label} has no {model} model of {peril} in {line}.")


def _stamp(run: RunFolder, table: str = "risk_documents") -> int:
    """What tells a run from another one of the same name in its place."""
    path = run.table(table)
    return path.stat().st_ino if path.is_file() else 0


@lru_cache(maxsize=8)
def _read(run: RunFolder, _stamp: int) -> tuple[ModelTold, ...]:
    """The models of a run, which never change."""
    looked_at = _rows(run, "risk_factors")
    risk = [
        _risk_model(run, row, [each for each in looked_at if each["line"] == row["line"]])
        for row in _rows(run, "risk_documents")
    ]
    rows = _rows(run, "retention_models")
    names = dict.fromkeys(row["model"] for row in rows)
    return (*risk, *(_renewal_model(run, name, [row for row in rows if row["model"] == name]) for name in names))


@lru_cache(maxsize=8)
def _read_perils(run: RunFolder, _stamp: int) -> tuple[ModelTold, ...]:
    """The perils' models of a run, which never change."""
    rows = _rows(run, "peril_documents")
    return tuple(replace(_risk_model(run, row, ()), peril=row["peril"]) for row in rows)


def _rows(run: RunFolder, name: str) -> list[dict[str, Any]]:
    path = run.table(name)
    rows: list[dict[str, Any]] = pq.read_table(path, use_threads=False).to_pylist() if path.is_file() else []
    return rows


def _risk_model(run: RunFolder, row: Mapping[str, Any], looked_at: Iterable[Mapping[str, Any]]) -> ModelTold:
    model = from_document(json.loads(row["document"]))
    recipe = row.get("recipe") or ""
    held = {factor for table in model.tables for factor in table.factors}
    absent = [each for each in looked_at if each["factor"] not in held]
    return ModelTold(
        run=run.label,
        as_of=run.as_of,
        line=row["line"],
        model=row["model"],
        recipe=recipe,
        promoted_by=row.get("promoted_by") or "",
        base=model.base,
        weight=float(model.about.get("weight", 0.0)),
        total=float(model.about.get("total", 0.0)),
        skill=_skill(model.about),
        tables=tuple(_table(model, table, has_bounds=recipe != "boosted") for table in model.tables),
        left_out=tuple(LeftOut(each["factor"], each["reason"] or NO_TABLE) for each in absent),
    )


def _skill(about: Mapping[str, Any]) -> float | None:
    """The share of deviance saved on folds held back."""
    with_tables, without = about.get("cross_validated_deviance"), about.get("deviance_without_tables")
    return 1 - with_tables / without if with_tables is not None and without else None


def _table(model: RatingModel, table: RatingTable, *, has_bounds: bool) -> FactorTable:
    labels = tuple(tuple(binning.labels) for binning in table.binnings)
    edits = {edit.levels: edit for edit in model.edits if edit.factors == table.factors}
    places = product(*(range(len(each)) for each in labels))
    return FactorTable(table.factors, labels, tuple(_level(table, place, edits, has_bounds) for place in places))


def _level(
    table: RatingTable, place: tuple[int, ...], edits: Mapping[tuple[str, ...], Edit], has_bounds: bool
) -> Level:
    names = tuple(binning.labels[number] for binning, number in zip(table.binnings, place, strict=True))
    edit = edits.get(names)
    return Level(
        labels=names,
        exposure=float(table.exposure[place]),
        fitted=float(table.relativities[place]),
        lower=float(table.lower[place]) if has_bounds else None,
        upper=float(table.upper[place]) if has_bounds else None,
        edited=edit.relativity if edit else None,
        edited_by=edit.by if edit else "",
        edit_reason=edit.reason if edit else "",
    )


def _renewal_model(run: RunFolder, name: str, rows: list[dict[str, Any]]) -> ModelTold:
    """A renewal model from its rows: odds instead of relativities, renewals decided instead of years."""
    (base,) = (row for row in rows if row["factor"] == BASE)
    offers = float(base["offers"] or 0)
    numbers = sorted({row["table_number"] for row in rows if row["table_number"]})
    tables = [[row for row in rows if row["table_number"] == number] for number in numbers]
    return ModelTold(
        run=run.label,
        as_of=run.as_of,
        line=name,
        model=RENEWAL,
        recipe="tables",
        promoted_by="",
        base=float(base["odds"]),
        weight=offers,
        total=offers - float(base["lapses"] or 0),
        skill=None,
        tables=tuple(map(_renewal_table, tables)),
        left_out=tuple(LeftOut(row["factor"], row["reason"]) for row in rows if row["reason"]),
    )


def _renewal_table(rows: list[dict[str, Any]]) -> FactorTable:
    ordered = sorted(rows, key=lambda row: row["level_number"])
    levels = tuple(
        Level((row["level"],), float(row["offers"] or 0), row["odds"], row["lower"], row["upper"]) for row in ordered
    )
    return FactorTable((ordered[0]["factor"],), (tuple(row["level"] for row in ordered),), levels)
