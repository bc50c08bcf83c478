"""Rows broken on purpose: copies of good rows with one thing wrong, strewn among them, each recorded in the truth.

Reads the lines of a block's file; gives the lines with broken ones put in between, and the record of each.
Broken rows are additions under keys of their own, so that no good row leans on one and the whole book stays whole.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kehu.simulation.columns import Ints
from kehu.simulation.headings import SERVICE_FOLDER, Dialect, dialects, factor_files

SHAPE = "has_the_headings_fields"
IMPOSSIBLE = {"dashes": "2023-02-30", "slashes": "2023/2/30", "compact": "20230230"}
EARLY = {"dashes": "1999-01-01", "slashes": "1999/1/1", "compact": "19990101"}
LATE = {"dashes": "2099-01-01", "slashes": "2099/1/1", "compact": "20990101"}
Fields = list[str]


@dataclass(frozen=True)
class Defect:
    """A way to break a row: the rule it breaks, the column's place, and the change to the row's fields."""

    rule: str
    column: int
    change: Callable[[Fields], Fields]


@dataclass(frozen=True)
class Broken:
    """A broken row: its file, its row (the heading is row 1), the rule it breaks, and the heading of the column."""

    file: str
    row: int
    rule: str
    column: str


def says(rule: str, column: int, text: str) -> Defect:
    """One field says something else; the row has a key of its own."""

    def change(fields: Fields) -> Fields:
        return [fields[0] + "X", *fields[1:column], text, *fields[column + 1 :]]

    return Defect(rule, column, change)


def says_kept(rule: str, column: int, text: str) -> Defect:
    """One field says something else; the row keeps its key, which is another table's."""
    return Defect(rule, column, lambda fields: [*fields[:column], text, *fields[column + 1 :]])


def takes(rule: str, column: int, source: int) -> Defect:
    """One field says what another says, and the other way round."""

    def change(fields: Fields) -> Fields:
        made = [fields[0] + "X", *fields[1:]]
        made[column], made[source] = made[source], made[column]
        return made

    return Defect(rule, column, change)


def copies(rule: str, column: int, source: int) -> Defect:
    """One field says what another says."""
    return Defect(
        rule, column, lambda fields: [fields[0] + "X", *fields[1:column], fields[source], *fields[column + 1 :]]
    )


def repeated() -> Defect:
    """The row a second time."""
    return Defect("is_unique", 0, list)


def keyless() -> Defect:
    """The row without its key."""
    return Defect("is_present", 0, lambda fields: ["", *fields[1:]])


def short() -> Defect:
    """The row without its last two fields."""
    return Defect(SHAPE, 0, lambda fields: fields[:-2])


def long() -> Defect:
    """The row with a field more, as an unquoted separator makes it."""
    return Defect(SHAPE, 0, lambda fields: [*fields, "备注"])


def defects() -> Mapping[str, Sequence[Defect]]:
    """The defects of each file, by its path below the exports."""
    found: dict[str, Sequence[Defect]] = {}
    for dialect in dialects():
        for name, made in _core(dialect).items():
            found[dialect.path(dialect.files[name])] = made
    for file in factor_files():
        found[file.path] = (_unkeyed("refers_to_known_terms"), says_kept("is_a_whole_number", 3, "不详"), short())
    for name, made in _service().items():
        found[f"{SERVICE_FOLDER}/{name}.csv"] = made
    return found


def _unkeyed(rule: str) -> Defect:
    return Defect(rule, 0, lambda fields: ["PX" + fields[0][2:], *fields[1:]])


def _core(dialect: Dialect) -> dict[str, Sequence[Defect]]:
    """Defects of a core system's files; places are those of its headings."""
    impossible, early, late = (table[dialect.dates] for table in (IMPOSSIBLE, EARLY, LATE))
    return {
        "parties": (
            repeated(),
            keyless(),
            says("is_a_known_code", 1, "未知"),
            says("is_a_date", 5, impossible),
            says("born_before_known", 5, late),
            short(),
            long(),
        ),
        "policies": (
            repeated(),
            says("refers_to_known_parties", 1, "C9999999999"),
            says("is_a_known_code", 2, "航空险"),
            says("is_a_known_code", 4, "未知"),
            says("is_present", 6, ""),
            says("is_a_date", 7, impossible),
            long(),
        ),
        **_cover(impossible, early),
        **_events(early),
    }


