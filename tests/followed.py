"""Renewals that were followed, for tests of their effects; what a test leaves out is what most renewals have.

The usual one was kept at an unchanged price, renewed with a foretold .8, and earned 1,000 of which 600 were claims and
200 charges.
"""

import pyarrow as pa

USUAL = {
    "line": "motor",
    "list": "keep",
    "is_held_out": False,
    "is_good": True,
    "renewed": 1.0,
    "is_carried_out": True,
    "log_change": 0.0,
    "foretold": 0.8,
    "earned": 1000.0,
    "incurred": 600.0,
    "levelled": 600.0,
    "charges": 200.0,
    "result": 200.0,
    "expected": 500.0,
    "expected_result": 300.0,
}
GONE = {"renewed": 0.0, **dict.fromkeys(("earned", "incurred", "levelled", "charges", "result"), 0.0)}
GONE |= {"expected": 0.0, "expected_result": 0.0}


def followed(engine, *rows):
    """Followed renewals, each of a customer of its own unless the row names one."""
    filled = [{"term_id": f"T{place}", "customer_id": f"C{place}"} | USUAL | row for place, row in enumerate(rows)]
    return engine.read_arrow(pa.Table.from_pylist(filled))
