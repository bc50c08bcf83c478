"""Terms: one period of cover of each living policy, rated, with what happens in it besides claims.

Reads customers, policies and where each policy stands; gives `Terms` with their true frequency and payment.
Premium, cancellation and service of a term are drawn before its claims, which depend on all three.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance, losses, tariff
from kehu.simulation.columns import NEVER, Columns, Floats, Ints, add_years, year_of
from kehu.simulation.customers import Customers
from kehu.simulation.policies import Policies
from kehu.simulation.world import World

NO_SERVICE, HELD_OUT, SERVED = range(3)


@dataclass(frozen=True)
class Terms(Columns):
    """Periods of cover; money in cents.

    `frequency` is the true one a year before a service, `passes` the probability that an event passes the deductible,
    `payment` what an event costs on average, in yuan, those below the deductible counted as nothing.
    """

    policy: Ints
    number: Ints
    inception: Ints
    expiry: Ints
    known: Ints
    premium: Ints
    commission: Ints
    cancelled: Ints
    cancelled_known: Ints
    returned: Ints
    person_age: Ints
    object_age: Ints
    no_claim_class: Ints
    frequency: Floats
    tariff_frequency: Floats
    passes: Floats
    payment: Floats
    service: Ints
    service_day: Ints
    service_cost: Ints
    claim_effect: Floats

    @property
    def end(self) -> Ints:
        """Day on which cover ends."""
        return np.minimum(self.expiry, self.cancelled)

    def weighted_days(self) -> tuple[Ints, Floats]:
        """Days of cover before the service, and after it, the latter weighed with its effect on frequency."""
        turn = np.clip(np.where(self.service == SERVED, self.service_day, NEVER), self.inception, self.end)
        return turn - self.inception, (self.end - turn) * self.claim_effect


@dataclass(frozen=True)
class State(Columns):
    """Where each living policy stands at the beginning of a term."""

    policy: Ints
    number: Ints
    inception: Ints
    known: Ints
    premium: Floats
    no_claim_class: Ints
    bargain: Floats


@dataclass(frozen=True)
class Rating(Columns):
    """What a term's rating gives: ages, frequencies, and the premium in yuan where there is no offer's."""

    person_age: Ints
    object_age: Ints
    tariff_frequency: Floats
    frequency: Floats
    passes: Floats
    payment: Floats
    premium: Floats


def draw_terms(
    *, world: World, customers: Customers, policies: Policies, state: State, random: np.random.Generator
) -> Terms:
    """Rate the coming term of each living policy and draw what happens in it besides claims."""
    model, rows = world.model, len(state)
    held = policies.take(state.policy)
    expiry = add_years(state.inception, 1)
    rating = _rate(world, customers, held, state)
    premium = np.rint(np.where(state.premium > 0, state.premium, rating.premium) * 100).astype(np.int64)
    rate = tariff.commission_rate(model, line=held.line, channel=customers.channel[held.customer])
    cancelled = _cancelled(world, held, state.inception, expiry, random)
    unused = (expiry - np.minimum(cancelled, expiry)) / (expiry - state.inception)
    service, day, cost = _services(world, customers, held, state.inception, cancelled, random)
    effect = model.by_line("services.claim_effect", default=1.0)[held.line]
    return Terms(
        policy=state.policy,
        number=state.number,
        inception=state.inception,
        expiry=expiry,
        known=state.known,
        premium=premium,
        commission=np.rint(premium * rate).astype(np.int64),
        cancelled=cancelled,
        cancelled_known=np.where(cancelled < NEVER, cancelled + chance.days(random, 0, 3, rows), NEVER),
        returned=np.rint(premium * unused * (1 - model("events.cancellation_fee"))).astype(np.int64),
        person_age=rating.person_age,
        object_age=rating.object_age,
        no_claim_class=state.no_claim_class,
        frequency=rating.frequency,
        tariff_frequency=rating.tariff_frequency,
        passes=rating.passes,
        payment=rating.payment,
        service=service,
        service_day=day,
        service_cost=cost,
        claim_effect=np.where(service == SERVED, effect, 1.0),
    )


def _rate(world: World, customers: Customers, held: Policies, state: State) -> Rating:
    """True and rated frequency, expected payment and premium of the coming terms."""
    model = world.model
    person_age = (state.inception - customers.birth[held.customer]) // 365
    object_age = np.maximum((state.inception - held.built) // 365, 0)
    ages = tariff.log_age_relativity(model, line=held.line, person_age=person_age, object_age=object_age)
    known = held.log_relativity + ages
    passes, payment = expected(world, held, state.inception)
    rated = model.by_line("frequency.base")[held.line] * np.exp(known)
    year = np.clip(year_of(state.inception) - world.first_year, 0, world.years + 1)
    unseen = np.exp(held.log_place) * world.year_effects[year, held.line] * held.risk * customers.risk[held.customer]
    premium = tariff.premium(
        model,
        line=held.line,
        level=held.level,
        log_relativity=known,
        payment=payment,
        no_claim_class=state.no_claim_class,
        bargain=state.bargain,
    )
    return Rating(person_age, object_age, rated, rated * unseen, passes, payment, premium)


def expected(world: World, held: Policies, inception: Ints) -> tuple[Floats, Floats]:
    """Probability that an event passes the deductible, and its expected payment, at the prices of the term's year."""
    return losses.expected_payment(
        world.model,
        line=held.line,
        scale=loss_scale(world, held, inception),
        deductible=held.deductible.astype(np.float64),
        limit=held.sum_insured.astype(np.float64),
    )


def loss_scale(world: World, held: Policies, inception: Ints) -> Floats:
    """Scale of a loss: the size's part times inflation to the term's year."""
    years = year_of(inception) - world.first_year
    return held.loss_scale * (1 + world.model("severity.inflation")) ** years


def _cancelled(world: World, held: Policies, inception: Ints, expiry: Ints, random: np.random.Generator) -> Ints:
    happens = chance.happens(random, world.model.by_line("events.cancellation")[held.line], len(held))
    day = inception + 1 + np.floor(random.random(len(held)) * (expiry - inception - 2)).astype(np.int64)
    return np.where(happens, day, NEVER)


def _services(
    world: World, customers: Customers, held: Policies, inception: Ints, cancelled: Ints, random: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Whether a service was due and given or held out at random, on which day, and its cost in cents."""
    model, rows = world.model, len(held)
    due = chance.happens(random, model.by_line("services.offered")[held.line], rows) & customers.has_crm[held.customer]
    day = inception + chance.days(random, 5, 60, rows)
    due &= day < cancelled
    held_out = chance.happens(random, model("services.held_out"), rows)
    service = np.where(due, np.where(held_out, HELD_OUT, SERVED), NO_SERVICE)
    cost = np.rint(random.exponential(1.0, rows) * model.by_line("services.cost")[held.line] * 100).astype(np.int64)
    return service, np.where(due, day, NEVER), np.where(service == SERVED, cost, 0)