def _cover(impossible: str, early: str) -> dict[str, Sequence[Defect]]:
    return {
        "terms": (
            repeated(),
            takes("expires_after_inception", 3, 2),
            says("is_not_negative", 6, "-100.00"),
            says("is_a_date", 2, impossible),
            says("refers_to_known_policies", 1, "PX0000"),
            says("is_an_amount", 6, "壹佰元"),
            says("is_present", 3, ""),
            short(),
        ),
        "endorsements": (
            repeated(),
            says("takes_effect_within_its_term", 2, early),
            says("is_present", 3, ""),
            says("refers_to_known_terms", 1, "PX0000-01"),
        ),
        "offers": (
            repeated(),
            says("is_a_known_code", 5, "不明"),
            says("is_a_date", 2, impossible),
            says("is_not_negative", 4, "-1.00"),
        ),
    }


def _events(early: str) -> dict[str, Sequence[Defect]]:
    return {
        "claims": (
            repeated(),
            says("occurs_within_its_term", 3, early),
            says("reported_after_it_occurred", 4, early),
            says("is_present", 3, ""),
            says("refers_to_known_terms", 2, "PX0000-01"),
            long(),
        ),
        "movements": (
            repeated(),
            says("refers_to_known_claims", 1, "R0000"),
            says("is_an_amount", 2, "12,34"),
            says("booked_after_the_claim_was_reported", 4, early),
        ),
    }


def _service() -> dict[str, Sequence[Defect]]:
    impossible = IMPOSSIBLE["compact"]
    return {
        "客户档案": (repeated(), says("is_a_known_code", 1, "？"), says("is_a_date", 4, impossible), short()),
        "接触记录": (repeated(), says("refers_to_known_parties", 1, "U9999999999"), says("is_a_known_code", 4, "传真")),
        "服务记录": (repeated(), says("is_a_date", 4, impossible), says("is_yes_or_no", 6, "也许")),
        "满意度回访": (repeated(), says("scores_at_most_ten", 4, "11"), says("is_present", 5, "")),
        "转介绍": (repeated(), says("refers_to_known_parties", 2, "U9999999999"), copies("refers_somebody_else", 2, 1)),
    }


def strew(
    text: bytes,
    *,
    path: str,
    headings: Sequence[str],
    made: Sequence[Defect],
    share: float,
    first_row: int,
    random: np.random.Generator,
) -> tuple[bytes, list[Broken]]:
    """Put broken rows among the lines of a file; `first_row` is the row that the first line will have.

    A broken copy stands somewhere after its original, so that of two rows with one key the good one comes first.
    """
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    count = int(len(ends) * share + random.random())
    if not count or not len(ends) or not made:
        return text, []
    original = random.integers(0, len(ends), count)
    after = original + (random.random(count) * (len(ends) - original)).astype(np.int64)
    order = np.lexsort((original, after))
    kinds = random.integers(0, len(made), count)
    pieces, found, done = [], [], 0
    for number, place in enumerate(order):
        defect, cut = made[kinds[place]], int(ends[after[place]])
        pieces += [text[done:cut], _line(defect.change(_fields(text, ends, int(original[place]))))]
        found.append(Broken(path, first_row + int(after[place]) + 1 + number, defect.rule, headings[defect.column]))
        done = cut
    return b"".join([*pieces, text[done:]]), found


def _fields(text: bytes, ends: Ints, place: int) -> Fields:
    start = int(ends[place - 1]) if place else 0
    return next(csv.reader([text[start : int(ends[place])].decode()]))


def _line(fields: Fields) -> bytes:
    return (",".join(f'"{field}"' if field else "" for field in fields) + "\n").encode()
