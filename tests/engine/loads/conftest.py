"""A home into which the tiny insurer was loaded, made once; tests that write take a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kehu.stores.home import Home
from tests.cast import lines, load_text, make_home, year


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home; tests only read it."""
    home = make_home(tmp_path_factory.mktemp("stocked") / "home")
    load_text(home, lines(year("P1"), year("P2"), year("P3", expiry="2020-01-01")))
    return home.folder


@pytest.fixture
def home(stocked: Path, tmp_path: Path) -> Home:
    """A copy of the home."""
    return Home(shutil.copytree(stocked, tmp_path / "home"))
