"""A home with a real run that plans service, published on the desk."""

from __future__ import annotations

import datetime

import pytest

from kehu.stores import run_folders
from tests.desk.runs.conftest import home, loaded, mapping, policies, stocked
from tests.servicing import write_service

__all__ = ["home", "loaded", "mapping", "policies", "stocked"]
PLANS = (
    {},
    {"customer_id": "C9", "branch": "HQ/South", "has_claimed": True, "service_count": 1},
    {"customer_id": "C-NO-HOURS", "state": "no_hours"},
    {"customer_id": "C-HELD-OUT", "state": "held_out"},
)


@pytest.fixture
def serving(loaded, published):
    """The run, published; C1 stands in HQ/North, C9 in HQ/South."""
    run = run_folders.current(loaded)
    write_service(run.folder, PLANS)
    customers = [{"customer_id": "C1", "name": "Wang Fang", "branch": "HQ/North"}]
    customers.append({"customer_id": "C9", "name": "Li Na", "branch": "HQ/South"})
    published(customers, as_of=datetime.date(2023, 12, 31))
    return run
