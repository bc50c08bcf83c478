"""The rules of identity, and the pairs of records that each joins.

Reads rules from the parameters and from the book, and records as `normalise` writes them; gives pairs of records.
A record is paired with the first one of its group only: the chain of such pairs ties the group together
with one pair a record, whatever its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Identity
from kehu.stages.identity.normalise import IDENTITY, WRITTEN
from kehu.tables import IdentityRule
from kehu.tables.parties import Parties


class IdentityRuleError(ValueError):
    """A rule of identity that cannot be used; the message names the rule and what to do."""


@dataclass(frozen=True)
class Evidence:
    """What the rules found: `pairs` of places (rule, place, first_place) and groups too large to be evidence."""

    pairs: ir.Table
    hot_values: ir.Table


def gather(*, parameters: Identity, declared: Sequence[IdentityRule]) -> tuple[IdentityRule, ...]:
    """All rules: those of the parameters, which hold for every source, and those that mappings declare for theirs.

    A rule that a mapping repeats from the parameters adds nothing and is left out.
    Raises IdentityRuleError for a column that `parties` has not, and for two rules of one name on the same records.
    """
    general = [IdentityRule(rule.name, tuple(rule.columns)) for rule in parameters.rules]
    said = {(rule.name, rule.columns) for rule in general}
    rules = (*general, *(rule for rule in declared if (rule.name, rule.columns) not in said))
    for rule in rules:
        _check_columns(rule)
    _check_names(rules)
    return rules


def find(*, engine: Engine, records: ir.Table, rules: Sequence[IdentityRule], largest_group: int) -> Evidence:
    """The pairs that all rules join, and the values that more than `largest_group` records share."""
    found = [_find(engine=engine, records=records, rule=rule, largest_group=largest_group) for rule in rules]
    # A rule that finds nothing stands first, so that a book without rules has tables too.
    nothing = records.filter(ibis.literal(False))
    no_pairs = nothing.select(rule=ibis.literal(""), place="place", first_place="place")
    no_values = nothing.select(rule=ibis.literal(""), party_id="party_id", record_count=ibis.literal(0, "int64"))
    return Evidence(
        pairs=engine.keep(ibis.union(no_pairs, *(one.pairs for one in found))),
        hot_values=engine.keep(ibis.union(no_values, *(one.hot_values for one in found))),
    )


def _find(*, engine: Engine, records: ir.Table, rule: IdentityRule, largest_group: int) -> Evidence:
    """The pairs and hot values of one rule."""
    keys = [WRITTEN + column for column in rule.columns]
    eligible = _eligible(records, rule=rule)
    sizes = eligible.group_by(keys).agg(first_place=eligible.place.min(), record_count=eligible.count())
    groups = engine.keep(sizes.filter(sizes.record_count > 1))
    small = groups.filter(groups.record_count <= largest_group)
    pairs = eligible.inner_join(small, keys).filter(lambda row: row.place != row.first_place)
    large = groups.filter(groups.record_count > largest_group)
    hot = large.inner_join(records, large.first_place == records.place)
    name = ibis.literal(rule.name)
    return Evidence(
        pairs=pairs.select(rule=name, place="place", first_place="first_place"),
        hot_values=hot.select(rule=name, party_id="party_id", record_count="record_count"),
    )


def _eligible(records: ir.Table, *, rule: IdentityRule) -> ir.Table:
    """The records that a rule may join: of its source, with a value in each of its columns.

    A number whose check digit is wrong is somebody's slip of the pen and may be anybody's: it joins no records
    by itself, only together with something else that agrees.
    """
    given = [records[WRITTEN + column].notnull() for column in rule.columns]
    if set(rule.columns) <= IDENTITY:
        given.append(records.has_true_identity)
    if rule.source is not None:
        given.append(records.source == rule.source)
    return records.filter(given)


def _check_columns(rule: IdentityRule) -> None:
    strange = [column for column in rule.columns if column not in Parties.columns]
    if strange or not rule.columns:
        raise IdentityRuleError(
            f"identity rule {rule.name}: {', '.join(strange) or 'nothing'} is no column of parties. "
            f"Correct its columns in kehu.toml or in the mapping{f' of {rule.source}' if rule.source else ''}; "
            f"there are: {', '.join(Parties.columns)}."
        )


def _check_names(rules: Sequence[IdentityRule]) -> None:
    for place, rule in enumerate(rules):
        for other in rules[:place]:
            if rule.name == other.name and (rule.source == other.source or None in (rule.source, other.source)):
                raise IdentityRuleError(
                    f"identity rule {rule.name}: the name stands twice. "
                    "Give each rule in kehu.toml and in the mappings a name of its own."
                )
