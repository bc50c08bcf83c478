"""The life of the policies of a block: term after term, until one is not renewed or the exports end.

Reads customers and policies; gives `History`. All policies advance together, one term at a step: what happens in a
term (claims known before the offer, a service, the price) decides whether there is a next one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kehu.simulation import chance, renewals, tariff
from kehu.simulation.claims import Claims, draw_claims
from kehu.simulation.columns import NEVER, Flags, Floats, Ints, stack, year_of
from kehu.simulation.customers import Customers
from kehu.simulation.policies import Policies
from kehu.simulation.renewals import Facts, Offers
from kehu.simulation.terms import SERVED, State, Terms, draw_terms, expected
from kehu.simulation.world import World


@dataclass(frozen=True)
class History:
    """All that happened in a block's terms; `claims.term` and `offers.term` are places in `terms`."""

    terms: Terms
    claims: Claims
    offers: Offers


def live(*, world: World, customers: Customers, policies: Policies, random: np.random.Generator) -> History:
    """Let every policy live until it is not renewed or the exports end."""
    state = _begin(world, customers, policies, random)
    terms: list[Terms] = []
    claims: list[Claims] = []
    offers: list[Offers] = []
    passed = 0
    while len(state):
        term = draw_terms(world=world, customers=customers, policies=policies, state=state, random=random)
        claim = draw_claims(world=world, policies=policies, terms=term, random=random)
        offer, state = _renew(world, customers, policies, term, claim, state, random)
        terms.append(term)
        claims.append(replace(claim, term=claim.term + passed))
        offers.append(replace(offer, term=offer.term + passed))
        passed += len(term)
    return History(stack(terms), stack(claims), stack(offers))


def _begin(world: World, customers: Customers, policies: Policies, random: np.random.Generator) -> State:
    rows, model = len(policies), world.model
    prior = customers.prior_years[policies.customer]
    classes = -np.floor(random.random(rows) * (np.minimum(prior, 4) + 1)).astype(np.int64)
    bargain = random.normal(model("tariff.bargain", "mean"), model("tariff.bargain", "deviation"), rows)
    known = np.where(prior > 0, policies.inception - chance.days(random, 1, 20, rows), policies.known)
    return State(
        policy=np.arange(rows),
        number=np.ones(rows, dtype=np.int64),
        inception=policies.inception,
        known=known,
        premium=np.zeros(rows),
        no_claim_class=classes,
        bargain=bargain,
    )


def _renew(
    world: World,
    customers: Customers,
    policies: Policies,
    terms: Terms,
    claims: Claims,
    state: State,
    random: np.random.Generator,
) -> tuple[Offers, State]:
    """Offer renewal of each term that ran its course; the policies whose offer is taken go on."""
    day = terms.expiry - chance.days(random, *renewals.days_before(world.model), len(terms))
    told = claims.reported < day[claims.term]
    count = np.bincount(claims.term[told], minlength=len(terms))
    slow = np.bincount(claims.term[told & claims.is_slow], minlength=len(terms)) > 0
    next_class = tariff.next_class(terms.no_claim_class, count)
    technical = _technical(world, policies.take(terms.policy), terms, next_class, state.bargain)
    facts = _facts(policies.take(terms.policy), terms, technical, count, slow, day)
    running = (terms.cancelled == NEVER) & (day < world.cutoff)
    offers = renewals.offer(world=world, customers=customers, facts=facts, running=running, random=random)
    taken = offers.take((offers.outcome == renewals.ACCEPTED) & (offers.decided < world.cutoff))
    following = State(
        policy=terms.policy[taken.term],
        number=terms.number[taken.term] + 1,
        inception=terms.expiry[taken.term],
        known=taken.decided,
        premium=taken.offered / 100,
        no_claim_class=next_class[taken.term],
        bargain=state.bargain[taken.term],
    )
    return offers, following


def _technical(world: World, held: Policies, terms: Terms, next_class: Ints, bargain: Floats) -> Floats:
    """The tariff's premium for the term to come."""
    ages = tariff.log_age_relativity(
        world.model, line=held.line, person_age=terms.person_age + 1, object_age=terms.object_age + 1
    )
    _, payment = expected(world, held, terms.expiry)
    return tariff.premium(
        world.model,
        line=held.line,
        level=held.level,
        log_relativity=held.log_relativity + ages,
        payment=payment,
        no_claim_class=next_class,
        bargain=bargain,
    )


def _facts(held: Policies, terms: Terms, technical: Floats, count: Ints, slow: Flags, day: Ints) -> Facts:
    return Facts(
        customer=held.customer,
        line=held.line,
        thing=held.thing,
        expiring=terms.premium / 100,
        technical=technical,
        tenure=year_of(terms.expiry) - year_of(held.first_inception),
        claims=count,
        is_slow=slow,
        is_served=terms.service == SERVED,
        offer_day=day,
        expiry=terms.expiry,
    )
