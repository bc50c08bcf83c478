"""The command line as a person uses it: a runner, a mapping and files of a tiny insurer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

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


@pytest.fixture
def kehu(monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Runs a command in a terminal of 100 columns: `kehu("show", "lines")`."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("KEHU_HOME", raising=False)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a file of four policies, one of which expires before it begins, and its mapping beside."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "policies.csv").write_text(POLICIES, encoding="utf-8")
    (tmp_path / "tiny.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


@pytest.fixture
def home(tmp_path: Path, kehu: Callable[..., object]) -> Path:
    """An empty home."""
    kehu("init", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def loaded(home: Path, tiny: Path, kehu: Callable[..., object]) -> Path:
    """A home into which the tiny insurer was loaded."""
    kehu("load", tiny / "files", "--mapping", tiny / "tiny.toml", "--home", home)
    return home
