"""The worth of an offer as a waterfall, and the frontier of each scenario."""

from decimal import Decimal

from kehu_desk.engine.renewing import FrontierPoint, OfferReason
from kehu_desk.renewals import charts
from tests.desk.renewals.test_words import offer
from tests.offering import POINT, valued


def test_the_parts_lead_to_the_worth():
    amounts = {"staying": -80, "premium": 500, "service": 0}
    parts = [OfferReason(name, Decimal(amount)) for name, amount in amounts.items()]
    drawn = charts.reasons(offer(), parts, currency="CNY")
    assert drawn.categories == ["Premium at the unchanged price", "More or fewer stay", "Worth of the offer"]
    assert drawn.series[0].values == [500, -80, 420]


def test_each_scenario_is_a_line_of_what_its_limits_allow():
    rows = [POINT, POINT | {"kept_bound": 0.99, "is_within": False}, POINT | {"scenario": "free", "kept_bound": 0.99}]
    drawn = charts.frontier([valued(FrontierPoint, row) for row in rows], currency="CNY")
    assert [(one.name, one.values) for one in drawn.series] == [("plan", [840, None]), ("free", [None, 840])]
    assert charts.frontier([], currency="CNY") is None
