"""The gateway reads what a run says of markets."""

from kehu.stores import run_folders
from kehu_desk.engine import marketing as engine
from tests.marketed import write_markets


def test_everything_is_read_by_the_label_of_the_run(loaded):
    run = run_folders.current(loaded)
    write_markets(run.folder)
    assert engine.markets_are_developed(run.label)
    assert engine.market_lines(run.label) == ("motor",)
    assert engine.market_groups(run.label, line="motor", verdict="target")[0].place == 1
    assert engine.market_channels(run.label, line="motor")[0].channel == "direct"
