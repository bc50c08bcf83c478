"""A block: some thousands of customers with all that happens to them, drawn from a generator of its own.

Reads the world and the block's number; gives `Block`, complete, with the keys that its rows have in the exports.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from kehu.simulation import contacts
from kehu.simulation.claims import Movements, draw_movements
from kehu.simulation.columns import Ints, year_of
from kehu.simulation.contacts import Contacts, Endorsements, Referrals, Surveys
from kehu.simulation.customers import Customers, draw_customers
from kehu.simulation.lives import History, live
from kehu.simulation.parties import Texts, write_customers
from kehu.simulation.policies import Policies, draw_policies
from kehu.simulation.records import KEYS, SYSTEMS, Records, draw_records
from kehu.simulation.texts import join, padded, pick
from kehu.simulation.world import World

POLICIES_A_BLOCK = 10_000_000
PREFIXES = ("PDZA", "PDAA", "PJTC", "PEAA", "PQYC", "PGZZ", "PGGZ")


@dataclass(frozen=True)
class Keys:
    """The keys of a block's rows as the source systems write them; parties also as Kehu will."""

    records: pa.Array
    parties: pa.Array
    policies: pa.Array
    terms: pa.Array
    claims: pa.Array


@dataclass(frozen=True)
class Block:
    """Everything about a block's customers. `holder` is the place of each policy's record in `records`."""

    number: int
    customers: Customers
    policies: Policies
    history: History
    movements: Movements
    endorsements: Endorsements
    contacts: Contacts
    surveys: Surveys
    referrals: Referrals
    records: Records
    holder: Ints
    texts: Texts
    keys: Keys

    @property
    def term_lines(self) -> Ints:
        """Line of each term."""
        return self.policies.line[self.history.terms.policy]

    @property
    def term_customers(self) -> Ints:
        """Customer of each term, as a place in the block."""
        return self.policies.customer[self.history.terms.policy]


def draw_block(*, world: World, number: int, first_serial: int, size: int) -> Block:
    """Draw one block; the same numbers give the same block, whatever was drawn before."""
    random = world.random(number)
    customers = draw_customers(world=world, first_serial=first_serial, size=size, block=number, random=random)
    policies = draw_policies(world=world, customers=customers, random=random)
    history = live(world=world, customers=customers, policies=policies, random=random)
    terms, claims = history.terms, history.claims
    line = policies.line[terms.policy[claims.term]]
    records, holder = draw_records(world=world, customers=customers, policies=policies, block=number, random=random)
    return Block(
        number=number,
        customers=customers,
        policies=policies,
        history=history,
        movements=draw_movements(world=world, line=line, claims=claims, random=random),
        endorsements=contacts.draw_endorsements(world=world, policies=policies, terms=terms, random=random),
        contacts=contacts.draw_contacts(
            world=world, customers=customers, policies=policies, terms=terms, random=random
        ),
        surveys=contacts.draw_surveys(
            world=world, customers=customers, policies=policies, history=history, random=random
        ),
        referrals=contacts.draw_referrals(world=world, customers=customers, random=random),
        records=records,
        holder=holder,
        texts=write_customers(world=world, customers=customers, random=random),
        keys=_keys(number, policies, history, records),
    )


def _keys(number: int, policies: Policies, history: History, records: Records) -> Keys:
    serial = number * POLICIES_A_BLOCK
    keys = join(pick(list(KEYS), records.system), padded(records.key, 10))
    policy = join(
        pick(list(PREFIXES), policies.line),
        padded(year_of(policies.first_inception), 4),
        padded(serial + policies.thing * 10 + policies.line % 2, 11),
    )
    terms, claims = history.terms, history.claims
    claim = join(
        pick(["R"], claims.term * 0), padded(year_of(claims.reported), 4), padded(serial + _counting(claims.term), 11)
    )
    return Keys(
        records=keys,
        parties=join(pick(list(SYSTEMS), records.system), keys, sep="-"),
        policies=policy,
        terms=join(policy.take(pa.array(terms.policy)), padded(terms.number, 2), sep="-"),
        claims=claim,
    )


def _counting(rows: Ints) -> Ints:
    return (rows * 0 + 1).cumsum()
