"""How two records are compared, field by field, and which pairs are compared at all.

Gives the settings of Splink for the fields that a book fills. Levels go from the same value down to another one; what
each is worth is learnt from the book. Blocks are columns made beforehand: pairs that agree in one are compared. A block
of more records than `largest_block` is no block, so that the number of pairs can never explode.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import splink.comparison_level_library as levels
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from kehu.engines import Engine

BLOCK = "block_"
NUMBERS = (0.97, 0.02, 0.01)  # of one person's numbers: the same, a slip of the pen apart, another document's
ITERATIONS = 10  # of a training; a clean book drives what never happens to nothing, and more of them to below nothing
ALIKE, NEAR, FAR = 0.88, 0.92, 0.80  # Jaro-Winkler similarity


@dataclass(frozen=True)
class Field:
    """A field that is compared: the columns that it needs, and what it can be compared by."""

    name: str
    columns: tuple[str, ...]
    compared: Callable[[], CustomComparison]


def _comparison(
    field: str, column: str, between: Sequence[ComparisonLevelCreator], *, is_common: bool = False
) -> CustomComparison:
    """Levels from not given and the same, over those between, to another one.

    `is_common` says that values differ in how common they are: two of a rare name are more likely one person.
    """
    same = levels.ExactMatchLevel(column, term_frequency_adjustments=is_common)
    return CustomComparison([levels.NullLevel(column), same, *between, levels.ElseLevel()], field)


def _name() -> CustomComparison:
    both_alike = levels.And(levels.JaroWinklerLevel("first_part", ALIKE), levels.JaroWinklerLevel("last_part", ALIKE))
    return _comparison(
        "name",
        "name_key",
        [
            levels.ArrayIntersectLevel("words", 3),
            levels.ExactMatchLevel("sound"),
            levels.ArrayIntersectLevel("words", 2),
            levels.JaroWinklerLevel("name_key", NEAR),
            both_alike,
            levels.ExactMatchLevel("last_part"),
            levels.ArrayIntersectLevel("words", 1),
            levels.JaroWinklerLevel("name_key", FAR),
        ],
        is_common=True,
    )


def _birth() -> CustomComparison:
    return _comparison(
        "birth",
        "birth",
        [
            levels.CustomLevel("birth_l = birth_swapped_r", "Day and month exchanged"),
            levels.DamerauLevenshteinLevel("birth", 1),
            levels.ExactMatchLevel("birth_year"),
            levels.ExactMatchLevel("birth_day"),
        ],
        is_common=True,
    )


def _licence() -> CustomComparison:
    year = levels.CustomLevel("substr(licence_l, 1, 4) = substr(licence_r, 1, 4)", "Same year")
    return _comparison("licence", "licence", [levels.DamerauLevenshteinLevel("licence", 1), year], is_common=True)


def _number() -> CustomComparison:
    """What one person's numbers do is known beforehand: there are too few slips in a book to learn it from."""
    same, near, another = NUMBERS
    known = [
        levels.ExactMatchLevel("number").configure(m_probability=same, fix_m_probability=True),
        levels.DamerauLevenshteinLevel("number", 2).configure(m_probability=near, fix_m_probability=True),
        levels.ElseLevel().configure(m_probability=another, fix_m_probability=True),
    ]
    return CustomComparison([levels.NullLevel("number"), *known], "number")


def _address() -> CustomComparison:
    """A street of one name in another district is more than nothing, and less than the same place."""
    elsewhere = levels.ExactMatchLevel("street").configure(label_for_charts="Same street, another district")
    between = [_part_of("address"), elsewhere, levels.JaroWinklerLevel("address", NEAR)]
    return _comparison("address", "address", between, is_common=True)


def _part_of(column: str) -> levels.CustomLevel:
    """One value stands within the other: a street without its town."""
    one, other = f"{column}_l", f"{column}_r"
    return levels.CustomLevel(f"contains({one}, {other}) OR contains({other}, {one})", "One within the other")


