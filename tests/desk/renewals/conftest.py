"""A home with a real run that offers renewals, published on the desk."""

from __future__ import annotations

import datetime

import pytest

from kehu.stores import run_folders
from tests.desk.runs.conftest import home, loaded, mapping, policies, stocked
from tests.offering import write_offers

__all__ = ["home", "loaded", "mapping", "policies", "stocked"]
PARTS = ({"reason": "premium", "amount": "500.00"}, {"reason": "staying", "amount": "-80.00"})
OFFERS = (
    {},
    {"list": "reprice", "price_change": 0.1, "proposed_premium": "1100.00", "changed_by": "filed,limits"},
    {"list": "decline", "offer": "decline", "proposed_premium": None, "price_change": None, "customer_id": "C9",
     "branch": "HQ/South", "renewal_proposed": 0.0},
)  # fmt: skip
POINTS = ({"kept_bound": 0.95, "value": "900.00"}, {}, {"kept_bound": 0.99, "value": "700.00"})


@pytest.fixture
def offering(loaded, published):
    """The run, published; C1 stands in HQ/North, C9 in HQ/South."""
    run = run_folders.current(loaded)
    write_offers(run.folder, OFFERS, reasons=PARTS, points=POINTS)
    customers = [{"customer_id": "C1", "name": "Wang Fang", "branch": "HQ/North"}]
    customers.append({"customer_id": "C9", "name": "Li Na", "branch": "HQ/South"})
    published(customers, as_of=datetime.date(2023, 12, 31))
    return run
