"""A simulated insurer as a book, without the detour of files, and what its claims truly come to.

Gives a `Book` of policies, terms, claims and movements as the simulation draws them, every day of it: `Book.as_of` cuts
it where one asks, and nothing is broken or mistyped. The truth stands beside it, by claim.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.engines import Engine
from kehu.simulation.blocks import Block, draw_block
from kehu.simulation.columns import NEVER, Floats, Ints
from kehu.simulation.model import LINES
from kehu.simulation.world import make_world
from kehu.tables import SOURCES, Book, Versions

BLOCK = 20_000


@dataclass(frozen=True)
class DrawnInsurer:
    """The book, who holds each policy, and the truth: line, day (since 1970) and ultimate in yuan of every claim."""

    book: Book
    identities: ir.Table
    line: NDArray[np.str_]
    occurred: Ints
    ultimate: Floats

    def true_ultimates(self, as_of: datetime.date) -> dict[tuple[str, int], tuple[int, float]]:
        """Claims that occurred by a date and what they come to in yuan, by line and whole years before it."""
        days = (as_of - datetime.date(1970, 1, 1)).days - self.occurred
        years = days * 16 // 487 // 12
        sums: dict[tuple[str, int], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
        for line, ago, amount in zip(self.line[days >= 0], years[days >= 0], self.ultimate[days >= 0], strict=True):
            count, total = sums[line, ago]
            sums[line, ago] = (count + 1, total + amount)
        return sums


def draw_insurer(engine: Engine, *, customers: int, years: int, seed: int) -> DrawnInsurer:
    """Draw one, held in the engine."""
    world = make_world(customers=customers, years=years, seed=seed, first_year=2020)
    starts = range(0, customers, BLOCK)
    blocks = [
        draw_block(world=world, number=number, first_serial=start + 1, size=min(BLOCK, customers - start))
        for number, start in enumerate(starts)
    ]
    tables = [_tables(block) for block in blocks]
    versions = {
        name: Versions(
            engine.read_arrow(pa.concat_tables(_complete(name, made[name]) for made in tables)), SOURCES[name], False
        )
        for name in tables[0]
    }
    owners = ibis.memtable(pa.concat_tables(_owners(block) for block in blocks))
    truths = [_truth(block) for block in blocks]
    return DrawnInsurer(Book(versions), owners, *(np.concatenate(part) for part in zip(*truths, strict=True)))


def _tables(block: Block) -> dict[str, dict[str, pa.Array]]:
    terms, claims, moved, held = block.history.terms, block.history.claims, block.movements, block.policies
    keys = block.keys
    policy_of_term = keys.policies.take(pa.array(terms.policy))
    return {
        "policies": {
            "policy_id": keys.policies,
            "party_id": _customers(block),
            "line": pa.array(LINES).take(pa.array(held.line)),
            "first_inception_date": _day(held.first_inception),
            "known_date": _day(held.known),
        },
        "terms": {
            "term_id": keys.terms,
            "policy_id": policy_of_term,
            "inception_date": _day(terms.inception),
            "expiry_date": _day(terms.expiry),
            "cancellation_date": _day(terms.cancelled),
            "cancellation_known_date": _day(terms.cancelled_known),
            "written_premium": _money(terms.premium),
            "known_date": _day(terms.known),
        },
        "claims": {
            "claim_id": keys.claims,
            "policy_id": policy_of_term.take(pa.array(claims.term)),
            "term_id": keys.terms.take(pa.array(claims.term)),
            "occurred_date": _day(claims.occurred),
            "reported_date": _day(claims.reported),
            "peril": pa.array(claims.peril.astype(str)),
            "claim_count": pa.array(claims.term * 0 + 1),
            "known_date": _day(claims.reported),
        },
        "claim_movements": {
            "movement_id": pa.array(np.arange(len(moved)).astype(str)),
            "claim_id": keys.claims.take(pa.array(moved.claim)),
            "paid_change": _money(moved.paid),
            "outstanding_change": _money(moved.outstanding),
            "known_date": _day(moved.day),
        },
    }


def _truth(block: Block) -> tuple[NDArray[np.str_], Ints, Floats]:
    claims = block.history.claims
    ultimate = np.zeros(len(claims))
    np.add.at(ultimate, block.movements.claim, block.movements.paid / 100)
    return np.array(LINES)[block.term_lines[claims.term]], claims.occurred, ultimate


def _owners(block: Block) -> pa.Table:
    names = _customers(block)
    return pa.table({"party_id": names, "customer_id": names}).group_by(["party_id", "customer_id"]).aggregate([])


def _customers(block: Block) -> pa.Array:
    return pa.array(block.customers.serial[block.policies.customer].astype(str))


def _complete(name: str, columns: dict[str, Any]) -> pa.Table:
    """The table's columns, those that the insurer does not know being empty."""
    types = {column: kind.to_pyarrow() for column, kind in SOURCES[name].datatypes().items()}
    rows = len(next(iter(columns.values())))
    arrays = {
        column: columns[column].cast(kind) if column in columns else pa.nulls(rows, kind)
        for column, kind in types.items()
    }
    return pa.table(arrays | {"batch_number": pa.array(np.ones(rows, dtype=np.int64))})


def _day(days: Ints) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=days >= NEVER).cast(pa.date32())


def _money(cents: Ints) -> pa.Array:
    return pa.array([Decimal(int(value)) / 100 for value in cents], pa.decimal128(18, 2))
