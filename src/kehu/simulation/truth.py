"""The truth behind the exports: who is who, the true risks, the true effects, and what the exports sum to.

Reads the world and blocks; gives Arrow tables, kept apart from the exports. Nothing here may be read by the engine:
it is what estimates are held against.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pyarrow as pa

from kehu.simulation import renewals, staff
from kehu.simulation.blocks import Block
from kehu.simulation.broken import Broken
from kehu.simulation.claims import ultimate_factor
from kehu.simulation.columns import Floats, Ints
from kehu.simulation.model import LINES
from kehu.simulation.records import SYSTEMS
from kehu.simulation.renewals import NO_TEST
from kehu.simulation.terms import Terms
from kehu.simulation.texts import only, pick
from kehu.simulation.world import World


def parties(block: Block) -> pa.Table:
    """The true customer of every party record, by the key that the record will have in Kehu, and how it is written."""
    records = block.records
    flags = {name: getattr(records, name) for name in vars(records) if name.startswith(("is_", "has_", "lacks_"))}
    return pa.table(
        {
            "source": pick(list(SYSTEMS), records.system),
            "party_id": block.keys.parties,
            "customer": block.customers.serial[records.customer],
            **flags,
        }
    )


def customers(world: World, block: Block) -> pa.Table:
    """Every customer as it truly is."""
    rows = block.customers
    return pa.table(
        {
            "customer": rows.serial,
            "is_company": rows.is_company,
            "household_or_group": rows.serial[rows.head],
            "name": block.texts.name,
            "identity_number": block.texts.identity,
            "phone": block.texts.phone,
            "birth_date": only(~rows.is_company, _day(rows.birth)),
            "district": world.places.codes[rows.district],
            "channel": pick(world.model.names("channels.person"), rows.channel),
            "producer_id": staff.producer_keys(rows.producer),
            "arrival_date": _day(rows.arrival),
            "risk": rows.risk,
            "loyalty": rows.loyalty,
            "price_sensitivity": rows.sensitivity,
        }
    )


def terms(world: World, block: Block) -> pa.Table:
    """True frequency, severity and cost of every term; frequencies count events above the deductible."""
    rows, line = block.history.terms, block.term_lines
    claims, cost = expected(world, rows, line)
    return pa.table(
        {
            "term_id": block.keys.terms,
            "policy_id": block.keys.policies.take(pa.array(rows.policy)),
            "customer": block.customers.serial[block.term_customers],
            "line": pick(list(LINES), line),
            "claims_per_year": rows.frequency * rows.passes,
            "cost_per_claim": rows.payment / np.maximum(rows.passes, 1e-12) * ultimate_factor(world, line),
            "expected_claims": claims,
            "expected_cost": cost,
            "rated_claims_per_year": rows.tariff_frequency * rows.passes,
            "policy_risk": block.policies.risk[rows.policy],
        }
    )


def expected(world: World, rows: Terms, line: Ints) -> tuple[Floats, Floats]:
    """Expected claims and cost (yuan) of terms while they run, with the effect of services given."""
    before, after = rows.weighted_days()
    events = rows.frequency * (before + after) / 365
    return events * rows.passes, events * rows.payment * ultimate_factor(world, line)


def offers(world: World, block: Block) -> pa.Table:
    """The true probability that each offer is taken."""
    rows = block.history.offers
    arms = pa.array(world.model.names("renewal.price_arms"))
    key = block.keys.terms.take(pa.array(rows.term))
    return pa.table(
        {
            "offer_id": pa.compute.binary_join_element_wise(key, pick(["Q"], rows.term * 0), "-"),
            "renewal_probability": rows.probability,
            "arm": only(rows.arm != NO_TEST, arms.take(pa.array(np.maximum(rows.arm, 0)))),
        }
    )


def claims(world: World, block: Block) -> pa.Table:
    """What every claim costs in the end, those not yet reported on the day of the extract included."""
    rows = block.history.claims
    paid = np.zeros(len(rows), dtype=np.int64)
    np.add.at(paid, block.movements.claim, block.movements.paid)
    return pa.table(
        {
            "claim_id": block.keys.claims,
            "term_id": block.keys.terms.take(pa.array(rows.term)),
            "occurred_date": _day(rows.occurred),
            "is_reported": rows.reported < world.cutoff,
            "is_slow": rows.is_slow,
            "ultimate": paid / 100,
        }
    )


def effects(world: World) -> pa.Table:
    """Every parameter of the generating model, and the years' effects on frequency."""
    rows = list(world.model.rows())
    for year, line in np.ndindex(world.year_effects.shape):
        value = float(world.year_effects[year, line])
        part = f"{world.first_year + year}.{LINES[line]}"
        rows.append({"parameter": "year_effects", "part": part, "value": value, "unit": "frequency relativity"})
    return pa.Table.from_pylist(rows)


