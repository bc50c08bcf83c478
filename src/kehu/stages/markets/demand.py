"""Who could still buy a line, who is likely to, and what the group pays for it.

Reads levels, purchase rates and the terms in force; gives sums by line and rule.
How likely a customer buys a line is what those of the same kind, age and holdings did in the year before the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.stages.markets.rules import GROUPINGS, Rule

AGES = (10, 80)


@dataclass(frozen=True)
class Demand:
    """Customers of a group without the line, how many of them are expected to buy it within a year, and its covers."""

    open: int = 0
    goal: float = 0.0
    covers: int = 0
    premium: float = 0.0


Key = tuple[str, Rule]


def demand(levels: ir.Table, facts: ir.Table, rates: ir.Table, terms: ir.Table) -> Mapping[Key, Demand]:
    """The demand of every line and rule; under the empty rule that of the line."""
    asked, held = _asked(levels, facts, rates, terms), _held(levels, terms)
    found: dict[Key, Demand] = {}
    for grouping in ((), *GROUPINGS):
        wanted = asked.group_by("line", *grouping).agg(open=asked.count(), goal=asked.probability.sum())
        paid = held.group_by("line", *grouping).agg(covers=held.count(), premium=held.premium.sum())
        sums: dict[Key, dict[str, float]] = {}
        for table in (wanted, paid):
            for row in table.to_pyarrow().to_pylist():
                rule = tuple((fact, row.pop(fact)) for fact in grouping)
                sums.setdefault((row.pop("line"), rule), {}).update({k: v or 0 for k, v in row.items()})
        found |= {key: Demand(**each) for key, each in sums.items()}  # type: ignore[arg-type]
    return found


def _asked(levels: ir.Table, facts: ir.Table, rates: ir.Table, terms: ir.Table) -> ir.Table:
    """Every customer with cover beside every line that he does not hold: the line, the levels, and the probability."""
    age = ((facts.age_years / 10).floor().cast("int64") * 10).clip(*AGES).cast("string").fill_null("none")
    aged = facts.select("customer_id", age_band=age)
    held = levels.filter(levels.lines.length() > 2).inner_join(aged, "customer_id")
    held = held.mutate(holdings=held.lines.substr(1, held.lines.length() - 2))
    lines = rates.group_by("line").agg(line_probability=rates.line_probability.max())
    kinds = terms.inner_join(levels.select("customer_id", "kind"), "customer_id").select("line", "kind").distinct()
    crossed = held.cross_join(lines).semi_join(kinds, ["line", "kind"])  # a line is for the kinds that hold it
    crossed = crossed.filter(~crossed.lines.contains(ibis.literal(",") + crossed.line + ","))
    own = rates.select("line", "kind", "age_band", "holdings", "purchase_probability")
    found = crossed.left_join(own, ["line", "kind", "age_band", "holdings"])
    return found.mutate(probability=found.purchase_probability.coalesce(found.line_probability))


def _held(levels: ir.Table, terms: ir.Table) -> ir.Table:
    """Covers in force with a premium, and the levels of their customers."""
    priced = terms.filter(terms.annual_premium > 0)
    paid = priced.select("customer_id", "line", premium=priced.annual_premium.cast("float64"))
    return paid.inner_join(levels, "customer_id")
