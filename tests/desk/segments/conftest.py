"""A home whose run has facts of seven customers, four of whom stand on the desk."""

from __future__ import annotations

import pytest

from kehu_desk.engine import Condition, Definition
from tests.cast import make_home
from tests.selected import DAY, PEOPLE, write_facts

GOOD = Definition(((Condition("grade", "is", ("A", "B")),), (Condition("kind", "is", ("person",)),)))


@pytest.fixture
def home(settings, tmp_path):
    made = make_home(tmp_path / "home")
    settings.KEHU_HOME = made.folder
    write_facts(made.runs)
    return made


@pytest.fixture
def on_desk(home, published):
    """The run with its customers on the desk."""
    rows = [
        {"customer_id": one["customer_id"], "name": f"Customer {one['customer_id']}", "branch": one.get("branch", "")}
        for one in PEOPLE
    ]
    return published(rows, label="R000001", as_of=DAY)
