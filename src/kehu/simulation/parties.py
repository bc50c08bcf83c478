"""Customers as texts: names, identity numbers, telephones and addresses, written the way each record has them.

Reads customers and records; gives Arrow texts. The true texts are made once for each customer of a block; a record
takes them, and the few records with a flag take another writing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.simulation import chance, numbers
from kehu.simulation.columns import NEVER, Ints, year_of
from kehu.simulation.customers import Customers
from kehu.simulation.records import Records
from kehu.simulation.texts import either, join, only, padded, pick
from kehu.simulation.world import World

WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
PRODUCERS_PREFIX = 199
TURN_OF_CENTURY = 2000


@dataclass(frozen=True)
class Texts:
    """The true texts of a block's customers, a row each."""

    name: pa.Array
    traditional: pa.Array
    mistyped: pa.Array
    short_name: pa.Array
    spaced: pa.Array
    identity: pa.Array
    phone: pa.Array
    address: pa.Array
    short_address: pa.Array
    region: pa.Array


def write_customers(*, world: World, customers: Customers, random: np.random.Generator) -> Texts:
    """The texts of each customer as they truly are, and the other writings of the name."""
    names = world.names
    surname, first, second = customers.surname, customers.first, customers.second
    company = np.flatnonzero(customers.is_company)
    person_first, person_second = (np.where(customers.is_company, 0, part) for part in (first, second))
    short = _company_short(world, customers, company)
    full = join(pick(world.places.shorts, world.places.city_of[customers.district[company]]), short,
                pick(names.forms, customers.form[company]))  # fmt: skip
    given = join(pick(names.simplified, person_first), pick(names.simplified, person_second))
    plain = names.person(surname, person_first, person_second)
    address, short_address = _addresses(world, customers, random)
    owner = np.where(customers.is_phone_shared, customers.head, np.arange(len(customers)))
    prefix = chance.days(random, 0, len(numbers.MOBILE_PREFIXES) - 1, len(customers))
    phone = numbers.mobiles(customers.serial, prefix=numbers.MOBILE_PREFIXES[prefix])
    return Texts(
        name=_put(plain, company, full),
        traditional=_put(names.person(surname, person_first, person_second, writing=names.traditional), company, full),
        mistyped=_put(names.person(surname, person_first, person_second, writing=names.mistyped), company, full),
        short_name=_put(plain, company, short),
        spaced=_put(
            join(pick(names.simplified, surname), given, sep="　"), company, join(full, pick([" "], company * 0))
        ),
        identity=_identities(world, customers),
        phone=phone.take(pa.array(owner)),
        address=address,
        short_address=short_address,
        region=_regions(world, customers),
    )


def names_of(texts: Texts, records: Records) -> pa.Array:
    """Names as the records have them."""
    name = _rows(texts.name, records)
    for mask, other in (
        (records.is_short_name, texts.short_name),
        (records.is_mistyped, texts.mistyped),
        (records.is_traditional, texts.traditional),
        (records.is_spaced, texts.spaced),
    ):
        name = either(mask, _rows(other, records), name)
    return name


def identities_of(texts: Texts, records: Records, customers: Customers) -> pa.Array:
    """Identity numbers as the records have them; null where a record has none."""
    number = _rows(texts.identity, records)
    customer = customers.take(records.customer)
    is_person = ~customer.is_company
    is_old = records.has_old_identity & is_person & (year_of(customer.birth) < TURN_OF_CENTURY)
    old = join(pc.utf8_slice_codeunits(number, 0, 6), pc.utf8_slice_codeunits(number, 8, 17))
    spaced = join(pc.utf8_slice_codeunits(number, 0, 6), pc.utf8_slice_codeunits(number, 6), sep=" ")
    number = either(records.has_lower_identity & is_person, pc.utf8_lower(number), number)
    number = either(records.has_spaced_identity, spaced, number)
    number = either(is_old, old, number)
    wide = np.flatnonzero(records.has_wide_identity)
    widened = pa.array([text.translate(WIDE) for text in number.take(pa.array(wide)).to_pylist()], pa.string())
    return only(~records.lacks_identity, _put(number, wide, widened))


