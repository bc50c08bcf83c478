"""Customers from what the exact rules joined and what the model says of the rest.

Reads records, the groups of the exact rules and the scored pairs; gives the group of every record, the pairs with what
became of each, and the reason why a record was joined. Groups are joined by the mean evidence of all pairs between
them, so that one wrong link does not fuse two families; two true identity numbers of one kind, or two dates of birth
that are no slip of the pen, are a contradiction, and such groups are never joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.parameters import Matching
from kehu.stages.identity import learning, matching, standard
from kehu.stages.identity.contradictions import TOLD, contradictions
from kehu.stages.identity.learning import Learnt
from kehu.stages.identity.matching import WEIGHT
from kehu.statistics.components import Nodes
from kehu.statistics.linkage import joined
from kehu.tables.book import empty
from kehu.tables.matches import IdentityLevels, IdentityModels, IdentityRecords, IdentityScores
from kehu.tables.results import HotValues
from kehu.tables.schema import Table

MODEL = "model"
STRONGEST = 20.0  # bits: a million to one; beyond it a pair says no more


@dataclass(frozen=True)
class Matched:
    """What the model adds.

    `first` holds the first place of each record's customer; `reasons` (rule, party_id, joined_party_id), `pairs` and
    `hot_values` (rule, party_id, record_count) are tables; `levels` is what the model learnt. `models`, `scores` and
    `records` are kept for the next run.
    """

    first: Nodes
    reasons: ir.Table
    pairs: ir.Table
    hot_values: ir.Table
    levels: ir.Table
    models: ir.Table
    scores: ir.Table
    records: ir.Table


def off(*, first: Nodes, reasons: ir.Table, pairs: ir.Table) -> Matched:
    """What there is without a model."""
    nothing = [empty(table) for table in (HotValues, IdentityLevels, IdentityModels, IdentityScores, IdentityRecords)]
    return Matched(first, reasons, pairs, *nothing)


def match(
    *,
    engine: Engine,
    parties: ir.Table,
    first: Nodes,
    apart: Sequence[tuple[int, int]],
    parameters: Matching,
    learnt: Learnt | None,
    labels: ir.Table,
) -> Matched:
    """Join what people and the exact rules left.

    `first` is the first place of each record's group, in the order of places; `apart` are places that people keep so;
    `learnt` is what the run before learnt, and `labels` (place_l, place_r) are pairs that people hold for one.
    """
    records, hot = standard.records(engine=engine, parties=parties, most_names=parameters.names_for_each_contact)
    scored = matching.score(engine=engine, records=records, parameters=parameters, learnt=learnt, labels=labels)
    compared = scored.pairs.select("left", "right", "weight").to_pyarrow()
    left, right, weight = (compared[name].to_numpy() for name in ("left", "right", "weight"))
    told = records.select(*TOLD).order_by("place").to_pyarrow()
    found = joined(
        first,
        left=left,
        right=right,
        weight=np.minimum(weight, STRONGEST),
        least=parameters.join_weight,
        contradictions=contradictions(told),
        apart=apart,
    )
    pairs = engine.keep(_outcomes(engine, scored.pairs, records, first, found, apart))
    return Matched(
        first=found,
        reasons=_reasons(pairs),
        pairs=pairs,
        hot_values=_hot_values(hot),
        levels=_as_table(engine, IdentityLevels, scored.levels),
        models=_as_table(engine, IdentityModels, scored.models),
        scores=_scores(scored.pairs, records),
        records=learning.fingerprints(records),
    )


def _as_table(engine: Engine, schema: type[Table], told: Sequence[object]) -> ir.Table:
    """What the model learnt, as a table."""
    columns = {name: [getattr(each, name) for each in told] for name in schema.columns}
    return engine.read_arrow(pa.table(columns, schema=ibis.schema(schema.datatypes()).to_pyarrow()))


def _scores(pairs: ir.Table, records: ir.Table) -> ir.Table:
    """All scored pairs by the records' own keys, also of those that were one customer before."""
    one = records.select("party_id", left="place")
    other = records.select(joined_party_id="party_id", right="place")
    return pairs.inner_join(one, "left").inner_join(other, "right").select(*IdentityScores.columns)


def _outcomes(
    engine: Engine,
    pairs: ir.Table,
    records: ir.Table,
    first: Nodes,
    found: Nodes,
    apart: Sequence[tuple[int, int]],
) -> ir.Table:
    """The pairs that nobody had joined yet, by the records' own keys, with what became of each."""
    groups = engine.read_arrow(pa.table({"place": np.arange(len(first)), "before": first, "after": found}))
    named = records.select("place", "party_id", "true_type", "true_number").inner_join(groups, "place")
    one = named.rename({f"{name}_one": name for name in named.columns})
    other = named.rename({f"{name}_other": name for name in named.columns})
    both = pairs.inner_join(one, pairs.left == one.place_one).inner_join(other, pairs.right == other.place_other)
    left_over = _with_parted(engine, both.filter(both.before_one != both.before_other), found, apart)
    is_contradicted = (left_over.true_type_one == left_over.true_type_other) & (
        left_over.true_number_one != left_over.true_number_other
    )
    outcome = ibis.cases(
        (left_over.after_one == left_over.after_other, "joined"),
        (left_over.is_parted.fill_null(False), "parted"),
        (is_contradicted.fill_null(False), "contradicted"),
        else_="asked",
    )
    weights = [name for name in pairs.columns if name.startswith(WEIGHT)]
    return left_over.select(
        *("weight", "probability"),
        *weights,
        outcome=outcome,
        rule=ibis.null("string"),
        party_id=ibis.ifelse(left_over.left < left_over.right, left_over.party_id_other, left_over.party_id_one),
        joined_party_id=ibis.ifelse(left_over.left < left_over.right, left_over.party_id_one, left_over.party_id_other),
    )


def _with_parted(engine: Engine, pairs: ir.Table, found: Nodes, apart: Sequence[tuple[int, int]]) -> ir.Table:
    """Pairs with `is_parted`: whether people said that these groups are two."""
    both = {tuple(sorted((int(found[one]), int(found[other])))) for one, other in apart}
    sides = np.array(sorted(both), dtype=np.int64).reshape(-1, 2)
    parted = engine.read_arrow(pa.table({"least": sides[:, 0], "most": sides[:, 1]})).mutate(is_parted=True)
    groups = pairs.mutate(
        least=ibis.least(pairs.after_one, pairs.after_other), most=ibis.greatest(pairs.after_one, pairs.after_other)
    )
    return groups.left_join(parted, ["least", "most"])


def _reasons(pairs: ir.Table) -> ir.Table:
    """For each record that the model joined to an earlier one, the pair that says most."""
    taken = pairs.filter(pairs.outcome == "joined")
    best = taken.group_by("party_id").agg(joined_party_id=taken.joined_party_id.argmax(taken.weight))
    return best.select("party_id", "joined_party_id", rule=ibis.literal(MODEL)).select(
        "rule", "party_id", "joined_party_id"
    )


def _hot_values(hot: ir.Table) -> ir.Table:
    """Contacts under more names than a household has."""
    return hot.select("party_id", "record_count", rule=ibis.literal("contact: ").concat(hot.field)).select(
        "rule", "party_id", "record_count"
    )
