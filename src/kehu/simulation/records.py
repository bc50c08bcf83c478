"""Party records: which source system knows which customer, under which key, and with which mistakes.

Reads customers and policies; gives `Records`, one system after the other, and the record of each policy's holder.
The mistakes are flags here and become texts in `parties.py`, so that the truth can say what was done to each record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.simulation import chance
from kehu.simulation.columns import NEVER, Columns, Flags, Ints, add_years, stack
from kehu.simulation.customers import Customers
from kehu.simulation.model import CHANNELS, GROUP_OF_LINE
from kehu.simulation.policies import MOTOR, Policies
from kehu.simulation.world import World

MOTOR_CORE, OTHER_CORE, SERVICE = range(3)
SYSTEMS = ("motor", "nonmotor", "crm")
KEYS = ("C", "KH", "U")
KEYS_A_BLOCK = 1_000_000


@dataclass(frozen=True)
class Records(Columns):
    """Records of customers in the systems; flags say how each is written."""

    system: Ints
    customer: Ints
    key: Ints
    known: Ints
    is_duplicate: Flags
    is_traditional: Flags
    is_spaced: Flags
    is_mistyped: Flags
    is_short_name: Flags
    lacks_identity: Flags
    has_old_identity: Flags
    has_wide_identity: Flags
    has_lower_identity: Flags
    has_spaced_identity: Flags
    lacks_phone: Flags
    has_country_phone: Flags
    has_dashed_phone: Flags
    has_producers_phone: Flags
    has_short_address: Flags
    lacks_address: Flags
    is_birth_swapped: Flags
    lacks_birth: Flags


def draw_records(
    *, world: World, customers: Customers, policies: Policies, block: int, random: np.random.Generator
) -> tuple[Records, Ints]:
    """Draw the records; the second answer is the place of the holder's record for each policy."""
    system = np.where(GROUP_OF_LINE[policies.line] == MOTOR, MOTOR_CORE, OTHER_CORE)
    known = [
        _first_known(policies, policies.customer, system == core, len(customers)) for core in (MOTOR_CORE, OTHER_CORE)
    ]
    known.append(np.where(customers.has_crm, np.minimum(*known), NEVER))
    parts = [_of_system(world, customers, number, known[number], block, random) for number in range(len(SYSTEMS))]
    records = stack(parts)
    return records, _holders(records, policies, system, random)


def _first_known(policies: Policies, customer: Ints, mask: Flags, size: int) -> Ints:
    """The earliest day on which a customer's policies in a system were known; NEVER where there is none."""
    first = np.full(size, NEVER)
    np.minimum.at(first, customer[mask], policies.known[mask])
    return first


def _of_system(
    world: World, customers: Customers, system: int, known: Ints, block: int, random: np.random.Generator
) -> Records:
    customer = np.flatnonzero(known < NEVER)
    twice = chance.happens(random, world.model("records.duplicate"), len(customer)) & (system != SERVICE)
    every = np.concatenate([customer, customer[twice]])
    size = len(every)
    order = chance.shuffled(random, size)
    is_duplicate = np.arange(size) >= len(customer)
    variation = {name: chance.happens(random, world.model("records.variation", name), size)
                 for name in world.model.names("records.variation")}  # fmt: skip
    more_missing = chance.happens(random, world.model("records.crm_missing_identity"), size) & (system == SERVICE)
    rates = np.array([world.model("records.producers_phone", channel) for channel in CHANNELS])
    return Records(
        system=np.full(size, system),
        customer=every,
        key=block * KEYS_A_BLOCK + order + 1,
        known=known[every],
        is_duplicate=is_duplicate,
        is_traditional=variation["traditional_name"],
        is_spaced=variation["spaced_name"],
        is_mistyped=variation["mistyped_name"],
        is_short_name=variation["short_company_name"],
        lacks_identity=variation["missing_identity"] | more_missing,
        has_old_identity=variation["old_identity"],
        has_wide_identity=variation["wide_identity"],
        has_lower_identity=variation["lower_identity"],
        has_spaced_identity=variation["spaced_identity"],
        lacks_phone=variation["missing_phone"],
        has_country_phone=variation["country_phone"],
        has_dashed_phone=variation["dashed_phone"],
        has_producers_phone=chance.happens(random, rates[customers.channel[every]], size),
        has_short_address=variation["short_address"],
        lacks_address=variation["missing_address"],
        is_birth_swapped=variation["swapped_birth"],
        lacks_birth=variation["missing_birth"],
    )


def record_of(records: Records, *, system: Ints | int, customer: Ints, duplicates: bool = False) -> Ints:
    """Place of the first record (or the second, if `duplicates`) of customers in a system; -1 where there is none."""
    table = np.full((len(SYSTEMS), int(records.customer.max()) + 1), -1)
    chosen = np.flatnonzero(records.is_duplicate == duplicates)
    table[records.system[chosen], records.customer[chosen]] = chosen
    found: Ints = table[system, customer]
    return found


def _holders(records: Records, policies: Policies, system: Ints, random: np.random.Generator) -> Ints:
    first = record_of(records, system=system, customer=policies.customer)
    second = record_of(records, system=system, customer=policies.customer, duplicates=True)
    uses_second = chance.happens(random, 0.5, len(policies)) & (second >= 0)
    return np.where(uses_second, second, first)


def licence_day(customers: Customers, known: Ints) -> Ints:
    """Day of the driving licence: between 18 and 25 years of age, and before the record."""
    years = 18 + customers.serial * 7 % 8
    day: Ints = np.minimum(add_years(customers.birth, years) + customers.serial % 300, known - 30)
    return day
