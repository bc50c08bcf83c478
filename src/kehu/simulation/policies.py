"""The policies of a block: what each customer holds, with the rating factors that do not change from year to year.

Reads the customers; gives `Policies`. Both covers of a vehicle share the vehicle's number, factors and first day.
Every line has the same kinds of factor (one of several levels, one of two, one of size), so that one piece of
arithmetic rates them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance
from kehu.simulation.columns import Columns, Flags, Floats, Ints, add_years
from kehu.simulation.customers import Customers
from kehu.simulation.model import (
    ACCIDENT,
    COMMERCIAL,
    COMPULSORY,
    EMPLOYERS,
    GROUP_OF_LINE,
    GROUPS,
    HOME,
    PROPERTY,
    PUBLIC,
    Model,
)
from kehu.simulation.world import World

MOTOR, HOMES, ACCIDENTS = range(3)  # groups of lines whose levels do not come from the customer's industry


@dataclass(frozen=True)
class Things(Columns):
    """What is insured: vehicles, homes, persons, sites, workforces. `group` is its place in GROUPS."""

    customer: Ints
    group: Ints
    inception: Ints
    level: Ints
    second: Flags
    size: Floats
    mileage: Floats
    built: Ints


@dataclass(frozen=True)
class Policies(Columns):
    """Contracts. Logarithms are of the frequency's relativities that stay the same from term to term."""

    customer: Ints
    line: Ints
    thing: Ints
    inception: Ints
    first_inception: Ints
    known: Ints
    level: Ints
    second: Flags
    size: Floats
    mileage: Floats
    built: Ints
    sum_insured: Ints
    deductible: Ints
    log_relativity: Floats
    log_place: Floats
    loss_scale: Floats
    risk: Floats


def draw_policies(*, world: World, customers: Customers, random: np.random.Generator) -> Policies:
    """Draw what every customer holds; nobody holds nothing."""
    things = _things(world, customers, random)
    line, thing = _covers(things, world.model, random)
    model, group, size = world.model, things.group[thing], len(line)
    customer, inception = things.customer[thing], things.inception[thing]
    relative_size = things.size[thing] / model.named("size.median")[group]
    first_inception = add_years(inception, -customers.prior_years[customer])
    unit = model.by_line("sum_insured.each_unit")[line] * things.size[thing]
    sum_insured = np.maximum(10_000, np.rint((model.by_line("sum_insured.fixed")[line] + unit) / 10_000) * 10_000)
    takes = chance.happens(random, model.by_line("deductible.taken")[line], size)
    place = world.places.risks[world.places.city_of[customers.district[customer]]]
    return Policies(
        customer=customer,
        line=line,
        thing=thing,
        inception=inception,
        first_inception=first_inception,
        known=first_inception - chance.days(random, 0, 10, size),
        level=things.level[thing],
        second=things.second[thing],
        size=things.size[thing],
        mileage=things.mileage[thing],
        built=things.built[thing],
        sum_insured=sum_insured.astype(np.int64),
        deductible=np.where(takes, model.by_line("deductible.amount")[line], 0).astype(np.int64),
        log_relativity=_log_relativity(model, things, line, thing, relative_size),
        log_place=np.where(group == MOTOR, np.log(place), 0.0),
        loss_scale=relative_size ** model.by_line("severity.size_elasticity")[line],
        risk=chance.unit_gamma(random, model("population.policy_variance"), size),
    )


