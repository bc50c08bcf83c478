"""What the two core systems export: parties, policies, roles, terms, endorsements, offers, claims, movements.

Reads a block; gives Arrow tables of texts by file, each in its system's dialect. Only what was known before the day of
the extract stands in them: later values are blank, later rows missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kehu.simulation import parties, staff, vehicles
from kehu.simulation.blocks import Block
from kehu.simulation.columns import NEVER, Flags, Ints
from kehu.simulation.customers import MALE
from kehu.simulation.headings import PRODUCTS, Dialect
from kehu.simulation.records import MOTOR_CORE, licence_day, record_of
from kehu.simulation.renewals import NO_TEST
from kehu.simulation.texts import amounts, dates, join, only, padded, pick
from kehu.simulation.world import World

OPEN = 3
REASONS = ("保额变更", "标的变更", "使用性质变更", "人员变更", "信息更正")
DRIVER_SHARE = 4  # every fourth vehicle of a person in a household has another member as its driver


@dataclass(frozen=True)
class CoreExport:
    """One core system's view of a block."""

    world: World
    block: Block
    dialect: Dialect

    def tables(self) -> Iterator[tuple[str, pa.Table]]:
        """Every file of the system: its path below the exports, and its rows."""
        for name, file in self.dialect.files.items():
            columns = getattr(self, name)()
            headings = self.dialect.headings[name]
            yield self.dialect.path(file), pa.table(dict(zip(headings, columns, strict=True)))

    def parties(self) -> list[pa.Array]:
        """The system's party records."""
        block, dialect, customers = self.block, self.dialect, self.block.customers
        place = np.flatnonzero(block.records.system == dialect.system)
        records = block.records.take(place)
        customer = customers.take(records.customer)
        company = customer.is_company.astype(np.int64)
        gender = only(~customer.is_company, pick(dialect.genders, (customer.gender == MALE).astype(np.int64)))
        identity = parties.identities_of(block.texts, records, customers)
        start = [
            block.keys.records.take(pa.array(place)),
            pick(dialect.kinds, company),
            parties.names_of(block.texts, records),
            only(~records.lacks_identity, pick(dialect.identity_types, company)),
            identity,
            self._dates(parties.births_of(records, customers)),
            gender,
        ]
        middle = [
            parties.phones_of(block.texts, records, customers),
            parties.addresses_of(block.texts, records),
            block.texts.region.take(pa.array(records.customer)),
            only(customer.is_company, pick(self.world.names.industries, customer.industry)),
        ]
        known = self._dates(records.known)
        if dialect.system == MOTOR_CORE:
            licence = np.where(customer.is_company, NEVER, licence_day(customer, records.known))
            return [*start, self._dates(licence), *middle, known]
        return [*start, *middle, self._parents(records.customer), known]

    def policies(self) -> list[pa.Array]:
        """The system's contracts, with what they insure."""
        block = self.block
        place = self._policies()
        held = block.policies.take(place)
        customer = block.customers.take(held.customer)
        start = [
            block.keys.policies.take(pa.array(place)),
            block.keys.records.take(pa.array(block.holder[place])),
            pick(self.dialect.line_codes, held.line),
            pick(PRODUCTS, held.line),
            pick(self.dialect.channels, customer.channel),
            staff.producer_keys(customer.producer),
            self.world.places.branches.take(pa.array(customer.district)),
            self._dates(held.first_inception),
        ]
        known = self._dates(held.known)
        if self.dialect.system == MOTOR_CORE:
            return [*start, *vehicles.marks(world=self.world, block=block, policies=held), known]
        has_site = (held.line != 3) & (held.line != 5)
        return [*start, only(has_site, block.texts.address.take(pa.array(held.customer))), known]

    def roles(self) -> list[pa.Array]:
        """Drivers who are not the policyholder: other members of the household with a record here."""
        block, place = self.block, self._policies()
        customer = block.policies.customer[place]
        other = np.where(block.customers.head[customer] == customer, customer + 1, block.customers.head[customer])
        other = np.minimum(other, len(block.customers) - 1)
        same = (block.customers.head[other] == block.customers.head[customer]) & (other != customer)
        record = self._records_of(other)
        chosen = same & (record >= 0) & (block.policies.thing[place] % DRIVER_SHARE == 0)
        chosen &= ~block.customers.is_company[customer]
        place, record = place[chosen], record[chosen]
        known = np.maximum(block.policies.known[place], block.records.known[record])
        role = pick(["驾驶人"], place * 0)
        return [
            block.keys.policies.take(pa.array(place)),
            block.keys.records.take(pa.array(record)),
            role,
            self._dates(known),
        ]

    def terms(self) -> list[pa.Array]:
        """The system's periods of cover."""
        block, place = self.block, self._terms()
        terms = block.history.terms.take(place)
        held = block.policies.take(terms.policy)
        is_told = terms.cancelled_known < self.world.cutoff
        return [
            block.keys.terms.take(pa.array(place)),
            block.keys.policies.take(pa.array(terms.policy)),
            self._dates(terms.inception),
            self._dates(terms.expiry),
            only(is_told, self._dates(terms.cancelled)),
            self._late_dates(terms.cancelled_known),
            self._amounts(terms.premium),
            only(is_told, self._amounts(terms.returned)),
            self._amounts(terms.commission),
            self._amounts(held.sum_insured * 100),
            self._amounts(held.deductible * 100),
            self._dates(terms.known),
        ]

    def endorsements(self) -> list[pa.Array]:
        """Changes of premium within terms."""
        block, changes = self.block, self.block.endorsements
        place = np.flatnonzero(self._is_mine(block.term_lines[changes.term]) & (changes.known < self.world.cutoff))
        chosen = changes.take(place)
        term = block.keys.terms.take(pa.array(chosen.term))
        return [
            join(term, pick(["E1"], chosen.term * 0), sep="-"),
            term,
            self._dates(chosen.effective),
            self._amounts(chosen.change),
            self._amounts(chosen.commission),
            pick(list(REASONS), chosen.effective % len(REASONS)),
            self._dates(chosen.known),
        ]

    def offers(self) -> list[pa.Array]:
        """Offers to renew; those not decided before the extract are open."""
        block = self.block
        place = np.flatnonzero(self._is_mine(block.term_lines[block.history.offers.term]))
        offers = block.history.offers.take(place)
        terms = block.history.terms.take(offers.term)
        outcome = np.where(offers.decided < self.world.cutoff, offers.outcome, OPEN)
        arms = pa.array(self.world.model.names("renewal.price_arms"))
        return [
            join(block.keys.terms.take(pa.array(offers.term)), pick(["Q"], offers.term * 0), sep="-"),
            block.keys.policies.take(pa.array(terms.policy)),
            self._dates(terms.expiry),
            self._amounts(offers.expiring),
            self._amounts(offers.offered),
            pick(self.dialect.outcomes, outcome),
            self._late_dates(offers.decided),
            only(offers.arm != NO_TEST, arms.take(pa.array(np.maximum(offers.arm, 0)))),
            self._dates(offers.day),
        ]

    def claims(self) -> list[pa.Array]:
        """Claims reported before the extract."""
        block, place = self.block, self._claims()
        claims = block.history.claims.take(place)
        perils = [peril.name for peril in self.world.model.perils]
        return [
            block.keys.claims.take(pa.array(place)),
            block.keys.policies.take(pa.array(block.history.terms.policy[claims.term])),
            block.keys.terms.take(pa.array(claims.term)),
            self._dates(claims.occurred),
            self._dates(claims.reported),
            self._late_dates(claims.closed),
            pick(perils, claims.peril),
        ]

    def movements(self) -> list[pa.Array]:
        """Bookings before the extract."""
        block, moved = self.block, self.block.movements
        line = block.term_lines[block.history.claims.term]
        place = np.flatnonzero(self._is_mine(line)[moved.claim] & (moved.day < self.world.cutoff))
        chosen = moved.take(place)
        first = np.searchsorted(moved.claim, chosen.claim)
        claim = block.keys.claims.take(pa.array(chosen.claim))
        return [
            join(claim, padded(place - first + 1, 2), sep="-"),
            claim,
            self._amounts(chosen.paid),
            self._amounts(chosen.outstanding),
            self._dates(chosen.day),
        ]

    def _is_mine(self, line: Ints) -> Flags:
        return np.isin(line, self.dialect.lines)

    def _policies(self) -> Ints:
        return np.flatnonzero(self._is_mine(self.block.policies.line))

    def _terms(self) -> Ints:
        return np.flatnonzero(self._is_mine(self.block.term_lines))

    def _claims(self) -> Ints:
        claims = self.block.history.claims
        return np.flatnonzero(self._is_mine(self.block.term_lines[claims.term]) & (claims.reported < self.world.cutoff))

    def _records_of(self, customer: Ints) -> Ints:
        return record_of(self.block.records, system=self.dialect.system, customer=customer)

    def _parents(self, customer: Ints) -> pa.Array:
        """Keys of the groups' first companies, where they have a record in this system."""
        head = self.block.customers.head[customer]
        record = self._records_of(head)
        is_owned = self.block.customers.is_company[customer] & (head != customer) & (record >= 0)
        return only(is_owned, self.block.keys.records.take(pa.array(np.maximum(record, 0))))

    def _dates(self, days: Ints) -> pa.Array:
        return dates(days, style=self.dialect.dates)

    def _late_dates(self, days: Ints) -> pa.Array:
        """Dates of what may lie after the extract, and is blank then."""
        return dates(days, style=self.dialect.dates, before=self.world.cutoff)

    def _amounts(self, cents: Ints) -> pa.Array:
        return amounts(cents, grouped=self.dialect.groups_amounts)
