"""The model's parameters: complete, with units, shares that add up."""

import numpy as np
import pytest

from kehu.simulation.model import LINES, read_list, read_model

MODEL = read_model()


@pytest.mark.parametrize("name", list(MODEL.entries))
def test_every_parameter_has_a_unit_and_a_value(name):
    entry = MODEL.entries[name]
    assert entry.unit
    assert entry.values


@pytest.mark.parametrize("name", [name for name in MODEL.entries if name.startswith(("level_shares", "channels.per"))])
def test_shares_add_up_to_one(name):
    assert np.isclose(MODEL.named(name).sum(), 1)


@pytest.mark.parametrize("line", range(len(LINES)))
def test_the_perils_of_a_line_add_up_to_one(line):
    assert np.isclose(sum(peril.share for peril in MODEL.perils if peril.line == line), 1)


def test_an_entry_for_a_group_holds_for_its_lines():
    values = MODEL.by_line("frequency.young_person")
    assert values[0] == values[1] == MODEL("frequency.young_person", "motor")
    assert values[2] == 0


def test_every_value_is_told_with_its_unit():
    rows = {(row["parameter"], row["part"]): row for row in MODEL.rows()}
    assert rows["population.company_share", "value"]["unit"] == "share of customers"
    assert len(rows) == sum(len(entry.values) for entry in MODEL.entries.values()) + 3 * len(MODEL.perils)


def test_the_lists_of_places_are_read():
    assert len(read_list("places")["cities"]) > 20
