"""A home with a real run of two customers of whom it asks whether they are one, published on the desk."""

from __future__ import annotations

import datetime

import pytest

from kehu.stores import run_folders
from tests.asked import identities_of, write_questions
from tests.desk.runs.conftest import home, loaded, mapping, policies, stocked

__all__ = ["home", "loaded", "mapping", "policies", "stocked"]


@pytest.fixture
def asking(loaded, published):
    """The home; `asking.pair` are the keys of the two records, `asking.ids` their customers."""
    run = run_folders.current(loaded)
    (one, first), (other, second) = sorted(identities_of(run).items())[:2]
    names = {"customer_id": first, "other_id": second, "name": "Wang Fang", "other_name": "Li Na"}
    write_questions(run, [names | {"joined_party_id": one, "party_id": other}])
    customers = [{"customer_id": first, "branch": "HQ/North"}, {"customer_id": second, "branch": "HQ/North"}]
    published([*customers, {"customer_id": "C9", "branch": "HQ/South"}], as_of=datetime.date(2023, 12, 31))
    return {"home": loaded, "pair": (one, other), "ids": (first, second)}
