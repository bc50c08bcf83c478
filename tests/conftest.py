"""What every test may ask for: an engine, the folder of real books, and how hard properties are tried.

Reads the environment variable `KEHU_BOOKS` (a folder; by default `../shared/data` beside the project).
Sockets are closed by the options in `pyproject.toml`; a test that needs one is marked `enable_socket`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kehu.engines import Engine, EngineSettings, open_engine

ROOT = Path(__file__).parents[1]

settings.register_profile("fast", max_examples=30, derandomize=True, deadline=None)
settings.register_profile(
    "thorough", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("fast")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def books() -> Path:
    """The folder of real books; the test is skipped where it is missing."""
    folder = Path(os.environ.get("KEHU_BOOKS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real books in {folder}: set KEHU_BOOKS to their folder")
    return folder


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One small engine for all tests of a process; what it keeps is temporary and has a name of its own.

    One thread: DuckDB 1.5.5 now and then fails on windows over a handful of rows where two share them, and all tests
    after it with it. Whole runs, which open an engine of their own, use every core.
    """
    spill = tmp_path_factory.mktemp("spill")
    with open_engine(EngineSettings(memory="1GiB", threads=1, spill=spill)) as opened:
        yield opened