def _things(world: World, customers: Customers, random: np.random.Generator) -> Things:
    """Draw the things to insure, one row each, with their factors."""
    model, rows = world.model, len(customers)
    counts = np.zeros((len(GROUPS), rows), dtype=np.int64)
    for kind, name in ((False, "holdings.person"), (True, "holdings.organisation")):
        for held in model.names(name):
            holds = chance.happens(random, model(name, held), rows) & (customers.is_company == kind)
            counts[GROUPS.index(held)] += holds
    counts[MOTOR] *= np.where(customers.is_company, random.geometric(1 / model("holdings.fleet_size"), rows), 1)
    nothing = counts.sum(axis=0) == 0
    counts[GROUPS.index("accident")] += nothing & ~customers.is_company
    counts[GROUPS.index("employers_liability")] += nothing & customers.is_company
    group = np.repeat(np.repeat(np.arange(len(GROUPS)), rows), counts.ravel())
    customer = np.repeat(np.tile(np.arange(rows), len(GROUPS)), counts.ravel())
    size = len(group)
    deviation = model.named("size.deviation")[group]
    arrival = customers.arrival[customer]
    is_later = chance.happens(random, model("holdings.later", "probability"), size)
    delay = random.random(size) * model("holdings.later", "share") * (world.cutoff - arrival)
    inception = arrival + np.where(is_later & (customers.prior_years[customer] == 0), np.floor(delay), 0).astype(
        np.int64
    )
    age = random.exponential(1.0, size) * model.named("size.object_age")[group]
    mileage = model("size.mileage", "median") * np.exp(random.normal(size=size) * model("size.mileage", "deviation"))
    return Things(
        customer=customer,
        group=group,
        inception=inception,
        level=_levels(model, customers, customer, group, random),
        second=chance.happens(random, model.named("second.share")[group], size),
        size=_rounded(model.named("size.median")[group] * np.exp(random.normal(size=size) * deviation), group),
        mileage=np.rint(mileage / 100) * 100 + 100,
        built=inception - np.floor(np.minimum(age, 60) * 365.25).astype(np.int64),
    )


def _rounded(size: Floats, group: Ints) -> Floats:
    """Sizes as a form would show them: whole, at least one, vehicles to 100 yuan and property to 10,000 yuan."""
    step = np.array([100, 1, 1, 10_000, 1, 1])[group]
    rounded: Floats = np.maximum(np.rint(size / step), 1) * step
    return rounded


def _levels(model: Model, customers: Customers, customer: Ints, group: Ints, random: np.random.Generator) -> Ints:
    """The factor of several levels: drawn for persons' things, the industry for what companies insure."""
    names = ("level_shares.motor", "level_shares.motor_organisation", "level_shares.home", "level_shares.accident")
    weights = np.zeros((len(names), max(len(model.names(name)) for name in names)))
    for row, name in enumerate(names):
        weights[row, : len(model.names(name))] = model.named(name)
    kind = np.select([group == MOTOR, group == HOMES], [customers.is_company[customer].astype(np.int64), 2], 3)
    drawn = chance.choose_by_row(random, weights, kind)
    return np.where(group > ACCIDENTS, customers.industry[customer], drawn)


def _covers(things: Things, model: Model, random: np.random.Generator) -> tuple[Ints, Ints]:
    """Line and thing of every policy: a vehicle may have two."""
    size = len(things)
    has_commercial = chance.happens(random, model("holdings.with_commercial"), size)
    has_compulsory = chance.happens(random, model("holdings.with_compulsory"), size) | ~has_commercial
    single = np.array([COMMERCIAL, HOME, ACCIDENT, PROPERTY, EMPLOYERS, PUBLIC])[things.group]
    is_motor = things.group == MOTOR
    first = np.flatnonzero(is_motor & has_compulsory)
    second = np.flatnonzero(~is_motor | has_commercial)
    line = np.concatenate([np.full(len(first), COMPULSORY), single[second]])
    return line, np.concatenate([first, second])


def _log_relativity(model: Model, things: Things, line: Ints, thing: Ints, relative_size: Floats) -> Floats:
    """Logarithm of the frequency's relativity from level, second factor, size and mileage."""
    group = GROUP_OF_LINE[line]
    widest = max(len(model.names(f"levels.{name}")) for name in GROUPS)
    levels = np.zeros((len(GROUPS), widest))
    for row, name in enumerate(GROUPS):
        values = model.named(f"levels.{name}")
        levels[row, : len(values)] = np.log(values)
    second = np.where(things.second[thing], np.log(model.named("second.relativity")[group]), 0.0)
    driven = np.log(things.mileage[thing] / model("size.mileage", "median")) * model("frequency.mileage_elasticity")
    size = np.log(relative_size) * model.by_line("frequency.size_elasticity")[line]
    level: Floats = levels[group, things.level[thing]]
    return level + second + size + np.where(group == MOTOR, driven, 0.0)
