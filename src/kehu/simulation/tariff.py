"""The insurer's premiums: a tariff that knows part of the risk, a no-claim scale, and what was bargained away.

Reads policies and their state at a renewal; gives premiums in yuan. The tariff knows the true relativities to a
power below one and nothing of the customer, so some groups pay too much and others too little, as in life.
"""

from __future__ import annotations

import numpy as np

from kehu.simulation.columns import Floats, Ints
from kehu.simulation.model import COMPULSORY, GROUP_OF_LINE, Model
from kehu.simulation.policies import MOTOR

LEAST_CLASS, MOST_CLASS = -4, 3


def log_age_relativity(model: Model, *, line: Ints, person_age: Ints, object_age: Ints) -> Floats:
    """Logarithm of the frequency's relativity from the ages, which change from term to term."""
    young = model.by_line("frequency.young_person")[line] * np.maximum(30 - person_age, 0)
    old = model.by_line("frequency.old_person")[line] * np.maximum(person_age - 60, 0)
    worn = model.by_line("frequency.object_age")[line] * np.clip(object_age, 0, 30)
    return young + old + worn


def premium(
    model: Model,
    *,
    line: Ints,
    level: Ints,
    log_relativity: Floats,
    payment: Floats,
    no_claim_class: Ints,
    bargain: Floats,
) -> Floats:
    """Yearly premium by the tariff; `payment` is the expected payment of an event."""
    known = np.exp(model.by_line("tariff.knowledge")[line] * log_relativity)
    rated = (
        model.by_line("frequency.base")[line] * known * payment / model.by_line("tariff.loss_ratio", default=1.0)[line]
    )
    compulsory = model.named("tariff.compulsory")[np.minimum(level, 3)]
    factor = no_claim_factor(model, no_claim_class)
    is_motor = GROUP_OF_LINE[line] == MOTOR
    free = np.where(line == COMPULSORY, compulsory, rated * np.exp(bargain)) * np.where(is_motor, factor, 1.0)
    charged: Floats = np.maximum(free, model.by_line("tariff.least_premium")[line])
    return charged


def no_claim_factor(model: Model, no_claim_class: Ints) -> Floats:
    """Factor of a no-claim class."""
    return model.named("tariff.no_claim")[no_claim_class - LEAST_CLASS]


def next_class(no_claim_class: Ints, claims: Ints) -> Ints:
    """The class after a term: one better without a claim; otherwise one worse for each claim, and at best 0."""
    worse = np.maximum(no_claim_class, -1) + claims
    return np.clip(np.where(claims == 0, no_claim_class - 1, worse), LEAST_CLASS, MOST_CLASS)


def commission_rate(model: Model, *, line: Ints, channel: Ints) -> Floats:
    """Share of premium paid to the producer."""
    rate = model.named("tariff.commission")[channel]
    return np.where(line == COMPULSORY, np.minimum(rate, model("tariff.commission_compulsory")), rate)
