"""Renewal offers: the price offered, the price test, and whether the customer takes it.

Reads the facts of terms that end; gives `Offers` with their true probability. The probability is logistic in the
change of price, tenure, claims, slow settlement, the service, the lines held and the channel, so that each effect is
one number which a later estimate can be held against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from kehu.simulation import chance
from kehu.simulation.columns import Columns, Flags, Floats, Ints
from kehu.simulation.customers import Customers
from kehu.simulation.model import COMPULSORY, PROPERTY, Model
from kehu.simulation.world import World

ACCEPTED, DECLINED, WITHDRAWN = range(3)
NO_TEST = -1


@dataclass(frozen=True)
class Facts(Columns):
    """What is known of a term when its renewal is offered; premiums in yuan."""

    customer: Ints
    line: Ints
    thing: Ints
    expiring: Floats
    technical: Floats
    tenure: Ints
    claims: Ints
    is_slow: Flags
    is_served: Flags
    offer_day: Ints
    expiry: Ints


@dataclass(frozen=True)
class Offers(Columns):
    """Offers; money in cents, `arm` the place of the price test's arm or NO_TEST."""

    term: Ints
    day: Ints
    expiring: Ints
    offered: Ints
    outcome: Ints
    decided: Ints
    arm: Ints
    probability: Floats


def days_before(model: Model) -> tuple[int, int]:
    """How many days before expiry an offer is made: least and most."""
    return int(model("renewal.days_before", "least")), int(model("renewal.days_before", "most"))


def offer(*, world: World, customers: Customers, facts: Facts, running: Flags, random: np.random.Generator) -> Offers:
    """Make the offers for the terms that ran their course, and let the customers decide."""
    arm, price = _price(world.model, facts, random)
    probability = expit(_logit(world.model, customers, facts, price, running))
    withdrawn = (facts.line >= PROPERTY) & (facts.claims >= 2)
    withdrawn &= chance.happens(random, world.model("renewal.withdrawn"), len(facts))
    stays = _draws(world.model, facts, random) < probability
    outcome = np.where(withdrawn, WITHDRAWN, np.where(stays, ACCEPTED, DECLINED))
    room = np.maximum(facts.expiry - facts.offer_day - 1, 1)
    decided = facts.offer_day + 1 + np.floor(random.random(len(facts)) * room).astype(np.int64)
    decided = np.where(withdrawn, facts.offer_day, decided)
    return Offers(
        term=np.arange(len(facts)),
        day=facts.offer_day,
        expiring=np.rint(facts.expiring * 100).astype(np.int64),
        offered=np.rint(price * 100).astype(np.int64),
        outcome=outcome,
        decided=decided,
        arm=arm,
        probability=np.where(withdrawn, 0.0, probability),
    ).take(running)


def _price(model: Model, facts: Facts, random: np.random.Generator) -> tuple[Ints, Floats]:
    """The arm of the price test and the offered premium: part of the way from the expiring one to the tariff's."""
    rows, is_free = len(facts), facts.line != COMPULSORY
    way = model("tariff.anchoring")
    near = facts.expiring ** (1 - way) * facts.technical**way
    noise = np.exp(random.normal(0, model("tariff.offer_deviation"), rows))
    factors = model.named("renewal.price_arms")
    tested = chance.happens(random, model("renewal.price_test"), rows) & is_free
    arm = np.where(tested, chance.days(random, 0, len(factors) - 1, rows), NO_TEST)
    free = near * noise * np.where(tested, factors[arm], 1.0)
    return arm, np.where(is_free, free, facts.technical)


def _logit(model: Model, customers: Customers, facts: Facts, price: Floats, running: Flags) -> Floats:
    effect = {name: model("renewal.effects", name) for name in model.names("renewal.effects")}
    change = np.log(price / facts.expiring) * customers.sensitivity[facts.customer]
    held = np.bincount(facts.customer[running], minlength=len(customers))[facts.customer]
    further = np.clip(held - 1, 0, 3)
    return (  # type: ignore[no-any-return]
        model.by_line("renewal.base")[facts.line]
        + model("renewal.price") * change
        + effect["tenure"] * np.minimum(facts.tenure, 8)
        + effect["claim"] * facts.claims
        + effect["slow_claim"] * facts.is_slow
        + effect["line"] * further
        + effect["service"] * facts.is_served
        + model.named("renewal.channel")[customers.channel[facts.customer]]
        + customers.loyalty[facts.customer]
    )


def _draws(model: Model, facts: Facts, random: np.random.Generator) -> Floats:
    """A uniform for each offer; both covers of a vehicle often share one, as one decision."""
    own = random.random(len(facts))
    shared = random.random(int(facts.thing.max()) + 1)[facts.thing] if len(facts) else own
    return np.where(chance.happens(random, model("renewal.same_vehicle"), len(facts)), shared, own)