def broken(rows: list[Broken]) -> pa.Table:
    """The rows broken on purpose."""
    schema = pa.schema({"file": pa.string(), "row": pa.int64(), "rule": pa.string(), "column": pa.string()})
    return pa.Table.from_pylist([vars(row) for row in rows], schema=schema)


@dataclass
class Totals:
    """What the exports sum to without the broken rows, by measure and line; money in cents."""

    sums: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, world: World, block: Block) -> None:
        """Add a block."""
        rows, cutoff, line = block.history.terms, world.cutoff, block.term_lines
        known = rows.cancelled_known < cutoff
        self._add("terms", line)
        self._add("policies", block.policies.line)
        self._add("written_premium", line, rows.premium)
        self._add("return_premium", line[known], rows.returned[known])
        self._add("commission", line, rows.commission)
        changes = block.endorsements.take(block.endorsements.known < cutoff)
        self._add("endorsement_premium", line[changes.term], changes.change)
        self._add_claims(block, cutoff)
        made = block.history.offers
        self._add("offers", line[made.term])
        for name, outcome in (("accepted", renewals.ACCEPTED), ("declined", renewals.DECLINED)):
            self._add(f"offers_{name}", line[made.term[(made.outcome == outcome) & (made.decided < cutoff)]])
        _, cost = expected(world, rows, line)
        self._add("expected_cost", line, np.rint(cost * 100).astype(np.int64))

    def _add_claims(self, block: Block, cutoff: int) -> None:
        made, moved = block.history.claims, block.movements
        line = block.term_lines[made.term]
        told, occurred = made.reported < cutoff, made.occurred < cutoff
        self._add("claims", line[told])
        self._add("claims_not_reported", line[occurred & ~told])
        self._add("claims_to_come", line[~occurred])
        seen = moved.take(moved.day < cutoff)
        self._add("paid", line[seen.claim], seen.paid)
        self._add("outstanding", line[seen.claim], seen.outstanding)
        past, to_come = (moved.take(mask[moved.claim]) for mask in (occurred, ~occurred))
        self._add("ultimate", line[past.claim], past.paid)
        self._add("ultimate_to_come", line[to_come.claim], to_come.paid)

    def _add(self, measure: str, line: Ints, values: Ints | None = None) -> None:
        for number in range(len(LINES)):
            rows = line == number
            value = int(rows.sum()) if values is None else int(values[rows].sum())
            self.sums[measure, number] = self.sums.get((measure, number), 0) + value

    def by_measure(self) -> dict[str, Decimal]:
        """The sums over all lines, money in yuan."""
        found: dict[str, Decimal] = {}
        for (measure, _), value in self.sums.items():
            found[measure] = found.get(measure, Decimal(0)) + _in_units(measure, value)
        return found

    def table(self) -> pa.Table:
        """The sums by measure and line, money in yuan."""
        rows = [
            {"measure": measure, "line": LINES[line], "amount": _in_units(measure, value)}
            for (measure, line), value in self.sums.items()
        ]
        schema = pa.schema({"measure": pa.string(), "line": pa.string(), "amount": pa.decimal128(18, 2)})
        return pa.Table.from_pylist(rows, schema=schema)


COUNTS = (
    "terms",
    "policies",
    "claims",
    "claims_not_reported",
    "claims_to_come",
    "offers",
    "offers_accepted",
    "offers_declined",
)


def _in_units(measure: str, value: int) -> Decimal:
    return Decimal(value) if measure in COUNTS else Decimal(value) / 100


def _day(days: Ints) -> pa.Array:
    return pa.array(days.astype(np.int32), pa.int32()).cast(pa.date32())
