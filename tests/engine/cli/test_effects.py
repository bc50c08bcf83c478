"""What came of decisions, in the terminal and as sheets."""

import io

from rich.console import Console

from kehu.backtesting import Effects
from kehu.cli.effects import effect_sheets, show_effects
from kehu.tables.effects import HeldOutEffects, ListOutcomes

LIST = dict.fromkeys(ListOutcomes.columns) | {"list": "keep", "decided_count": 1234, "renewed_share": 0.71}
HELD = dict.fromkeys(HeldOutEffects.columns) | {"measure": "loss_ratio", "line": "all", "is_sure": False}
HELD |= {"customer_count": 90, "held_out_customers": 10, "effect": -0.04}


def shown(came):
    """What is printed, in a wide terminal."""
    console = Console(width=160, record=True, file=io.StringIO())
    show_effects(console, came)
    return console.export_text()


def test_lists_and_the_hold_out_are_printed():
    text = shown(Effects([LIST], [], [HELD, HELD | {"line": "motor", "effect": 9.0}], [], []))
    assert "1,234" in text
    assert "0.7100" in text
    assert "loss ratio" in text
    assert "-0.0400" in text
    assert "9.0" not in text


def test_a_run_without_decisions_says_so():
    assert "decided no renewals" in shown(None)


def test_each_table_is_a_sheet():
    names = [sheet.name for sheet in effect_sheets(Effects([LIST], [], [HELD], [], []), "R000001")]
    assert names == ["Lists", "Prices", "Held out", "Kept", "Movements"]
    assert list(effect_sheets(None, "R000001")) == []
