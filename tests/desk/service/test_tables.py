"""Service as figures and lists."""

from decimal import Decimal

from kehu_desk.engine.servicing import (
    BranchService,
    ServiceEffect,
    ServiceFigures,
    ServiceKindFigures,
    ServicePlan,
    ServicesDue,
)
from kehu_desk.service import tables
from tests.offering import valued
from tests.servicing import BRANCH, EFFECT, KIND, PLAN


def test_the_figures_say_how_many_of_the_services_go_to_the_quiet():
    found = ServiceFigures(10, 8, 4, 3, 1, 6.0, Decimal(80), Decimal(300), 5, 4)
    planned, quiet, worth, never = tables.figures(found, currency="CNY")
    assert (planned.value, quiet.value, worth.value, never.value) == ("4", "75%", "300", "5")
    assert planned.word == "6 hours, 80 CNY, 1 of them trials"
    assert quiet.word == "80% of the customers are without one"
    nobody = ServiceFigures(0, 0, 0, 0, 0, 0.0, Decimal(0), Decimal(0), 0, 0)
    assert tables.figures(nobody, currency="CNY")[1].value == "–"


def test_a_customer_without_a_name_is_a_number_and_without_a_service_has_none():
    empty = dict.fromkeys(("kind", "cost", "hours", "renewal_gain", "claims_spared", "value"))
    rows = tuple(valued(ServicePlan, PLAN | {"last_service_date": None} | more) for more in ({}, empty))
    listing = tables.plans(ServicesDue(rows, 2, None), names={}, currency="CNY", next_key="", previous_key="")
    assert [row["name"] for row in listing.rows] == ["C1", "C1"]
    assert [row["kind"] for row in listing.rows] == ["check", ""]
    assert listing.rows[1]["told"] is None


def test_the_catalogue_says_what_is_measured():
    (row,) = tables.kinds([valued(ServiceKindFigures, KIND)], currency="CNY").rows
    assert row["renewal"] == "+22% (measured)"
    assert row["claims"] == "−10% (assumed)"
    assert row["lines"] == "Motor, Home"


def test_branches_stand_by_what_an_hour_brings_after_the_company():
    rows = [BRANCH | {"branch": "all", "hour_value": None}, BRANCH | {"branch": "A", "hour_value": "0.00"}, BRANCH]
    listing = tables.branches([valued(BranchService, row) for row in rows], currency="CNY")
    assert [row["branch"] for row in listing.rows] == ["The company", "HQ/North", "A"]
    assert listing.rows[2]["worth"] is None


def test_an_effect_is_told_in_points_and_percent():
    effects = [valued(ServiceEffect, {k: v for k, v in row.items() if k != "believed_error"}) for row in
               (EFFECT, EFFECT | {"measure": "claims", "effect": -0.2231, "is_sure": True})]  # fmt: skip
    first, second = tables.effects(effects).rows
    assert first["effect"] == "+5.0 points"
    assert second["effect"] == "−20%"
    assert (first["sure"].text, second["sure"].text) == ("no", "yes")
