"""What happens with a customer besides cover and claims: endorsements, contacts, surveys, referrals.

Reads customers and their history; gives columns of events, whole, whatever day the exports end on.
Only customers with a record in the service system have contacts, answers and referrals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance
from kehu.simulation.columns import NEVER, Columns, Flags, Floats, Ints, stack
from kehu.simulation.customers import Customers
from kehu.simulation.lives import History
from kehu.simulation.policies import Policies
from kehu.simulation.terms import Terms
from kehu.simulation.world import World

MEDIA = ("电话", "拜访", "邮件", "短信", "在线", "信函")
MEDIA_SHARES = np.array([0.42, 0.14, 0.05, 0.20, 0.16, 0.03])
TOPICS = ("续保提醒", "保单咨询", "理赔进度", "投诉", "回访", "产品介绍")
TOPIC_SHARES = np.array([0.34, 0.20, 0.16, 0.05, 0.17, 0.08])


@dataclass(frozen=True)
class Endorsements(Columns):
    """Changes of premium within a term; money in cents, for the rest of the term."""

    term: Ints
    effective: Ints
    known: Ints
    change: Ints
    commission: Ints


@dataclass(frozen=True)
class Contacts(Columns):
    """Contacts: the term in which they happened, the medium and topic (places in MEDIA and TOPICS), who began."""

    term: Ints
    day: Ints
    medium: Ints
    topic: Ints
    is_inward: Flags


@dataclass(frozen=True)
class Surveys(Columns):
    """Answers: about a claim, or about a term without one; a score of 0 to 10."""

    term: Ints
    day: Ints
    is_about_claim: Flags
    score: Ints


@dataclass(frozen=True)
class Referrals(Columns):
    """Who brought whom (places among the customers), and when."""

    customer: Ints
    referred: Ints
    day: Ints


def draw_endorsements(*, world: World, policies: Policies, terms: Terms, random: np.random.Generator) -> Endorsements:
    """Draw the changes within terms."""
    model, rows = world.model, len(terms)
    happens = chance.happens(random, model.by_line("events.endorsement")[policies.line[terms.policy]], rows)
    term = np.flatnonzero(happens)
    start, end = terms.inception[term], terms.end[term]
    effective = start + np.floor(random.random(len(term)) * (end - start)).astype(np.int64)
    least, most = (model("events.endorsement_change", part) for part in ("least", "most"))
    share = random.uniform(least, most, len(term)) * (terms.expiry[term] - effective) / (terms.expiry[term] - start)
    return Endorsements(
        term=term,
        effective=effective,
        known=effective + chance.days(random, 0, 3, len(term)),
        change=np.rint(terms.premium[term] * share).astype(np.int64),
        commission=np.rint(terms.commission[term] * share).astype(np.int64),
    )


def draw_contacts(
    *, world: World, customers: Customers, policies: Policies, terms: Terms, random: np.random.Generator
) -> Contacts:
    """Draw the contacts of each term."""
    mean = world.model("contacts.each_term") * customers.has_crm[policies.customer[terms.policy]]
    term = np.repeat(np.arange(len(terms)), random.poisson(mean))
    rows = len(term)
    length = terms.end[term] - terms.inception[term]
    return Contacts(
        term=term,
        day=terms.inception[term] + np.floor(random.random(rows) * length).astype(np.int64),
        medium=chance.choose(random, MEDIA_SHARES, rows),
        topic=chance.choose(random, TOPIC_SHARES, rows),
        is_inward=chance.happens(random, 0.35, rows),
    )


def draw_surveys(
    *, world: World, customers: Customers, policies: Policies, history: History, random: np.random.Generator
) -> Surveys:
    """Draw the answers after closed claims and after terms without claims."""
    model, terms, claims = world.model, history.terms, history.claims
    reached = customers.has_crm[policies.customer[terms.policy]]
    claimed = chance.happens(random, model("contacts.survey", "claim"), len(claims)) & reached[claims.term]
    clean = np.bincount(claims.term, minlength=len(terms)) == 0
    asked = chance.happens(random, model("contacts.survey", "renewal"), len(terms)) & reached & clean
    asked &= terms.cancelled == NEVER
    about_claim = np.flatnonzero(claimed)
    about_term = np.flatnonzero(asked)
    parts = [
        _answers(
            world, claims.term[about_claim], claims.settled[about_claim], claims.is_slow[about_claim], True, random
        ),
        _answers(world, about_term, terms.expiry[about_term], np.zeros(len(about_term), dtype=bool), False, random),
    ]
    return stack(parts)


def _answers(
    world: World, term: Ints, after: Ints, is_slow: Flags, about_claim: bool, random: np.random.Generator
) -> Surveys:
    value = {part: world.model("contacts.score", part) for part in ("mean", "slow_claim", "deviation")}
    score: Floats = value["mean"] + value["slow_claim"] * is_slow + random.normal(0, value["deviation"], len(term))
    return Surveys(
        term=term,
        day=after + chance.days(random, 1, 20, len(term)),
        is_about_claim=np.full(len(term), about_claim),
        score=np.clip(np.rint(score), 0, 10).astype(np.int64),
    )


def draw_referrals(*, world: World, customers: Customers, random: np.random.Generator) -> Referrals:
    """Draw who was brought by whom: an earlier customer of the block, both with a record in the service system."""
    rows = len(customers)
    referred = np.flatnonzero(chance.happens(random, world.model("contacts.referral"), rows) & customers.has_crm)
    by = chance.days(random, 0, rows - 1, len(referred))
    earlier = (customers.arrival[by] < customers.arrival[referred]) & customers.has_crm[by]
    return Referrals(customer=by, referred=referred, day=customers.arrival[referred]).take(earlier)
