"""The tariff: ages, no-claim classes, commission."""

import numpy as np
import pytest

from kehu.simulation.model import COMMERCIAL, COMPULSORY
from kehu.simulation.tariff import commission_rate, log_age_relativity, next_class, no_claim_factor, premium


@pytest.mark.parametrize(("before", "claims", "after"), [(-2, 0, -3), (-4, 0, -4), (-4, 1, 0), (0, 1, 1), (2, 3, 3)])
def test_a_year_without_claims_is_rewarded(before, claims, after):
    assert next_class(np.array([before]), np.array([claims])).tolist() == [after]


def test_the_young_and_the_old_drive_worse(world):
    ages = np.array([20, 45, 75])
    relativity = log_age_relativity(world.model, line=np.full(3, COMMERCIAL), person_age=ages, object_age=ages * 0)
    assert relativity[1] == 0
    assert relativity[0] > relativity[2] > 0


def test_compulsory_premiums_depend_on_use_and_class_only(world):
    wanted = premium(
        world.model,
        line=np.full(2, COMPULSORY),
        level=np.array([0, 0]),
        log_relativity=np.array([0.0, 2.0]),
        payment=np.array([100.0, 900.0]),
        no_claim_class=np.array([0, 0]),
        bargain=np.array([0.0, -0.5]),
    )
    assert wanted.tolist() == [950.0, 950.0]


def test_the_class_zero_changes_nothing(world):
    assert no_claim_factor(world.model, np.array([0, -4])).tolist() == [1.0, 0.6]


def test_commission_on_compulsory_cover_is_capped(world):
    rates = commission_rate(world.model, line=np.array([COMPULSORY, COMMERCIAL]), channel=np.array([3, 3]))
    assert rates[0] == world.model("tariff.commission_compulsory") < rates[1]
