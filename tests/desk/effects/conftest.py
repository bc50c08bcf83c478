"""A home with a run on the desk, in which effects may be kept."""

from __future__ import annotations

import datetime

import pytest

from tests.cast import make_home


@pytest.fixture
def home(settings, tmp_path):
    """The home that the desk stands on."""
    made = make_home(tmp_path / "home")
    settings.KEHU_HOME = made.folder
    return made


@pytest.fixture
def on_desk(home, published):
    """A run is on the desk."""
    return published(label="R000002", as_of=datetime.date(2024, 12, 31))
