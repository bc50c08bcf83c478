"""Where the insurer does business: cities with their districts, branches, roads; and the people who sell there.

Reads `places.toml`; gives `Places` and `Producers`, the same for every block of customers. Producers are drawn once
for each city and channel, in proportion to the customers to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from kehu.simulation import chance
from kehu.simulation.columns import NEVER, Columns, Floats, Ints
from kehu.simulation.model import CHANNELS, Model, read_list

FOUNDED = 15 * 365  # days before the first year in which the first producers joined
HOME_OFFICE = "总公司"


@dataclass(frozen=True)
class Places:
    """Districts and cities, side by side; `city_of` gives the city of a district."""

    codes: Ints
    birthplaces: Ints
    city_of: Ints
    districts: pa.Array
    provinces: pa.Array
    cities: pa.Array
    shorts: pa.Array
    plates: pa.Array
    weights: Floats
    risks: Floats
    branches: pa.Array
    roads: pa.Array
    estates: pa.Array


@dataclass(frozen=True)
class Producers(Columns):
    """Everyone who sells: city, channel, team, the leader's place in this list (own place for leaders), and dates."""

    city: Ints
    channel: Ints
    team: Ints
    leader: Ints
    surname: Ints
    given: Ints
    joined: Ints
    left: Ints


def read_places() -> Places:
    """The places in `places.toml`."""
    content = read_list("places")
    cities: list[dict[str, Any]] = content["cities"]
    districts = [
        (int(code), place, name) for place, city in enumerate(cities) for code, name in city["districts"].items()
    ]
    city_of = np.array([place for _, place, _ in districts])
    sizes = np.bincount(city_of)
    return Places(
        codes=np.array([code for code, _, _ in districts]),
        birthplaces=np.array(content["birthplaces"]),
        city_of=city_of,
        districts=pa.array([name for _, _, name in districts]),
        provinces=pa.array([city["province"] for city in cities]),
        cities=pa.array([city["city"] for city in cities]),
        shorts=pa.array([city["short"] for city in cities]),
        plates=pa.array([city["plate"] for city in cities]),
        weights=np.array([cities[place]["weight"] / sizes[place] for place in city_of]),
        risks=np.array([city["risk"] for city in cities]),
        branches=pa.array([_branch(cities[place], name) for _, place, name in districts]),
        roads=pa.array(content["roads"]),
        estates=pa.array(content["estates"]),
    )


def _branch(city: dict[str, Any], district: str) -> str:
    province = city["province"].removesuffix("省").removesuffix("市")
    parts = [HOME_OFFICE, f"{province}分公司", f"{city['short']}中心支公司", f"{district.removesuffix('区')}支公司"]
    return "/".join(parts if city["city"] else [parts[0], parts[1], parts[3]])


def hire(*, model: Model, places: Places, customers: int, names: tuple[int, int], span: tuple[int, int],
         random: np.random.Generator) -> Producers:  # fmt: skip
    """Producers for a number of customers: at least two for each city and channel, a leader to each team of eight.

    `names` are the numbers of surnames and given names to choose from, `span` the first day and the day after the last.
    """
    share = np.bincount(places.city_of, weights=places.weights)
    wanted = customers / model("channels.customers_each_producer") * share / share.sum()
    channel_share = model.named("channels.person")
    counts = np.maximum(2, np.rint(wanted[:, None] * channel_share[None, :]).astype(np.int64)).ravel()
    cell = np.repeat(np.arange(len(counts)), counts)
    size = len(cell)
    number = np.arange(size) - np.repeat(np.cumsum(counts) - counts, counts)
    joined = chance.days(random, span[0] - FOUNDED, span[1] - 400, size)
    leaves = chance.happens(random, 1 - (1 - model("channels.producers_leaving")) ** ((span[1] - span[0]) / 365), size)
    left = np.where(leaves, chance.days(random, span[0], span[1] - 1, size), NEVER)
    return Producers(
        city=cell // len(CHANNELS),
        channel=cell % len(CHANNELS),
        team=number // 8,
        leader=np.arange(size) - number % 8,
        surname=chance.days(random, 0, names[0] - 1, size),
        given=chance.days(random, 0, names[1] - 1, size),
        joined=np.minimum(joined, np.where(leaves, left - 30, NEVER)),
        left=left,
    )


def assign(producers: Producers, *, city: Ints, channel: Ints, random: np.random.Generator) -> Ints:
    """A producer of the right city and channel for each row."""
    cell = producers.city * len(CHANNELS) + producers.channel
    wanted = city * len(CHANNELS) + channel
    first = np.searchsorted(cell, wanted, side="left")
    after = np.searchsorted(cell, wanted, side="right")
    return first + np.floor(random.random(len(wanted)) * (after - first)).astype(np.int64)
