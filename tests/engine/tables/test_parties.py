"""Each rule of parties and producers, on rows that keep it and on one that breaks it."""

import pytest

from kehu.tables.parties import Parties, Producers

RULES = {
    "licensed_after_birth": (Parties, "licence_date", "birth_date", [False, False, True]),
    "born_before_known": (Parties, "birth_date", "known_date", [True, True, False]),
    "leaves_after_joining": (Producers, "left_date", "joined_date", [False, True, True]),
}


@pytest.mark.parametrize(("rule", "case"), RULES.items(), ids=RULES)
def test_a_rule_tells_a_date_before_another_from_the_same_and_a_later_one(judged, rule, case):
    table, judged_date, other, expected = case
    days = ("2000-05-01", "2000-05-02", "2000-05-03")
    rows = [{judged_date: day, other: "2000-05-02"} for day in days]
    assert judged(table, rule, *rows) == expected


@pytest.mark.parametrize("table", [Parties, Producers])
def test_what_is_not_known_breaks_no_rule(judged, table):
    assert {rule.name for rule in table.rules} <= set(RULES)
    assert [judged(table, rule.name, {}) for rule in table.rules] == [[True]] * len(table.rules)


def test_what_tells_a_person_is_marked_as_personal():
    personal = {name for name, column in Parties.columns.items() if column.personal}
    assert {"name", "identity_number", "birth_date", "phone", "email", "address"} <= personal
    assert not personal & {"party_id", "source", "kind", "region"}
