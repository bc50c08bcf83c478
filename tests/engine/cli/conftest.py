"""The command line as a person uses it: a runner, a mapping and files of a tiny insurer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kehu.cli import app

MAPPING = """
name = "tiny"
title = "A tiny insurer"

[[files]]
name = "policies"
match = "*.csv"

[files.types]
date = ["from", "to"]
money = ["premium"]

[[tables]]
table = "parties"
from = "policies"
one_per_key = true
[tables.columns]
party_id = "holder"
kind = "'person'"
name = "holder"
known_date = '"from"'

[[tables]]
table = "policies"
from = "policies"
[tables.columns]
policy_id = "policy"
party_id = "holder"
line = "line"
channel = "'agent'"
branch = "'HQ'"
known_date = '"from"'

[[tables]]
table = "terms"
from = "policies"
[tables.columns]
term_id = "policy"
policy_id = "policy"
inception_date = '"from"'
expiry_date = '"to"'
written_premium = "premium"
known_date = '"from"'
"""
POLICIES = """policy,holder,line,from,to,premium
P1,Wang Fang,motor,2023-01-01,2024-01-01,1000.00
P2,Wang Fang,home,2023-01-01,2024-01-01,500.10
P3,Li Na,motor,2023-01-01,2024-01-01,800.00
P4,Zhao Min,motor,2023-06-01,2023-01-01,700.00
"""


def _invoke(*arguments: object) -> Result:
    told = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if told.exception is not None and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


@pytest.fixture
def kehu(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in a terminal of 100 columns: `kehu("show", "lines")`."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("KEHU_HOME", raising=False)
    return _invoke


def _write_tiny(folder: Path) -> Path:
    (folder / "files").mkdir()
    (folder / "files" / "policies.csv").write_text(POLICIES, encoding="utf-8")
    (folder / "tiny.toml").write_text(MAPPING, encoding="utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a file of four policies, one of which expires before it begins, and its mapping beside."""
    return _write_tiny(tmp_path)


@pytest.fixture
def home(tmp_path: Path, kehu: Callable[..., Result]) -> Path:
    """An empty home."""
    kehu("init", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the tiny insurer was loaded, with a run as of the end of 2023; tests only read it."""
    tiny = _write_tiny(tmp_path_factory.mktemp("tiny"))
    _invoke("init", tiny / "home")
    _invoke("load", tiny / "files", "--mapping", tiny / "tiny.toml", "--home", tiny / "home")
    _invoke("run", "--as-of", "2023-12-31", "--home", tiny / "home")
    return tiny / "home"


@pytest.fixture
def loaded(ran: Path, tmp_path: Path) -> Path:
    """A home of one's own with the tiny insurer and that run."""
    shutil.copytree(ran, tmp_path / "home")
    return tmp_path / "home"
