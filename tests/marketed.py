"""Experience, customers and plans of markets, for tests: what a row leaves out is what most rows have."""

from __future__ import annotations

import pyarrow as pa

from kehu.market_assumptions import Markets
from kehu.tables.markets import MarketChannels, MarketGroups
from tests.offering import write_table

LIVED = {"line": "motor", "channel": "agent", "year": 2024, "earned_premium": 1000.0, "claims": 600.0,
         "commission": 100.0, "expenses": 50.0}  # fmt: skip
PERSON = {"lines": ",motor,", "kind": "person", "age": "30-39", "region": "HQ", "industry": "unknown", "tenure": "1-2",
          "other_lines": "0-1"}  # fmt: skip
GROUP = {
    "line": "motor", "rule": "kind=person;age=30-39", "verdict": "target", "place": 1, "holder_count": 90,
    "earned_premium": "90000.00", "loss_ratio": 0.4, "credibility": 0.5, "believed_loss_ratio": 0.5,
    "line_loss_ratio": 0.6, "usual_premium": "1000.00", "charges": 0.2, "walk_away_price": "650.00",
    "technical_price": "700.00", "open_count": 200, "goal_count": 10.4, "purchase_probability": 0.052,
    "cover_result": "300.00", "expected_result": "3120.00", "channel": "direct",
}  # fmt: skip
CHANNEL = {
    "line": "motor", "channel": "direct", "earned_premium": "50000.00", "loss_ratio": 0.6, "credibility": 0.3,
    "believed_loss_ratio": 0.58, "commission": 0.0, "expenses": 0.15, "combined_ratio": 0.76, "new_count": 40,
    "is_best": True,
}  # fmt: skip


def assumed(**more):
    """The assumptions of markets that believe in full what they can."""
    given = {"claims_for_full_belief": 1.0, "least_holders": 1, "least_open": 1, "least_covers": 1, "least_new": 1}
    return Markets(**{"source": "a test"} | given | more)


def lived(engine, *rows):
    """The experience of customers; a row is of a customer of its own unless it names one."""
    filled = [{"customer_id": f"C{place}"} | LIVED | row for place, row in enumerate(rows)]
    return engine.read_arrow(pa.Table.from_pylist(filled))


def people(engine, *rows):
    """The levels of customers in the same order."""
    filled = [{"customer_id": f"C{place}"} | PERSON | row for place, row in enumerate(rows)]
    return engine.read_arrow(pa.Table.from_pylist(filled))


def write_markets(folder, groups=({},), channels=({},)):
    """The tables of markets in the folder of a run."""
    write_table(folder, MarketGroups, [GROUP | row for row in groups])
    write_table(folder, MarketChannels, [CHANNEL | row for row in channels])
