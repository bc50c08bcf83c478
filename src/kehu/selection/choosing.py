"""Who belongs to a segment in a run: figures beside the whole, parts by tier and grade, and the customers themselves.

Reads `customer_facts` of a run; gives frozen values. Only the columns that are asked for are read. The branch of
whoever asks goes before every condition, as it does on every page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import EngineSettings, open_engine
from kehu.selection.conditions import BRANCH, Definition
from kehu.stores.run_folders import RunFolder

TABLE = "customer_facts"
GROUPED = ("value_tier", "grade", "strategy", "channel")
THREADS = 2
MOST_CHOICES = 200


class NoFactsError(RuntimeError):
    """The run was made before there were facts; the message says what to do."""


@dataclass(frozen=True)
class SelectionFigures:
    """Customers, and sums over them; amounts in the run's currency."""

    customers: int
    policies_in_force: int
    earned_premium: Decimal
    incurred: Decimal
    result: Decimal
    annual_premium: Decimal
    expected_cost: Decimal
    technical_price: Decimal
    coming_result: Decimal
    lifetime_value: Decimal
    future_value: Decimal

    @property
    def loss_ratio(self) -> Decimal | None:
        """Claims incurred over premium earned."""
        return self.incurred / self.earned_premium if self.earned_premium > 0 else None

    @property
    def adequacy(self) -> Decimal | None:
        """Premium charged over technical price."""
        return self.annual_premium / self.technical_price if self.technical_price > 0 else None


@dataclass(frozen=True)
class Part:
    """Customers of a segment and of the whole under one code of a fact; "" where it is not known."""

    code: str
    customers: int
    of_whole: int
    lifetime_value: Decimal


@dataclass(frozen=True)
class Selection:
    """A segment in a run: its figures, those of the whole scope, and its parts by fact."""

    run: str
    as_of: datetime.date
    chosen: SelectionFigures
    whole: SelectionFigures
    parts: dict[str, tuple[Part, ...]]

    @property
    def share(self) -> float:
        """The share of the customers of the scope."""
        return self.chosen.customers / self.whole.customers if self.whole.customers else 0.0


def select(run: RunFolder, definition: Definition, *, scope: str, with_parts: bool = False) -> Selection:
    """The figures of a segment among the customers of a branch ("" is the whole company) and all below it.

    Raises ConditionError for a condition that cannot be asked, NoFactsError for a run without facts.
    """
    definition.check()
    with _facts(run, scope) as facts:
        holds = definition.holds(facts, as_of=run.as_of)
        marked = facts.mutate(is_chosen=holds)
        (row,) = marked.agg(**_sums(marked)).to_pyarrow().to_pylist()
        parts = {name: _parts(marked, name) for name in GROUPED} if with_parts else {}
    return Selection(run.label, run.as_of, _figures(row, "chosen"), _figures(row, "whole"), parts)


def chosen_customers(
    run: RunFolder,
    definition: Definition,
    *,
    scope: str,
    columns: Sequence[str],
    order: str = "future_value",
    falls: bool = True,
    most: int,
) -> list[dict[str, Any]]:
    """The first customers of a segment in an order, with some facts of each; those without a value stand last.

    Raises as `select` does, and LookupError for a column that is no fact.
    """
    definition.check()
    with _facts(run, scope) as facts:
        missing = [name for name in (*columns, order) if name not in facts.columns]
        if missing:
            raise LookupError(f"there is no fact {missing[0]!r}")
        found = facts.filter(definition.holds(facts, as_of=run.as_of))
        key = ibis.desc(order) if falls else ibis.asc(order)
        wanted = dict.fromkeys(("customer_id", *columns))
        rows: list[dict[str, Any]] = (
            found.order_by([found[order].isnull(), key, "customer_id"])
            .select(*wanted)
            .limit(most)
            .to_pyarrow()
            .to_pylist()
        )
    return rows


def choices_of(run: RunFolder, fact: str, *, scope: str) -> list[str]:
    """The values that a choice or a set takes in a run, the most frequent first; at most 200.

    Raises LookupError for what is no fact.
    """
    with _facts(run, scope) as facts:
        if fact not in facts.columns:
            raise LookupError(f"there is no fact {fact!r}")
        held = facts.group_by(fact).agg(count=facts.count())
        listed = held.select("count", value=_each_value(held, fact))
        known = listed.filter(listed.value.notnull() & (listed.value != ""))
        counted = known.group_by("value").agg(count=known["count"].sum())
        rows = counted.order_by([ibis.desc("count"), "value"]).limit(MOST_CHOICES).to_pyarrow()
    return [str(value) for value in rows["value"].to_pylist()]


def _each_value(facts: ir.Table, fact: str) -> ir.Value:
    """The values of a fact: each line of a set, a branch with every branch that it stands under."""
    if fact == "lines":
        return facts.lines.split(",").unnest()
    if fact != BRANCH:
        return facts[fact]
    steps = facts.branch.split("/")
    return ibis.range(1, steps.length() + 1).map(lambda count: steps[:count].join("/")).unnest()


@contextmanager
def _facts(run: RunFolder, scope: str) -> Iterator[ir.Table]:
    """The facts of the customers of a branch and all below it."""
    path = run.table(TABLE)
    if not path.is_file():
        raise NoFactsError(f"{run.label} has no facts for segments. Make a run anew: kehu run --as-of {run.as_of}")
    with open_engine(EngineSettings(threads=THREADS)) as engine:
        facts = engine.read([path])
        if scope:
            facts = facts.filter((facts.branch == scope) | facts.branch.startswith(f"{scope}/"))
        yield facts


def _sums(marked: ir.Table) -> dict[str, ir.Value]:
    """The sums of the chosen and of all, in one pass."""
    names = [field.name for field in fields(SelectionFigures) if field.name != "customers"]
    sums: dict[str, ir.Value] = {"chosen_customers": marked.is_chosen.sum(), "whole_customers": marked.count()}
    for name in names:
        amount = marked[name].cast("decimal(18, 2)")
        sums[f"chosen_{name}"] = amount.sum(where=marked.is_chosen)
        sums[f"whole_{name}"] = amount.sum()
    return sums


def _figures(row: dict[str, Any], which: str) -> SelectionFigures:
    counts = ("customers", "policies_in_force")
    named = {field.name: row[f"{which}_{field.name}"] or 0 for field in fields(SelectionFigures)}
    told: dict[str, Any] = {name: int(one) if name in counts else Decimal(one) for name, one in named.items()}
    return SelectionFigures(**told)


def _parts(marked: ir.Table, name: str) -> tuple[Part, ...]:
    """The segment by the codes of a fact."""
    grouped = marked.group_by(code=marked[name].fill_null("")).agg(
        customers=marked.is_chosen.sum(),
        of_whole=marked.count(),
        lifetime_value=marked.lifetime_value.cast("decimal(18, 2)").sum(where=marked.is_chosen),
    )
    rows = grouped.order_by("code").to_pyarrow().to_pylist()
    told = [
        Part(row["code"], int(row["customers"] or 0), row["of_whole"], Decimal(row["lifetime_value"] or 0))
        for row in rows
    ]
    return tuple(sorted(told, key=lambda part: (part.code == "", part.code)))
