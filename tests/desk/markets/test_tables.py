"""Markets as figures and lists."""

from decimal import Decimal

from kehu_desk.engine.marketing import MarketChannel, MarketGroup
from kehu_desk.markets import tables
from tests.marketed import CHANNEL, GROUP
from tests.offering import valued

TARGET, BEST = valued(MarketGroup, GROUP), valued(MarketChannel, CHANNEL)


def test_the_figures_sum_the_targets_and_name_the_channel():
    groups, goal, worth, channel = tables.figures([TARGET, TARGET], [BEST], currency="CNY")
    assert (groups.value, goal.value, worth.value, channel.value) == ("2", "21", "6,240", "Direct")
    assert channel.word == "claims and charges: 76% of the premium"
    assert tables.figures([], [], currency="CNY")[3].value == "–"


def test_a_plan_has_its_corridor_goal_and_result():
    (row,) = tables.targets([TARGET], currency="CNY").rows
    assert row["group"] == "Person, aged 30–39"
    assert (row["walk_away"], row["technical"], row["usual"]) == (Decimal("650"), Decimal("700"), Decimal("1000"))
    assert tables.avoided([TARGET], currency="CNY").rows[0]["each"] == Decimal("300.00")


def test_the_best_channel_is_marked():
    rows = tables.channels([BEST, valued(MarketChannel, CHANNEL | {"is_best": False})], currency="CNY").rows
    assert rows[0]["best"].text == "best" and rows[1]["best"] is None
