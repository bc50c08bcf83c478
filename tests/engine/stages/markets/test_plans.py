"""Plans: whom to win and whom to avoid, at which price."""

import pytest

from kehu.stages.markets.channels import Channel
from kehu.stages.markets.demand import Demand
from kehu.stages.markets.groups import Group
from kehu.stages.markets.plans import LineFigures, plans
from tests.marketed import assumed

DIRECT = Channel("motor", "direct", 1e6, 0.6, 1.0, 0.6, 0.05, 0.15, 0.1, 99)
AGED, PEOPLE = (("age", "30-39"),), (("kind", "person"),)
BOTH = (*PEOPLE, *AGED)


def group(rule=AGED, believed=0.5, **more):
    given = {"holders": 50, "premium": 5e4, "loss_ratio": believed, "credibility": 0.5} | more
    return Group("motor", rule, believed=believed, **given)


def told(*found, wanted=None, **more):
    demands = {("motor", ()): Demand(500, 50.0, 100, 1e5)}
    demands |= {("motor", each.rule): Demand(100, 10.0, 40, 4.4e4) for each in found} | (wanted or {})
    return plans(found, demands, {"motor": DIRECT}, {"motor": LineFigures(0.6, 0.25)}, lambda *_: (0.1, 0.05),
                 parameters=assumed(**more))  # fmt: skip


def test_a_plan_says_price_goal_and_result():
    (row,) = told(group())
    assert (row["verdict"], row["place"], row["channel"]) == ("target", 1, "direct")
    assert row["usual_premium"] == pytest.approx(1100)
    claims = 0.5 * 1100 * 1.1
    assert row["cover_result"] == pytest.approx(1100 * 0.8 - claims)
    assert row["expected_result"] == pytest.approx(10 * row["cover_result"])
    assert row["walk_away_price"] == pytest.approx(claims / 0.8)
    assert row["technical_price"] == pytest.approx(claims / 0.75)


def test_who_costs_more_than_he_pays_is_to_be_avoided():
    (row,) = told(group(believed=0.9))
    assert (row["verdict"], row["cover_result"] < 0) == ("avoid", True)


@pytest.mark.parametrize("less", [{"credibility": 0.05}, {"believed": 0.65}])
def test_who_is_hardly_believed_or_no_better_is_neither(less):
    (row,) = told(group(**less))
    assert (row["verdict"], row["place"]) == ("other", None)


def test_few_holders_are_not_told_of_and_few_covers_pay_what_the_line_pays():
    assert told(group(holders=5), least_holders=30) == []
    (row,) = told(group(), least_covers=50)
    assert row["usual_premium"] == pytest.approx(1000)


def test_of_rules_that_say_the_same_the_better_one_is_told():
    wanted = {("motor", BOTH): Demand(100, 30.0, 40, 4.4e4)}
    rows = {row["rule"]: row for row in told(group(), group(BOTH), group(PEOPLE), wanted=wanted)}
    assert rows["kind=person;age=30-39"]["verdict"] == "target"
    assert {rows[name]["verdict"] for name in ("age=30-39", "kind=person")} == {"other"}


def test_no_more_are_told_than_asked_for():
    many = [group((("region", f"R{place}"),)) for place in range(9)]
    rows = told(*many, most_told=3)
    assert sorted(row["place"] for row in rows if row["verdict"] == "target") == [1, 2, 3]


def test_without_a_channel_of_its_own_a_plan_bears_the_charges_of_the_line():
    demands = {("motor", AGED): Demand(100, 10.0, 40, 4.4e4)}
    lines = {"motor": LineFigures(0.6, 0.25)}
    (row,) = plans([group()], demands, {}, lines, lambda *_: (0.0, 0.0), parameters=assumed())
    assert (row["channel"], row["charges"]) == (None, 0.25)
