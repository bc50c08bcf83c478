"""Renewals as figures, facts and lists."""

from decimal import Decimal

from kehu_desk.engine.renewing import FrontierPoint, GateFigures, ListFigures, RenewalOffers, ScenarioFigures
from kehu_desk.renewals import tables
from tests.desk.renewals.test_words import limit, offer
from tests.offering import GATE, POINT, SCENARIO, valued

GONE = {"offer": "decline", "proposed_premium": None, "price_change": None}


def test_the_lists_lead_to_themselves_and_keep_the_line():
    nothing = Decimal(0)
    found = [ListFigures("keep", 3, Decimal(1200), nothing, nothing, nothing)]
    (figure,) = tables.lists(found, currency="CNY", shown="keep", line="home")
    assert (figure.value, figure.word, figure.tone) == ("3", "1,200 CNY of premium", "accent")
    assert figure.href == "?list=keep&line=home"


def test_whoever_is_declined_stands_with_what_keeping_would_be_worth():
    gone = offer(
        offer="decline", proposed_premium=None, price_change=None, value_unchanged="-90.00", changed_by="limits"
    )
    listing = tables.offers(
        RenewalOffers((offer(), gone), 2, None), names={"C1": "Wang"}, currency="CNY", next_key="", previous_key=""
    )
    first, second = listing.rows
    assert (first["name"], first["worth"], first["why"]) == ("Wang", Decimal("420.00"), None)
    assert (second["worth"], second["renewal"], second["why"].text) == (Decimal("-90.00"), 0.8, "Limits")


def test_a_renewal_tells_its_bounds_or_that_there_are_none():
    told = {fact.label: fact.value for fact in tables.facts(offer(most_price=Decimal(1100)))}
    assert told["Lowest price allowed"] == "no bound"
    assert told["Highest price allowed"] == "1,100.00"
    figures = tables.figures(offer(), currency="CNY")
    assert figures[0].word == "−5.0% on the expiring premium"
    assert figures[1].word.startswith("84% – 86%")
    assert tables.figures(offer(**GONE), currency="CNY")[0].word == ""


def test_gates_are_told_or_that_none_changed_anything():
    assert [reason.tone for reason in tables.gates_of(offer())] == ["good"]
    assert len(tables.gates_of(offer(changed_by="lawful,limits"))) == 2


def test_scenarios_say_which_is_followed_and_which_cannot_be():
    rows = [SCENARIO, SCENARIO | {"is_within": False}, SCENARIO | {"scenario": "unchanged", "is_followed": False}]
    listing = tables.scenarios([valued(ScenarioFigures, row) for row in rows], currency="CNY")
    assert [row["state"].text if row["state"] else None for row in listing.rows] == [
        "Followed", "Limits out of reach", None,
    ]  # fmt: skip
    assert listing.rows[2]["name"] == "Unchanged prices"


def test_limits_gates_and_points_have_their_figures():
    assert tables.limits([limit()], currency="CNY").rows[0]["limit"] == "Customers kept at least 97.0%"
    gate = valued(GateFigures, GATE | {"value_lost": "3.00"})
    assert tables.gates([gate], currency="CNY").rows[0]["came"] == 2
    point = tables.point(valued(FrontierPoint, POINT), currency="CNY")
    assert point[0].word == "one more point costs 12 CNY"
    free = tables.point(valued(FrontierPoint, POINT | {"point_cost": "0.00"}), currency="CNY")
    assert free[0].word == "more come by themselves"
