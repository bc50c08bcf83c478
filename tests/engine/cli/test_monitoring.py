"""`kehu monitor` prints its advice first, as tables, as JSON and as a workbook."""

import datetime
import io
import json

import pytest
from rich.console import Console

from kehu import runs
from kehu.backtesting import Monitor
from kehu.cli.monitoring import show_monitor
from kehu.tables.backtests import MixDrifts, ModelAdvice
from tests.backtested import AS_OF, UNTIL, make_insurer
from tests.cast import LOADED_AT, SETTINGS, nothing

ADVICE = dict.fromkeys(ModelAdvice.columns) | {"measure": "cost", "line": "motor", "ratio": 1.3125}
DRIFT = dict.fromkeys(MixDrifts.columns) | {"line": "all", "fact": "channel", "level": "direct"}


def test_it_prints_what_to_do_and_why():
    advice = ADVICE | {"advice": "level", "reason": "outside", "is_outside": True}
    drift = DRIFT | {"stability_index": 0.31, "by_chance": 0.01, "share_before": 0.2, "share_now": 0.5}
    console = Console(width=150, record=True, file=io.StringIO())
    dates = (datetime.date(2023, 12, 31), datetime.date(2024, 12, 31))
    show_monitor(console, Monitor("R000001", "R000002", *dates, [advice], [drift], [], [], None))
    text = console.export_text()
    assert "R000001 as of 2023-12-31, held against R000002 as of 2024-12-31" in text
    assert "set the level" in text
    assert "what came lies outside the bounds" in text
    assert "0.3100" in text


@pytest.mark.slow
def test_the_whole_way_gives_json_and_a_workbook(kehu, tmp_path):
    home, file = make_insurer(tmp_path), tmp_path / "monitor.xlsx"
    for as_of in (AS_OF, UNTIL):
        runs.run(home, as_of=as_of, started_at=LOADED_AT, settings=SETTINGS, report=nothing)
    told = json.loads(kehu("monitor", "--home", home.folder, "--excel", file, "--json").stdout)
    assert (told["before"], told["now"]) == ("R000001", "R000002")
    assert {row["measure"] for row in told["advice"]} == {"frequency", "cost", "renewal"}
    assert file.stat().st_size > 5000
