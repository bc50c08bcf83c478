"""The panels of a run: its controls, its stages, what it read and what it assumed."""

from types import SimpleNamespace

from kehu_desk.engine import made_run
from kehu_desk.runs import panels


def rows(read, made):
    return read(SimpleNamespace(), made)["listing"].rows


def test_controls_stand_beside_the_book(loaded, db):
    made = made_run("R000001")
    found = rows(panels.controls, made)
    assert {"Earned premium", "Number of claims"} <= {row["name"] for row in found}
    assert all(row["holds"].text == "Equal" and row["in_book"] == row["in_accounts"] for row in found)


def test_stages_batches_and_assumptions_are_shown(loaded, db):
    made = made_run("R000001")
    assert "filing everything under its customer" in [row["about"] for row in rows(panels.stages, made)]
    assert rows(panels.batches, made) == [{"label": "B000001", "source": "tiny"}]
    assert {"entry": "currency", "value": "CNY"} in rows(panels.parameters, made)


def test_every_panel_can_be_read(loaded, db):
    assert all(panel.read(SimpleNamespace(), made_run("R000001")) for panel in panels.PANELS)
