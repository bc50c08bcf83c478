"""The stage as a whole: an offer for each renewal with its reasons, gates, scenarios, limits and the frontier."""

from decimal import Decimal

import pytest

from kehu.laws import Law
from kehu.parameters import Parameters
from kehu.stages.renewals import decide
from kehu.tables import RESULTS
from kehu.tables.decisions import DECISIONS, GATES
from tests.renewed import assumptions, results

GOOD, BAD = {}, {"expected_cost": 1900.0}
COMPULSORY = Law(kind="compulsory_line", from_date="2020-01-01", source="a test")
FILED = Law(kind="filed_range", from_date="2020-01-01", basis="expiring_premium", most=1.1, source="a test")
NO_LIMITS = {"scenarios": ({"name": "plan"},)}


def decided(engine, rows, *, laws=(), parameters=None, **more):
    snapshot, tables = results(rows, **more)
    assumed = parameters or assumptions(**NO_LIMITS)
    given = Parameters.model_validate(assumed.model_dump() | {"laws": [law.model_dump() for law in laws]})
    found = decide(engine=engine, snapshot=snapshot, results=tables, parameters=given)
    return {name: table.to_pyarrow().to_pylist() for name, table in found.items()}


def test_it_writes_its_tables_in_their_columns(engine):
    found = decided(engine, [GOOD])
    assert set(found) == {table.table_name for table in DECISIONS}
    for name, rows in found.items():
        assert all(list(row) == list(RESULTS[name].columns) for row in rows)
        assert rows or name == "renewal_limits"  # of a scenario without limits


def test_every_renewal_has_one_offer_whose_reasons_add_up(engine):
    found = decided(engine, [GOOD, BAD, GOOD])
    assert [row["term_id"] for row in found["renewal_decisions"]] == ["T0", "T1", "T2"]
    for row in found["renewal_decisions"]:
        amounts = [one["amount"] for one in found["renewal_reasons"] if one["term_id"] == row["term_id"]]
        assert sum(amounts) == row["value_proposed"]


def test_the_bad_are_declined_where_the_law_lets_them_be(engine):
    (row,) = decided(engine, [BAD])["renewal_decisions"]
    assert (row["list"], row["offer"], row["proposed_premium"], row["price_change"]) == ("decline",) * 2 + (None,) * 2
    assert row["value_unchanged"] < 0 == row["value_proposed"]


def test_where_nothing_may_be_declined_the_bad_pay_what_may_be_asked(engine):
    (row,) = decided(engine, [BAD], laws=[COMPULSORY, FILED])["renewal_decisions"]
    assert (row["list"], row["proposed_premium"]) == ("reprice", Decimal("1100.00"))
    assert row["changed_by"] == "lawful,filed"
    assert row["walk_away_price"] is None


def test_gates_stand_in_their_order_and_say_what_they_cost(engine):
    found = decided(engine, [GOOD, BAD], laws=[COMPULSORY, FILED])["renewal_gates"]
    whole = [row for row in found if row["line"] == "all"]
    assert [row["gate"] for row in whole] == list(GATES)
    assert [row["place"] for row in whole] == [1, 2, 3, 4, 5, 6]
    assert whole[1]["changed_count"] == 1 and whole[1]["value_lost"] > 0
    assert [row for row in found if row["line"] == "motor"] == [row | {"line": "motor"} for row in whole]


def test_what_cannot_be_judged_is_counted_and_has_no_offer(engine):
    found = decided(engine, [GOOD, {"annual_premium": None}])
    assert len(found["renewal_decisions"]) == 1
    known = found["renewal_gates"][0]
    assert (known["gate"], known["renewal_count"], known["stopped_count"]) == ("known", 2, 1)


def test_a_book_without_renewals_has_no_offers(engine):
    found = decided(engine, [{"decision": "renewed"}])
    assert {name for name, rows in found.items() if rows} == {"renewal_gates"}


def test_limits_change_offers_and_say_so(engine):
    keep = {"scenarios": ({"name": "plan", "limits": ({"measure": "declines", "sense": "at most", "bound": 0.0},)},)}
    found = decided(engine, [GOOD, BAD], parameters=assumptions(**keep))
    assert [row["changed_by"] for row in found["renewal_decisions"]] == [None, "limits"]
    (limit,) = found["renewal_limits"]
    assert limit["used"] == 0 and limit["point_cost"] > 0


def test_whoever_is_held_out_is_offered_the_unchanged_price_and_the_gate_says_what_that_costs(engine):
    found = decided(engine, [BAD], parameters=assumptions(held_out=1.0, **NO_LIMITS))
    (row,) = found["renewal_decisions"]
    assert (row["is_held_out"], row["list"], row["proposed_premium"]) == (True, "keep", Decimal("1000.00"))
    assert row["changed_by"] == "chosen"
    last = found["renewal_gates"][5]
    assert last["stopped_count"] == 1 and last["value_lost"] == -row["value_unchanged"]


def test_scenarios_stand_beside_the_book_as_it_is(engine):
    two = {"scenarios": ({"name": "plan"}, {"name": "gentle", "limits": ()})}
    rows = decided(engine, [GOOD, BAD], parameters=assumptions(**two))["renewal_scenarios"]
    assert [(row["scenario"], row["is_followed"]) for row in rows] == [
        ("unchanged", False), ("plan", True), ("gentle", False),
    ]  # fmt: skip
    assert rows[1]["value"] > rows[0]["value"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_frontier_has_a_point_for_each_share(engine, count):
    shares = (0.9, 1.0, 1.1)[:count]
    rows = decided(engine, [GOOD], parameters=assumptions(frontier_shares=shares, **NO_LIMITS))[
        "renewal_frontier_points"
    ]
    assert [(row["scenario"], row["kept_bound"]) for row in rows] == [("plan", share) for share in shares]
