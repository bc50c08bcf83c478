"""Losses: the closed form of the expected payment against draws, line by line."""

import numpy as np
import pytest

from kehu.simulation.losses import draw_losses, expected_payment, usual_losses
from kehu.simulation.model import LINES

EVENTS = 200_000


@pytest.mark.parametrize("line", range(len(LINES)))
def test_the_expected_payment_is_the_mean_of_draws(world, random, line):
    lines = np.full(EVENTS, line)
    scale, deductible, limit = np.full(EVENTS, 1.5), np.full(EVENTS, 800.0), np.full(EVENTS, 90_000.0)
    _, loss = draw_losses(world.model, line=lines, scale=scale, random=random)
    paid = np.maximum(np.minimum(loss, limit) - deductible, 0)
    passes, payment = expected_payment(
        world.model, line=lines[:1], scale=scale[:1], deductible=deductible[:1], limit=limit[:1]
    )
    assert abs((loss > 800).mean() - passes[0]) < 0.005
    assert abs(paid.mean() - payment[0]) < 4 * paid.std() / np.sqrt(EVENTS)


def test_without_a_deductible_every_event_is_told(world):
    every = np.arange(len(LINES))
    ones = np.ones(len(LINES))
    passes, _ = expected_payment(world.model, line=every, scale=ones, deductible=ones * 0, limit=ones * 1e9)
    assert np.allclose(passes, 1)


def test_property_has_the_largest_usual_loss_but_liability(world):
    usual = usual_losses(world.model)
    assert usual[LINES.index("property")] > 3 * usual[LINES.index("motor_commercial")]
