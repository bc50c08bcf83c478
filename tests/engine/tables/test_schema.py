"""The schema layer: what a table class knows of its columns, keys and rules."""

import pytest

from kehu.tables import SOURCES, Declared, Kind
from kehu.tables.schema import DATATYPES, Table, code, date, extend, flag, money, number, rule, text, whole


class Boats(Table):
    """A boat.

    Only for these tests.
    """

    key = ("boat_id",)

    boat_id = text("Key", required=True)
    party_id = text("Owner", refers_to="parties")
    hull = code("Hull", "wood", "steel")
    value = money("Value", least=0)
    sunk_date = date("Day it sank", known="sunk_date")
    length = number("Length", unit="m")
    berths = whole("Berths")
    is_new = flag("Whether it is new")

    @rule(on="length", advice="Measure again.")
    def longer_than_nothing(row):
        """A boat has a length."""
        return row.length > 0


def test_a_table_is_called_after_its_class():
    assert (Boats.table_name, Boats.summary()) == ("boats", "A boat.")
    assert SOURCES["claim_movements"].__name__ == "ClaimMovements"


def test_columns_stand_in_the_order_written_and_know_their_names():
    names = ["boat_id", "party_id", "hull", "value", "sunk_date", "length", "berths", "is_new"]
    assert list(Boats.columns) == [column.name for column in Boats.columns.values()] == names


def test_every_kind_is_one_type_of_the_engine():
    assert [str(kind) for kind in Boats.datatypes().values()] == [
        "string", "string", "string", "decimal(18, 2)", "date", "float64", "int64", "boolean",
    ]  # fmt: skip
    assert set(DATATYPES) == set(Kind)


def test_money_is_in_the_book_s_currency_and_other_units_are_told():
    assert (Boats.columns["value"].unit, Boats.columns["length"].unit) == ("currency", "m")


def test_references_and_late_columns_are_told():
    assert (Boats.references(), Boats.late_columns()) == ({"party_id": "parties"}, {"sunk_date": "sunk_date"})


def test_a_rule_has_the_method_s_name_and_words():
    (only,) = Boats.rules
    assert (only.name, only.about, only.on, only.advice) == (
        "longer_than_nothing",
        "A boat has a length.",
        "length",
        "Measure again.",
    )


def test_a_table_can_be_extended_under_another_name():
    made = extend(Boats, name="fast_boats", columns={"speed": Declared("speed", Kind.NUMBER, unit="kn").column()})
    assert (made.table_name, made.key, made.rules) == ("fast_boats", Boats.key, Boats.rules)
    assert list(made.columns) == [*Boats.columns, "speed"]
    assert (made.columns["speed"].about, "speed" in Boats.columns) == ("speed", False)


def test_a_column_that_is_there_cannot_be_added():
    with pytest.raises(ValueError, match="table boats_again: value stand in boats already"):
        extend(Boats, name="boats_again", columns={"value": Boats.columns["value"]})
