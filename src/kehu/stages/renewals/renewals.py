"""Next year's book: an offer for each renewal to come, under the law and within limits that all share.

Reads what earlier stages say of renewals, costs and values; gives the tables of `kehu.tables.decisions`.
The way of an offer: what could be made (known), may it be declined (lawful), is the price filed, is it fair beside new
business, then one offer each for the greatest worth within the limits, and at last some customers at random who are
offered the unchanged price, so that a year later the effect of all the others' offers is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.renewal_assumptions import Scenario
from kehu.stages.renewals import offers as menus
from kehu.stages.renewals.choosing import Book, Chosen
from kehu.stages.renewals.gates import Best, Change, Gate, changes, gates
from kehu.stages.renewals.laws import allowed
from kehu.stages.renewals.lists import change_of, listed
from kehu.stages.renewals.outcomes import frontier_row, limit_rows, scenario_row, unchanged_row
from kehu.stages.renewals.reasons import in_cents, parts
from kehu.stages.renewals.subjects import Flags, Floats, Ints, Names, Subjects, gather
from kehu.statistics.apportionment import from_cents
from kehu.tables import Snapshot
from kehu.tables.decisions import (
    GATES,
    LISTS,
    RenewalDecisions,
    RenewalFrontierPoints,
    RenewalGates,
    RenewalLimits,
    RenewalReasons,
    RenewalScenarios,
)
from kehu.tables.schema import Table

ALL = "all"


def decide(
    *, engine: Engine, snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters
) -> Mapping[str, ir.Table]:
    """The tables of the stage by name; without a renewal that can be judged, they are empty but for the gates."""
    subjects, counts = gather(engine=engine, snapshot=snapshot, results=results, parameters=parameters)
    passed = _gates(subjects, parameters)
    book = _book(subjects, passed, parameters)
    scenarios, limited, plan = _scenarios(book, parameters)
    way = _Way.of(subjects, book.made, passed, plan)
    drawn = [
        frontier_row(book, scenario.name, *point, parameters=parameters.renewals)
        for scenario in parameters.renewals.scenarios
        if len(subjects)
        for point in book.frontier(scenario, parameters=parameters.renewals)
    ]
    return {
        "renewal_decisions": _decisions(engine, book, plan, way, parameters),
        "renewal_reasons": _reasons(engine, book, plan),
        "renewal_gates": _table(engine, RenewalGates, _gate_rows(way, subjects, counts.to_pyarrow().to_pylist())),
        "renewal_scenarios": _table(engine, RenewalScenarios, scenarios),
        "renewal_limits": _table(engine, RenewalLimits, limited),
        "renewal_frontier_points": _table(engine, RenewalFrontierPoints, drawn),
    }


def book_of(*, engine: Engine, snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters) -> Book:
    """The renewals to be decided with their offers after all gates, for scenarios to be tried on."""
    subjects, _counts = gather(engine=engine, snapshot=snapshot, results=results, parameters=parameters)
    return _book(subjects, _gates(subjects, parameters), parameters)


def tried(*, book: Book, scenario: Scenario, parameters: Parameters) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a scenario would come to, and its limits, as rows of `RenewalScenarios` and `RenewalLimits`."""
    found, limits = book.choose(scenario)
    row = scenario_row(book, scenario, found, parameters=parameters.renewals, is_followed=False)
    return row, limit_rows(book, scenario.name, limits, found)


def _gates(subjects: Subjects, parameters: Parameters) -> tuple[Gate, ...]:
    made = menus.offers(parameters=parameters.renewals)
    return gates(subjects, made, allowed(subjects, parameters.laws, region=parameters.region))


def _book(subjects: Subjects, passed: Sequence[Gate], parameters: Parameters) -> Book:
    made = menus.offers(parameters=parameters.renewals)
    return Book.of(subjects, made, passed[-1], unchanged=menus.unchanged(parameters=parameters.renewals))


def _scenarios(book: Book, parameters: Parameters) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Chosen]:
    """The scenarios and their limits as rows, and what the first one chose."""
    rows, limited, plan = [unchanged_row(book, parameters=parameters.renewals)], [], book.as_it_is
    if not len(book.subjects):
        return [], [], plan
    for place, scenario in enumerate(parameters.renewals.scenarios):
        found, limits = book.choose(scenario)
        rows.append(scenario_row(book, scenario, found, parameters=parameters.renewals, is_followed=place == 0))
        limited += limit_rows(book, scenario.name, limits, found)
        if place == 0:
            plan = book.come_to(found.options.astype(np.int64))
    return rows, limited, plan


@dataclass(frozen=True)
class _Way:
    """What each gate after the first changed, in their order."""

    passed: tuple[Change, ...]

    @classmethod
    def of(cls, subjects: Subjects, made: Sequence[menus.Offer], passed: Sequence[Gate], plan: Chosen) -> _Way:
        """The changes of the gates, of the limits, and of holding out."""
        best = Best.of(passed[-1].menu(subjects, made))
        is_none = np.array([offer.kind == "decline" for offer in made])
        differs = (best.place != plan.place) | ((best.price != plan.price) & ~is_none[plan.place])
        lost = best.worth - plan.worth["central"]
        held = subjects.is_held_out
        limits = Change("limits", differs & ~held, np.where(held, 0.0, lost))
        chosen = Change("chosen", differs & held, np.where(held, lost, 0.0))
        return cls((*changes(subjects, made, passed), limits, chosen))

    @property
    def names(self) -> list[str]:
        """For each renewal, the gates that changed its offer."""
        told = np.full(len(self.passed[0].is_changed), "", dtype=object)
        for each in self.passed:
            told = np.where(each.is_changed, told + f",{each.gate}", told)
        return [name.removeprefix(",") for name in told.tolist()]


