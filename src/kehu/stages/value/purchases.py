"""Who buys a line that he does not hold: what customers with the same holdings did in the year before the run.

Reads `policies`, `terms`, `parties` as of a date, identities and customers; gives the table `purchase_rates`.
Only purchases that have happened by the run's date are counted, of customers as they were a year before it, so nothing
is foreseen. A group's share leans on what kind, age and each line held say one by one, as far as the groups of the book
differ from that no more than chance makes them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.statistics.credibility.outcomes import of_subjects
from kehu.statistics.credibility.strength import estimate
from kehu.statistics.propensity import fit
from kehu.tables import Snapshot
from kehu.tables.values import PurchaseRates

GROUP = ("kind", "age_band", "holdings")
TOLD = ("kind", "age_band")  # beside each line held
Floats = NDArray[np.float64]
YOUNGEST, OLDEST = 10, 80
UNKNOWN = "none"
YEAR = datetime.timedelta(days=365)
PROBABILITY = 0.95  # of the strength's interval, which is not used


def purchase_rates(*, snapshot: Snapshot, identities: ir.Table, customers: ir.Table) -> ir.Table:
    """One row a line and a group of customers who did not hold it, with the columns of `PurchaseRates`."""
    before = snapshot.as_of - YEAR
    covers = _covers(snapshot, identities)
    members = groups(snapshot=snapshot, identities=identities, customers=customers, on=before)
    counted = members.group_by(*GROUP).agg(customer_count=members.count())
    begun = covers.filter(
        (covers.from_date > ibis.literal(before)) & (covers.from_date <= ibis.literal(snapshot.as_of))
    )
    bought = begun.select("customer_id", "line").distinct().inner_join(members, "customer_id")
    new = bought.filter(~_holds(bought.holdings, bought.line))
    purchases = new.group_by(*GROUP, "line").agg(purchase_count=new.count())
    lines = sorted(covers.select("line").distinct().to_pyarrow()["line"].to_pylist())
    return _rates(counted.to_pyarrow().to_pylist(), purchases.to_pyarrow().to_pylist(), lines)


def groups(*, snapshot: Snapshot, identities: ir.Table, customers: ir.Table, on: datetime.date) -> ir.Table:
    """Customers with cover on a day: customer_id and the columns of `GROUP` as they were then."""
    covers = _covers(snapshot, identities)
    held = covers.filter((covers.from_date <= ibis.literal(on)) & (covers.to_date > ibis.literal(on)))
    lines = held.select("customer_id", "line").distinct()
    holdings = lines.group_by("customer_id").agg(holdings=lines.line.group_concat(",", order_by=lines.line))
    born = snapshot["parties"].inner_join(identities, "party_id")
    born = born.group_by("customer_id").agg(birth_date=born.birth_date.min())
    described = holdings.inner_join(customers.select("customer_id", "kind"), "customer_id")
    aged = described.left_join(born, "customer_id").drop("customer_id_right")
    age = (ibis.literal(on).delta(aged.birth_date, unit="day") / 3652.5).floor().cast("int64") * 10
    return aged.select(
        "customer_id",
        "kind",
        age_band=age.clip(YOUNGEST, OLDEST).cast("string").fill_null(UNKNOWN),
        holdings=aged.holdings,
    )


def _covers(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Stretches of cover: customer_id, line, from_date, to_date."""
    held = snapshot["policies"].select("policy_id", "party_id", "line").inner_join(identities, "party_id")
    terms = snapshot["terms"].inner_join(held.select("policy_id", "customer_id", "line"), "policy_id")
    ends = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    return terms.select("customer_id", "line", from_date=terms.inception_date, to_date=ends)


def _holds(holdings: ir.StringValue, line: ir.StringValue) -> ir.BooleanValue:
    """Whether a line is one of those held; commas keep `home` apart from `home_contents`."""
    return (ibis.literal(",") + holdings + ",").contains(ibis.literal(",") + line + ",")


def _rates(counted: list[dict[str, Any]], purchases: list[dict[str, Any]], lines: list[str]) -> ir.Table:
    """Shares of the groups, leant on what their facts say one by one: q × (bought + a) / (q n + a), a the strength."""
    bought = {(row["line"], *(row[name] for name in GROUP)): row["purchase_count"] for row in purchases}
    rows = [
        {"line": line, **group, "purchase_count": bought.get((line, *(group[name] for name in GROUP)), 0)}
        for line in lines
        for group in counted
        if line not in group["holdings"].split(",")
    ]
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        sums[row["line"]][0] += row["purchase_count"]
        sums[row["line"]][1] += row["customer_count"]
    shares = {line: count / customers for line, (count, customers) in sums.items()}
    likely = _likely(rows, lines)
    expected = np.array([row["customer_count"] for row in rows]) * likely
    counts = np.array([row["purchase_count"] for row in rows], dtype=float)
    strength = estimate(of_subjects(counts[expected > 0], expected[expected > 0]), probability=PROBABILITY).strength
    for row, mean, chance in zip(rows, expected, likely.tolist(), strict=True):
        row["line_probability"] = shares[row["line"]]
        row["credibility"] = float(mean / (mean + strength)) if np.isfinite(strength) else 0.0
        level = row["purchase_count"] / mean if mean > 0 else 1.0
        row["purchase_probability"] = min(1.0, chance * (1 + row["credibility"] * (level - 1)))
    schema = ibis.schema(PurchaseRates.datatypes()).to_pyarrow()
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema))


def _likely(rows: list[dict[str, Any]], lines: list[str]) -> Floats:
    """How likely each group buys its line, by what kind, age and each line held say of it one by one."""
    names = {name: {level: place for place, level in enumerate(sorted({row[name] for row in rows}))} for name in TOLD}
    found = np.zeros(len(rows))
    for line in lines:
        own = [place for place, row in enumerate(rows) if row["line"] == line]
        if not own:
            continue
        levels = [
            [*(names[name][rows[place][name]] for name in TOLD), *(each in _held(rows[place]) for each in lines)]
            for place in own
        ]
        count, bought = (
            np.array([rows[place][name] for place in own], np.float64) for name in ("customer_count", "purchase_count")
        )
        told = np.array(levels, np.int64)
        found[own] = fit(told, count, bought).of(told)
    return found


def _held(row: dict[str, Any]) -> list[str]:
    held: list[str] = row["holdings"].split(",")
    return held
