"""What is believed of a service: the assumption, and the measurement where there is one."""

import math

import pytest

from kehu.stages.service.beliefs import beliefs
from tests.serviced import assumed

TOLD = {"kind": "check", "line": "motor", "basis": "held_out", "other_count": 40, "believed_error": 0.15}


def test_without_a_measurement_the_assumption_holds_and_says_so():
    found = beliefs(["motor"], [], parameters=assumed())["check", "motor"]
    assert (found.stays, found.renewal_told, found.claims_told) == (0.2, "assumed", "assumed")
    assert found.claims_factor == pytest.approx(0.9)


def test_a_measurement_as_unsure_as_the_assumption_counts_for_half():
    effects = [TOLD | {"measure": "renewal", "believed": 0.6}, TOLD | {"measure": "claims", "believed": math.log(0.5)}]
    found = beliefs(["motor"], effects, parameters=assumed())["check", "motor"]
    assert found.stays == pytest.approx(0.4)
    assert found.claims_factor == pytest.approx(math.sqrt(0.9 * 0.5))
    assert (found.renewal_told, found.claims_told) == ("measured", "measured")


@pytest.mark.parametrize("less", [{"other_count": 29}, {"basis": "matched"}, {"line": "home"}, {"kind": "survey"}])
def test_what_proves_too_little_or_something_else_is_no_measurement(less):
    effects = [TOLD | {"measure": "renewal", "believed": 0.6} | less]
    assert beliefs(["motor"], effects, parameters=assumed())["check", "motor"].renewal_told == "assumed"
