"""A home with a mapping of its own for small files, in which loads and runs are real.

Gives `home`, the empty home that the desk of the test stands on, `policies(text)`, an upload that its mapping reads,
and `loaded`, the same home with those policies loaded and one run made.
"""

from __future__ import annotations

import datetime
import functools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kehu import loads, runs
from kehu.cli.starting import begin_home
from kehu.engines import EngineSettings
from kehu.loads import Request
from kehu.stores.home import Home
from tests.engine.cli.conftest import MAPPING, POLICIES

NOW = datetime.datetime(2024, 1, 2, 3, 4, tzinfo=datetime.UTC)


def quiet(_step: str, _done: int, _total: int) -> None:
    """Nobody listens."""


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    """An empty home, on which the desk stands."""
    made = begin_home(tmp_path / "home", "CNY")
    (made.folder / "mappings").mkdir()
    (made.folder / "mappings" / "tiny.toml").write_text(MAPPING, encoding="utf-8")
    settings.KEHU_HOME = made.folder
    settings.DESK_FOLDER = made.folder / "desk"
    return made


@pytest.fixture
def mapping(home: Home) -> str:
    """The choice of that mapping in the form."""
    return str(home.folder / "mappings" / "tiny.toml")


@pytest.fixture
def policies() -> Callable[..., SimpleUploadedFile]:
    """`policies()` is an upload of four policies, one of which expires before it begins."""
    return lambda text=POLICIES, name="policies.csv": SimpleUploadedFile(name, text.encode("utf-8"))


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the policies loaded, and a run as of the end of 2023; tests copy it."""
    return _stocked(tmp_path_factory.getbasetemp())


@functools.cache
def _stocked(base: Path) -> Path:
    """That home, made once a process: each folder that takes the fixture over has a session of its own of it."""
    folder = base / "stocked"
    folder.mkdir()
    made = begin_home(folder / "home", "CNY")
    (folder / "tiny.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "policies.csv").write_text(POLICIES, encoding="utf-8")
    mapping, text = loads.find_mapping(str(folder / "tiny.toml"), [])
    source = [folder / "policies.csv"]
    request = Request(mapping=mapping, mapping_text=text, extract_date=NOW.date(), loaded_at=NOW, paths=source)
    loads.load(made, request, settings=EngineSettings(), report=quiet)
    runs.run(made, as_of=datetime.date(2023, 12, 31), started_at=NOW, settings=EngineSettings(), report=quiet)
    return made.folder


@pytest.fixture
def loaded(home: Home, stocked: Path) -> Home:
    """The home with the policies loaded and one run made."""
    for part in ("book", "runs", "rejects"):
        shutil.copytree(stocked / part, home.folder / part, dirs_exist_ok=True)
    return home
