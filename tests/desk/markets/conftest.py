"""A home with a real run that develops markets, published on the desk."""

from __future__ import annotations

import datetime

import pytest

from kehu.stores import run_folders
from tests.desk.runs.conftest import home, loaded, mapping, policies, stocked
from tests.marketed import write_markets

__all__ = ["home", "loaded", "mapping", "policies", "stocked"]


@pytest.fixture
def markets(loaded, published):
    """The run, published."""
    run = run_folders.current(loaded)
    avoided = {"rule": "tenure=0;region=HQ", "verdict": "avoid", "cover_result": "-50.00"}
    write_markets(run.folder, ({}, avoided), ({}, {"line": "home", "is_best": False}))
    published([], as_of=datetime.date(2023, 12, 31))
    return run