def phones_of(texts: Texts, records: Records, customers: Customers) -> pa.Array:
    """Telephones as the records have them: in several forms, missing, or the salesperson's own."""
    phone = _rows(texts.phone, records)
    parts = [pc.utf8_slice_codeunits(phone, start, stop) for start, stop in ((0, 3), (3, 7), (7, 11))]
    written = either(records.has_dashed_phone, join(*parts, sep="-"), phone)
    written = either(records.has_country_phone, join(pick(["+86"], records.customer * 0), phone), written)
    own = producers_phones(customers.producer[records.customer])
    return only(~records.lacks_phone, either(records.has_producers_phone, own, written))


def producers_phones(producer: Ints) -> pa.Array:
    """Telephones of producers."""
    return numbers.mobiles(producer + 1, prefix=np.full(len(producer), PRODUCERS_PREFIX))


def addresses_of(texts: Texts, records: Records) -> pa.Array:
    """Addresses as the records have them."""
    written = either(records.has_short_address, _rows(texts.short_address, records), _rows(texts.address, records))
    return only(~records.lacks_address, written)


def births_of(records: Records, customers: Customers) -> Ints:
    """Days of birth as the records have them; NEVER for companies and where it is missing."""
    birth = customers.birth[records.customer]
    is_told = ~customers.is_company[records.customer] & ~records.lacks_birth
    return np.where(is_told, np.where(records.is_birth_swapped, swapped(birth), birth), NEVER)


def swapped(days: Ints) -> Ints:
    """Day and month exchanged where that makes a date.

    >>> swapped(np.array([np.datetime64("1980-03-05", "D").astype(np.int64)])).astype("datetime64[D]")
    array(['1980-05-03'], dtype='datetime64[D]')
    """
    written = numbers.compact(days)
    year, month, day = written // 10_000, written // 100 % 100, written % 100
    months = (year - 1970) * 12 + np.minimum(day, 12) - 1
    other = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + month - 1
    return np.where(day <= 12, other, days)


def _rows(texts: pa.Array, records: Records) -> pa.Array:
    return texts.take(pa.array(records.customer))


def _put(texts: pa.Array, places: Ints, replacements: pa.Array) -> pa.Array:
    """The texts, with others at some places."""
    mask = np.zeros(len(texts), dtype=bool)
    mask[places] = True
    return pc.replace_with_mask(texts, pa.array(mask), replacements)


def _company_short(world: World, customers: Customers, company: Ints) -> pa.Array:
    characters = world.names.trade_characters
    return join(
        pick(characters, customers.first[company]),
        pick(characters, customers.second[company]),
        pick(world.names.trades, customers.trade[company]),
    )


def _identities(world: World, customers: Customers) -> pa.Array:
    codes = world.places.codes
    cards = numbers.identity_cards(
        district=world.places.birthplaces[customers.birthplace], birth=customers.birth, sequence=customers.sequence
    )
    company = np.flatnonzero(customers.is_company)
    written = numbers.company_codes(district=codes[customers.district[company]], serial=customers.serial[company])
    return _put(cards, company, written)


def _regions(world: World, customers: Customers) -> pa.Array:
    city = world.places.city_of[customers.district]
    return join(pick(world.places.provinces, city), pick(world.places.cities, city))


def _addresses(world: World, customers: Customers, random: np.random.Generator) -> tuple[pa.Array, pa.Array]:
    """Addresses with the province and without; those of a household are the same, groups sit at one gate."""
    places, size = world.places, len(customers)
    home = customers.head
    road = chance.days(random, 0, len(places.roads) - 1, size)[home]
    estate = chance.days(random, 0, len(places.estates) - 1, size)[home]
    number, building, room = (
        pa.array(chance.days(random, least, most, size)[home]).cast(pa.string())
        for least, most in ((1, 888), (1, 28), (1, 30))
    )
    floor = padded(chance.days(random, 1, 4, size)[home], 2)
    mark = [pick([text], home * 0) for text in ("号", "栋", "室")]
    district = pick(places.districts, customers.district)
    gate = join(district, pick(places.roads, road), number, mark[0])
    flat = join(gate, pick(places.estates, estate), building, mark[1], join(room, floor), mark[2])
    short = either(customers.is_company, gate, flat)
    return join(_regions(world, customers), short), short
