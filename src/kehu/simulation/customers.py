"""The customers of a block, as they truly are: persons in households, companies in groups.

Reads the world and the block's generator; gives `Customers`. Members of a household or a group stand one after the
other, so that the first of them is found by a running count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance
from kehu.simulation.columns import Columns, Flags, Floats, Ints, add_years, first_of, year_of
from kehu.simulation.model import Model
from kehu.simulation.places import assign
from kehu.simulation.world import World

FEMALE, MALE = 0, 1


@dataclass(frozen=True)
class Customers(Columns):
    """True customers. `head` is the place of the first member of the household or group (own place for itself)."""

    serial: Ints
    is_company: Flags
    head: Ints
    gender: Ints
    birth: Ints
    district: Ints
    birthplace: Ints
    sequence: Ints
    surname: Ints
    first: Ints
    second: Ints
    industry: Ints
    trade: Ints
    form: Ints
    is_phone_shared: Flags
    arrival: Ints
    prior_years: Ints
    channel: Ints
    producer: Ints
    has_crm: Flags
    risk: Floats
    loyalty: Floats
    sensitivity: Floats


def draw_customers(*, world: World, first_serial: int, size: int, block: int, random: np.random.Generator) -> Customers:
    """Draw the customers of a block, numbered from `first_serial` on."""
    model, names, places = world.model, world.names, world.places
    is_company = chance.happens(random, model("population.company_share"), size)
    head = _heads(is_company, model, random)
    district = chance.choose(random, places.weights, size)[head]
    gender = chance.days(random, FEMALE, MALE, size)
    birth, birthplace, sequence = _born(world, block, gender, random)
    own_surname = names.surnames[chance.choose(random, names.surname_shares, size)]
    shares_surname = chance.happens(random, model("population.same_surname"), size)
    first, second = names.draw_given(random, gender=gender, birth_year=year_of(birth))
    trade_name = chance.days(random, 0, len(names.trade_characters) - 1, 2 * size).reshape(2, size)
    industry = chance.choose(random, model.named("level_shares.industry"), size)
    channel = chance.choose_by_row(random, _channel_weights(world), is_company.astype(np.int64))
    arrival, prior = _arrivals(world, size, random)
    spread = model("population.sensitivity_deviation")
    return Customers(
        serial=first_serial + np.arange(size),
        is_company=is_company,
        head=head,
        gender=gender,
        birth=birth,
        district=district,
        birthplace=birthplace,
        sequence=sequence,
        surname=np.where(shares_surname, own_surname[head], own_surname),
        first=np.where(is_company, trade_name[0][head], first),
        second=np.where(is_company, trade_name[1][head], second),
        industry=industry,
        trade=industry * names.trades_each + chance.days(random, 0, names.trades_each - 1, size),
        form=chance.choose(random, names.form_weights, size),
        is_phone_shared=chance.happens(random, model("population.same_phone"), size) & (head != np.arange(size)),
        arrival=arrival,
        prior_years=prior,
        channel=channel,
        producer=assign(world.producers, city=places.city_of[district], channel=channel, random=random),
        has_crm=chance.happens(random, model("population.crm_share"), size),
        risk=chance.unit_gamma(random, model("population.customer_variance"), size),
        loyalty=random.normal(0, model("population.loyalty_deviation"), size),
        sensitivity=np.exp(random.normal(-(spread**2) / 2, spread, size)),
    )


def _heads(is_company: Flags, model: Model, random: np.random.Generator) -> Ints:
    """Place of the first member of each one's household or group: joined to the one before of the same kind."""
    joins = chance.happens(
        random,
        np.where(is_company, model("population.same_group"), model("population.same_household")),
        len(is_company),
    )
    head = np.arange(len(is_company))
    for kind in (False, True):
        members = np.flatnonzero(is_company == kind)
        begins = ~joins[members]
        begins[:1] = True
        firsts = members[begins]
        head[members] = firsts[np.cumsum(begins) - 1]
    return head


def _born(world: World, block: int, gender: Ints, random: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Day of birth, place of birth and sequence on the identity card, such that no two persons share all.

    The sequence is a function of the block's number, the day and the place that differs between the blocks for
    the same day and place; within a block, persons who meet are born some days apart.
    """
    model, size = world.model, len(gender)
    middle = world.first_year + world.years / 2
    age = random.normal(model("population.age", "mean"), model("population.age", "deviation"), size)
    age = np.clip(age, model("population.age", "least"), model("population.age", "most"))
    birth = first_of(int(middle)) - np.floor(age * 365.25).astype(np.int64)
    birthplace = chance.days(random, 0, len(world.places.birthplaces) - 1, size)
    while True:
        person = (birth * len(world.places.birthplaces) + birthplace) * 2 + gender
        _, first = np.unique(person, return_index=True)
        repeated = np.setdiff1d(np.arange(size), first)
        if not len(repeated):
            break
        birth[repeated] += 1 + repeated % 29
    sequence = (block + birth * 131 + birthplace * 17) % 500
    return birth, birthplace, sequence * 2 + np.where(gender == MALE, 1, 0)


def _channel_weights(world: World) -> Floats:
    return np.array([world.model.named("channels.person"), world.model.named("channels.organisation")])


def _arrivals(world: World, size: int, random: np.random.Generator) -> tuple[Ints, Ints]:
    """First day of cover in the simulated span, and the years insured before it."""
    is_stock = chance.happens(random, world.model("population.initial_stock"), size)
    in_first_year = chance.days(random, world.start, world.start + 364, size)
    later = chance.days(random, world.start, world.cutoff - 1, size)
    prior = random.geometric(1 / world.model("population.prior_years"), size)
    return np.where(is_stock, in_first_year, later), np.where(is_stock, prior, 0)


def first_day(arrival: Ints, prior_years: Ints) -> Ints:
    """First day of cover of somebody who was insured for some years before."""
    return add_years(arrival, -prior_years)
