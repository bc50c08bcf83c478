"""Claims and the movements of their amounts: when events occur, are told, reserved, paid, reopened and recovered.

Reads terms; gives `Claims` and `Movements`, whole, whatever day the exports end on. Settlement takes longer for
larger losses, so young years look better than they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance, losses
from kehu.simulation.columns import Columns, Flags, Floats, Ints, stack
from kehu.simulation.policies import Policies
from kehu.simulation.terms import Terms, loss_scale
from kehu.simulation.world import World


@dataclass(frozen=True)
class Claims(Columns):
    """Claims; money in cents. `closed` is the last closing day, `settled` the first."""

    term: Ints
    peril: Ints
    occurred: Ints
    reported: Ints
    settled: Ints
    closed: Ints
    payment: Ints
    is_slow: Flags


@dataclass(frozen=True)
class Movements(Columns):
    """Changes of paid and outstanding amounts, in cents, by claim (its place in the block)."""

    claim: Ints
    day: Ints
    paid: Ints
    outstanding: Ints


def draw_claims(*, world: World, policies: Policies, terms: Terms, random: np.random.Generator) -> Claims:
    """Draw the events of each term that pass its deductible; `term` is a place in `terms`."""
    before, after = terms.weighted_days()
    events = random.poisson(terms.frequency * (before + after) / 365)
    term = np.repeat(np.arange(len(terms)), events)
    held = policies.take(terms.policy[term])
    peril, loss = losses.draw_losses(
        world.model, line=held.line, scale=loss_scale(world, held, terms.inception[term]), random=random
    )
    payment: Floats = np.minimum(loss, held.sum_insured) - held.deductible
    paid_for = np.flatnonzero(payment >= 0.01)
    term, held, peril, payment = term[paid_for], held.take(paid_for), peril[paid_for], payment[paid_for]
    occurred = _occurred(terms, term, before[term], after[term], random)
    delay = random.exponential(1.0, len(term)) * world.model.by_line("claims.report_days")[held.line]
    reported = occurred + np.floor(delay).astype(np.int64)
    length, is_slow = _time_to_settle(world, held.line, payment, random)
    settled = reported + length
    reopens = chance.happens(random, world.model("claims.reopening", "probability"), len(term))
    return Claims(
        term=term,
        peril=peril,
        occurred=occurred,
        reported=reported,
        settled=settled,
        closed=np.where(reopens, settled + chance.days(random, 40, 200, len(term)), settled),
        payment=np.rint(payment * 100).astype(np.int64),
        is_slow=is_slow,
    )


def _occurred(terms: Terms, term: Ints, before: Ints, after: Floats, random: np.random.Generator) -> Ints:
    """Days of the events: uniform before the service and after it, less likely after by its effect."""
    drawn = random.random(len(term)) * (before + after)
    later = before + (drawn - before) / terms.claim_effect[term]
    day = np.floor(np.where(drawn < before, drawn, later)).astype(np.int64)
    within: Ints = np.minimum(terms.inception[term] + day, terms.end[term] - 1)
    return within


def _time_to_settle(world: World, line: Ints, payment: Floats, random: np.random.Generator) -> tuple[Ints, Flags]:
    """Days from report to closing, and whether that is slow for the line."""
    model = world.model
    relative = np.maximum(payment / losses.usual_losses(model)[line], 0.01)
    noise = np.exp(random.normal(size=len(line)) * model("claims.settle", "deviation"))
    median = model.by_line("claims.settle_days")[line]
    length = median * relative ** model("claims.settle", "elasticity") * noise
    return np.maximum(np.rint(length), 1).astype(np.int64), length >= model("claims.settle", "slow") * median


def draw_movements(*, world: World, line: Ints, claims: Claims, random: np.random.Generator) -> Movements:
    """The bookings of each claim: reserve, payments, closing, reopening, recovery; sorted by claim and day."""
    model, rows = world.model, len(claims)
    every = np.arange(rows)
    reserve = _share(
        claims.payment,
        np.exp(random.normal(model("claims.reserve", "mean"), model("claims.reserve", "deviation"), rows)),
    )
    is_interim = chance.happens(random, model("claims.interim", "probability"), rows)
    is_interim &= claims.settled - claims.reported > 30
    interim = np.where(is_interim, _share(claims.payment, model("claims.interim", "share")), 0)
    middle = claims.reported + (claims.settled - claims.reported) // 2
    released = np.minimum(interim, reserve)
    reopened = claims.closed > claims.settled
    again = _share(claims.payment, model("claims.reopening", "share"))
    halfway = claims.settled + (claims.closed - claims.settled) // 2
    recovered = chance.happens(random, model.by_line("claims.recovery")[line], rows)
    recovery = _share(claims.payment, model("claims.recovered"))
    nothing = np.zeros(rows, dtype=np.int64)
    parts = [
        Movements(every, claims.reported, nothing, reserve),
        Movements(every, middle, interim, -released).take(is_interim),
        Movements(every, claims.settled, claims.payment - interim, np.where(is_interim, released - reserve, -reserve)),
        Movements(every, halfway, nothing, again).take(reopened),
        Movements(every, claims.closed, again, -again).take(reopened),
        Movements(every, claims.closed + chance.days(random, 10, 120, rows), -recovery, nothing).take(recovered),
    ]
    moved = stack(parts)
    return moved.take(np.lexsort((moved.day, moved.claim)))


def _share(amount: Ints, share: Floats | float) -> Ints:
    part: Ints = np.rint(amount * share).astype(np.int64)
    return part


def ultimate_factor(world: World, line: Ints) -> Floats:
    """What a claim costs in the end on average, relative to its first payment: reopenings and recoveries."""
    model = world.model
    reopening = model("claims.reopening", "probability") * model("claims.reopening", "share")
    return 1 + reopening - model.by_line("claims.recovery")[line] * model("claims.recovered")
