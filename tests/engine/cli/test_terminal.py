"""The terminal shows steps with their seconds, and JSON that machines can read."""

import datetime
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from kehu.cli.terminal import Steps, as_json, refuse
from kehu.portfolio import Reason


def test_a_step_is_told_when_it_is_done():
    console = Console(width=80, record=True, file=StringIO())
    with Steps(console) as steps:
        steps("Reading a.csv", 5, 10)
        steps("Reading a.csv", 10, 10)
        steps("Find the customers", 0, 5)
    told = console.export_text().splitlines()
    assert [line.split(" s  ")[1] for line in told] == ["Reading a.csv", "Find the customers"]
    assert set(steps.seconds) == {"Reading a.csv", "Find the customers"}


def test_a_short_step_leaves_no_line_where_only_long_ones_are_told():
    console = Console(width=80, record=True, file=StringIO())
    with Steps(console, least_seconds=60) as steps:
        steps("Reading a.csv", 0, 0)
    assert console.export_text() == ""
    assert "Reading a.csv" in steps.seconds


def test_a_step_that_fails_is_not_called_done():
    console = Console(width=80, record=True, file=StringIO())
    with pytest.raises(ValueError, match="torn"), Steps(console) as steps:
        steps("Reading a.csv", 0, 0)
        raise ValueError("torn")
    assert console.export_text() == ""


def test_json_keeps_cents_dates_and_frozen_values():
    value = {
        "money": Decimal("1.10"),
        "day": datetime.date(2024, 1, 2),
        "why": (Reason("r", "a", "b"),),
        "path": Path("x"),
    }
    told = json.loads(as_json(value))
    assert (told["money"], told["day"], told["path"]) == ("1.10", "2024-01-02", "x")
    assert told["why"] == [{"rule": "r", "party_id": "a", "joined_party_id": "b"}]


def test_a_number_that_is_none_becomes_null():
    assert json.loads(as_json([float("nan"), float("inf"), 1.5])) == [None, None, 1.5]


def test_a_refusal_keeps_its_brackets_and_goes_to_the_error_stream(capsys):
    refuse("mapping[0] is no column")
    told = capsys.readouterr()
    assert (told.out, told.err.strip()) == ("", "Refused: mapping[0] is no column")
