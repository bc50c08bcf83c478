"""Names of persons and companies, put together from lists, in both scripts and with the errors that people make.

Reads `names.toml`; gives `Names`, which turns places in its lists into texts. A name is kept as the places of its
characters, so that writing it another way is a look-up in another list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kehu.simulation import chance
from kehu.simulation.columns import Floats, Ints
from kehu.simulation.model import read_list
from kehu.simulation.texts import join, pick

SINGLE_SHARE = (0.10, 0.16, 0.34, 0.30, 0.20, 0.08)  # persons with one character after the surname, by era
ERAS = np.array([1930, 1950, 1970, 1980, 1990, 2000])


@dataclass(frozen=True)
class Names:
    """All characters of names in three writings, and the lists that draw from them."""

    simplified: pa.Array
    traditional: pa.Array
    mistyped: pa.Array
    surnames: Ints
    surname_shares: Floats
    given: Ints  # gender × era × place in the list
    industries: list[str]
    trades: pa.Array  # the trades of all industries, one list after the other
    trades_each: int
    trade_characters: pa.Array
    forms: pa.Array
    form_weights: Floats

    def draw_given(self, random: np.random.Generator, *, gender: Ints, birth_year: Ints) -> tuple[Ints, Ints]:
        """Two characters (places in the lists) for each person; the second is 0, the empty one, for short names."""
        era = np.clip(np.searchsorted(ERAS, birth_year, side="right") - 1, 0, len(ERAS) - 1)
        commonness = 1 / (5 + np.arange(self.given.shape[2]))
        first = self.given[gender, era, chance.choose(random, commonness, len(gender))]
        second = self.given[gender, era, chance.choose(random, commonness, len(gender))]
        is_single = chance.happens(random, np.array(SINGLE_SHARE)[era], len(gender))
        return first, np.where(is_single, 0, second)

    def person(self, surname: Ints, first: Ints, second: Ints, *, writing: pa.Array | None = None) -> pa.Array:
        """Names of persons, in simplified characters or in another writing."""
        texts = self.simplified if writing is None else writing
        return join(pick(texts, surname), pick(texts, first), pick(texts, second))


def read_names() -> Names:
    """The lists in `names.toml`."""
    content = read_list("names")
    given = [list(eras.values()) for eras in (content["given"]["female"], content["given"]["male"])]
    every = ["", *sorted(set("".join(content["surnames"])) | set("".join("".join(eras) for eras in given)))]
    place = {character: number for number, character in enumerate(every)}
    other_script = dict(zip(content["scripts"]["simplified"], content["scripts"]["traditional"], strict=True))
    next_alike = {
        one: two
        for group in content["homophones"]["groups"]
        for one, two in zip(group, group[1:] + group[0], strict=True)
    }
    trades = content["trades"]
    return Names(
        simplified=pa.array(every),
        traditional=pa.array([other_script.get(character, character) for character in every]),
        mistyped=pa.array([next_alike.get(character, character) for character in every]),
        surnames=np.array([place[surname] for surname in content["surnames"]]),
        surname_shares=np.array(list(content["surnames"].values())),
        given=np.array([[[place[character] for character in era] for era in eras] for eras in given]),
        industries=list(trades),
        trades=pa.array([trade for names in trades.values() for trade in names]),
        trades_each=len(next(iter(trades.values()))),
        trade_characters=pa.array(list(content["companies"]["trade_characters"])),
        forms=pa.array(content["companies"]["legal_forms"]),
        form_weights=np.array(content["companies"]["legal_form_weights"]),
    )
