"""The perils of a line as a list."""

from kehu_desk import engine
from kehu_desk.modelling import peril_tables


def test_perils_stand_with_the_most_frequent_first_and_lead_to_their_tables(told):
    shown = peril_tables.perils(told, engine.perils("R000002", "motor"))
    assert [[cell.text for cell in shown.cells(row)] for row in shown.rows] == [
        ["Collision", "15", "60.0%", "75.0%", "75.00", "1,000", "its own"],
        ["Theft and robbery", "10", "40.0%", "25.0%", "50.00", "500", "with other perils"],
    ]
    assert [shown.href(row) for row in shown.rows] == [
        "/models/motor/frequency/?peril=%E7%A2%B0%E6%92%9E",
        "/models/motor/frequency/?peril=other",
    ]


def test_a_peril_without_models_leads_nowhere(told):
    shown = peril_tables.perils(told, engine.perils("R000002", "home"))
    assert shown.href(shown.rows[0]) == ""
