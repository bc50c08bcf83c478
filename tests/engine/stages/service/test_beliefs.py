"""What is believed of a service: the assumption, and the measurement where there is one."""

import math

import pytest

from kehu.stages.service.beliefs import beliefs
from kehu.statistics.intervals import NORMAL_95
from tests.serviced import assumed

TOLD = {"kind": "check", "line": "motor", "basis": "held_out", "other_count": 40}
DOUBT = 0.15  # of the assumption


def told(measure, effect, **more):
    """A measurement as unsure as the assumption."""
    bounds = {"lower": effect - NORMAL_95 * DOUBT, "upper": effect + NORMAL_95 * DOUBT}
    return TOLD | {"measure": measure, "effect": effect} | bounds | more


def test_without_a_measurement_the_assumption_holds_and_says_so():
    found = beliefs(["motor"], [], parameters=assumed())["check", "motor"]
    assert (found.stays, found.renewal_told, found.claims_told) == (0.2, "assumed", "assumed")
    assert found.claims_factor == pytest.approx(0.9)


def test_a_measurement_as_unsure_as_the_assumption_counts_for_half():
    effects = [told("renewal", 0.6), told("claims", math.log(0.5))]
    found = beliefs(["motor"], effects, parameters=assumed())["check", "motor"]
    assert found.stays == pytest.approx(0.4)
    assert found.claims_factor == pytest.approx(math.sqrt(0.9 * 0.5))
    assert (found.renewal_told, found.claims_told) == ("measured", "measured")
    assert (found.stays_error, found.claims_error) == pytest.approx((DOUBT / math.sqrt(2), DOUBT / math.sqrt(2)))


def test_what_other_services_did_is_no_measurement_of_this_one():
    alone = beliefs(["motor"], [told("renewal", 0.6)], parameters=assumed())["check", "motor"]
    beside = beliefs(["motor"], [told("renewal", 0.6, believed=0.0)], parameters=assumed())["check", "motor"]
    assert beside == alone


@pytest.mark.parametrize("less", [{"other_count": 29}, {"basis": "matched"}, {"line": "home"}, {"kind": "survey"}])
def test_what_proves_too_little_or_something_else_is_no_measurement(less):
    found = beliefs(["motor"], [told("renewal", 0.6, **less)], parameters=assumed())["check", "motor"]
    assert (found.renewal_told, found.stays_error) == ("assumed", DOUBT)
