"""The assumptions of renewals refuse what cannot be offered."""

import pytest
from pydantic import ValidationError

from kehu.renewal_assumptions import PLAN, Renewals, Scenario


def assumed(**more):
    return Renewals(**{"source": "a test"} | more)


@pytest.mark.parametrize("steps", [(), (0.1,), (0.0, -0.1), (0.0, 0.0), (-1.0, 0.0)])
def test_steps_grow_and_hold_the_unchanged_price(steps):
    with pytest.raises(ValidationError, match="steps must grow"):
        assumed(price_steps=steps)


def test_two_scenarios_have_two_names():
    with pytest.raises(ValidationError, match="scenarios of one name"):
        assumed(scenarios=(PLAN, Scenario(name="plan")))


def test_the_plan_stands_first_and_one_without_limits_beside_it():
    assert [one.name for one in assumed().scenarios] == ["plan", "free"]
    assert assumed().scenarios[1].limits == ()