def _decisions(engine: Engine, book: Book, plan: Chosen, way: _Way, parameters: Parameters) -> ir.Table:
    subjects, now, lists = book.subjects, book.as_it_is, listed(book, plan, parameters=parameters.renewals)
    kinds = np.array([offer.kind for offer in book.made])[plan.place]
    named = np.array([offer.name for offer in book.made], dtype=object)[plan.place]
    least, most = book.gate.least, book.gate.most
    columns: dict[str, Any] = {name: subjects.keys[name] for name in subjects.keys.column_names}
    columns |= {
        "list": [LISTS[place] for place in lists.place],
        "offer": kinds.tolist(),
        "terms": [name or None for name in named.tolist()],
        "is_held_out": subjects.is_held_out,
        "price_change": _or_none(np.where(kinds == "decline", np.nan, change_of(book, plan))),
        "renewal_unchanged": now.renewal,
        "renewal_proposed": plan.renewal,
        "renewal_pessimistic": plan.renewals["pessimistic"],
        "renewal_optimistic": plan.renewals["optimistic"],
        "changed_by": [name or None for name in way.names],
    }
    amounts = {
        "expiring_premium": subjects.expiring,
        "proposed_premium": plan.price,
        "least_price": np.where(least > 0, least, np.nan),
        "most_price": np.where(np.isfinite(most), most, np.nan),
        "walk_away_price": menus.walk_away(subjects, least=least, most=most),
        "technical_price": subjects.technical,
        "new_business_price": subjects.new_price,
        "value_unchanged": now.worth["central"],
        "value_proposed": plan.worth["central"],
        "value_pessimistic": plan.worth["pessimistic"],
        "value_optimistic": plan.worth["optimistic"],
        "stake": lists.stake,
    }
    return _as_table(engine, RenewalDecisions, columns, {name: _cents(each) for name, each in amounts.items()})


def _reasons(engine: Engine, book: Book, plan: Chosen) -> ir.Table:
    keys = book.subjects.keys
    told = [
        _as_table(
            engine,
            RenewalReasons,
            {"term_id": keys["term_id"], "customer_id": keys["customer_id"], "reason": [name] * keys.num_rows},
            {"amount": pa.array(amount)},
        )
        for name, amount in parts(book, plan).items()
    ]
    return ibis.union(*told)


def _gate_rows(way: _Way, subjects: Subjects, counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each gate did, for the book and by line."""
    counts = sorted(counts, key=lambda row: str(row["line"]))
    asked, judged = (sum(row[name] for row in counts) for name in ("renewal_count", "judged_count"))
    whole = {"line": ALL, "renewal_count": asked, "judged_count": judged}
    return [row for line in (whole, *counts) for row in _gates_of(line, way, subjects.line)]


def _gates_of(told: dict[str, Any], way: _Way, lines: Names) -> list[dict[str, Any]]:
    line, judged = told["line"], told["judged_count"]
    is_there: Flags = lines.where({name: line in (ALL, name) for name in lines.names})
    stopped = told["renewal_count"] - judged
    rows = [_gate_row(line, 0, told["renewal_count"], stopped=stopped, changed=0, lost=0)]
    for place, each in enumerate(way.passed, start=1):
        changed = int((each.is_changed & is_there).sum())
        is_last = GATES[place] == "chosen"
        lost = int(in_cents(each.lost[is_there]).sum())
        rows.append(_gate_row(line, place, judged, stopped=changed if is_last else 0, changed=changed, lost=lost))
    return rows


def _gate_row(line: str, place: int, count: int, *, stopped: int, changed: int, lost: int) -> dict[str, Any]:
    return {
        "line": line,
        "gate": GATES[place],
        "place": place + 1,
        "renewal_count": count,
        "stopped_count": stopped,
        "changed_count": changed,
        "value_lost": lost / 100,
    }


def _table(engine: Engine, table: type[Table], rows: list[dict[str, Any]]) -> ir.Table:
    """Rows in the columns of a table."""
    types = table.datatypes()
    money = [name for name in table.columns if types[name].is_decimal()]
    columns = {name: [row.get(name) for row in rows] for name in table.columns if name not in money}
    amounts = {name: _cents(np.array([row[name] for row in rows], np.float64)) for name in money}
    return _as_table(engine, table, columns, amounts)


def _as_table(
    engine: Engine, table: type[Table], columns: Mapping[str, Any], cents: Mapping[str, pa.Array]
) -> ir.Table:
    """Columns of a table, amounts given in cents."""
    types = table.datatypes()
    plain = ibis.schema({name: "int64" if name in cents else types[name] for name in table.columns}).to_pyarrow()
    given = {**columns, **cents}
    arrays = [
        pa.chunked_array([pa.array([], plain.field(name).type)]) if not len(given[name]) else given[name]
        for name in table.columns
    ]
    rows = engine.read_arrow(pa.table(dict(zip(table.columns, arrays, strict=True)), schema=plain))
    return rows.mutate(**{name: from_cents(rows[name]) for name in cents}).cast(types).select(*table.columns)


def _cents(amounts: Floats) -> pa.Array:
    """Amounts as whole cents, empty where there is none."""
    is_none = ~np.isfinite(amounts)
    cents: Ints = in_cents(np.where(is_none, 0.0, amounts))
    return pa.array(cents, mask=is_none)


def _or_none(values: Floats) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))