FIELDS: tuple[Field, ...] = (
    Field("name", ("name_key", "sound", "words", "first_part", "last_part"), _name),
    Field("birth", ("birth", "birth_year", "birth_day", "birth_swapped"), _birth),
    Field("licence", ("licence",), _licence),
    Field("number", ("number",), _number),
    Field(
        "phone",
        ("phone",),
        lambda: _comparison("phone", "phone", [levels.DamerauLevenshteinLevel("phone", 1)], is_common=True),
    ),
    Field("email", ("email",), lambda: _comparison("email", "email", [levels.JaroWinklerLevel("email", NEAR)])),
    Field(
        "address",
        ("address", "street"),
        _address,
    ),
    Field(
        "postcode",
        ("postcode",),
        lambda: _comparison(
            "postcode",
            "postcode",
            [
                levels.LevenshteinLevel("postcode", 1),
                levels.CustomLevel("substr(postcode_l, 1, 4) = substr(postcode_r, 1, 4)", "Same beginning"),
                levels.CustomLevel("substr(postcode_l, 1, 2) = substr(postcode_r, 1, 2)", "Same two letters"),
            ],
            is_common=True,
        ),
    ),
    Field(
        "region",
        ("region",),
        lambda: _comparison(
            "region", "region", [levels.JaroWinklerLevel("region", ALIKE), _part_of("region")], is_common=True
        ),
    ),
    Field("gender", ("gender",), lambda: _comparison("gender", "gender", [])),
    Field("industry", ("industry",), lambda: _comparison("industry", "industry", [], is_common=True)),
)
BLOCKS: tuple[tuple[str, ...], ...] = (
    ("number",),
    ("phone",),
    ("email",),
    ("address",),
    ("name_key",),
    ("birth",),
    ("licence",),
    ("postcode",),
    ("birth", "last_part"),
    ("birth", "first_part"),
    ("birth", "postcode"),
    ("birth", "region"),
    ("birth", "licence"),
    ("birth", "sound"),
    ("name_key", "region"),
    ("name_key", "birth_year"),
    ("first_part", "last_part"),
    ("postcode", "first_part"),
    ("postcode", "last_part"),
    ("postcode", "birth_year"),
    ("postcode", "industry"),
    ("region", "last_part"),
    ("sound", "region"),
    ("sound", "birth_year"),
    ("first_part", "birth_year", "region"),
)
# Pairs that agree in one of these are so surely one that how common matches are can be counted from them.
SURE: tuple[tuple[str, ...], ...] = (
    ("true_number",),
    ("name_key", "birth"),
    ("name_key", "phone"),
    ("birth", "postcode"),
    ("birth", "licence"),
    ("name_key", "postcode"),
)
# Each training looks at pairs that agree in these columns, and learns what the other fields are worth.
TRAINED_ON: tuple[str, ...] = ("name_key", "birth", "licence", "phone", "postcode", "address")


def with_blocks(
    engine: Engine, records: ir.Table, *, filled: Collection[str], largest_block: int
) -> tuple[ir.Table, list[str]]:
    """Records with a column for each block that the filled columns can make, held, and the names of these columns.

    A block is told by a number, which is quicker to count and to join than its words.
    """
    columns = {}
    for number, block in enumerate(BLOCKS):
        if set(block) <= set(filled):
            columns[f"{BLOCK}{number}"] = _block(records, block)
    rows = engine.keep(records.mutate(**columns))
    few = {name: _small(rows, name, largest_block) for name in columns}
    kept = engine.keep(rows.mutate(**few))
    engine.discard(rows)
    return kept, list(columns)


def settings(*, filled: Collection[str], blocks: Sequence[str]) -> SettingsCreator:
    """How Splink compares records of these filled columns, over these blocks."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="place",
        comparisons=[field.compared() for field in fields(filled)],
        blocking_rules_to_generate_predictions=[block_on(name) for name in blocks],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=False,
        max_iterations=ITERATIONS,
    )


def fields(filled: Collection[str]) -> list[Field]:
    """The fields whose first column is filled."""
    return [field for field in FIELDS if field.columns[0] in filled]


def sure_rules(filled: Collection[str]) -> list[str | BlockingRuleCreator]:
    """Conditions under which two records are surely one."""
    return [" AND ".join(f"l.{column} = r.{column}" for column in rule) for rule in SURE if set(rule) <= set(filled)]


def training_rules(blocks: Sequence[str]) -> list[str]:
    """Conditions that the pairs of each training fulfil: a value alike, and not so common that its block is none."""
    found = []
    for column in TRAINED_ON:
        block = f"{BLOCK}{BLOCKS.index((column,))}" if (column,) in BLOCKS else ""
        if block in blocks:
            found.append(f"l.{column} = r.{column} AND l.{block} = r.{block}")
    return found


def _block(records: ir.Table, columns: Sequence[str]) -> ir.IntegerValue:
    """The values of the columns together, as a number; empty where one of them is."""
    first, *others = (records[column] for column in columns)
    for other in others:
        first = first.concat("|", other)
    return ibis.ifelse(first.notnull(), first.hash(), ibis.null("int64"))


def _small(rows: ir.Table, name: str, largest_block: int) -> ir.IntegerValue:
    """The block, empty where it is too large to be one."""
    sizes = rows.group_by(name).agg(size=rows.count())
    large = sizes.filter(sizes.size > largest_block)
    return ibis.ifelse(rows[name].isin(large[name]), ibis.null("int64"), rows[name])
