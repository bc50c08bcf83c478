"""Records that are probably one person, by a model that the book itself teaches.

Reads records as `standard` writes them; gives pairs with the weight of their evidence, field by field, agreement on
rare values counting more. Persons and organisations have a model each. A kind with fewer records than `least_records`,
or of which a book tells fewer than `least_fields`, teaches too little, and is left to the exact rules. What an earlier
run learnt and scored holds as long as the book has not outgrown it: then only pairs with a record that is new or
changed are scored.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from splink import Linker

from kehu.engines import Engine
from kehu.parameters import Matching
from kehu.stages.identity import comparisons, learning, teaching
from kehu.stages.identity.learning import Learnt, Model

KINDS = ("person", "organisation")
WEIGHT = "weight_"


@dataclass(frozen=True)
class LevelTold:
    """What one level of a comparison is worth: how often pairs of one person reach it, and pairs of two."""

    kind: str
    field: str
    level: int
    label: str
    of_one: float | None
    of_two: float | None


@dataclass(frozen=True)
class Scored:
    """Pairs of places (`left`, `right`) with `weight` in bits, `probability`, and `weight_<field>` for each field."""

    pairs: ir.Table
    levels: tuple[LevelTold, ...]
    models: tuple[Model, ...]


def score(
    *,
    engine: Engine,
    records: ir.Table,
    parameters: Matching,
    learnt: Learnt | None = None,
    labels: ir.Table | None = None,
) -> Scored:
    """Score every pair of records of one kind that a block holds together.

    `labels` (place_l, place_r) are pairs that people hold for one: they teach the model, beside true identity numbers.
    """
    marked = engine.keep(learning.marked(records, learnt))
    found = [_of_kind(engine, marked.filter(marked.kind == kind), kind, parameters, learnt, labels) for kind in KINDS]
    pairs = [engine.keep(_no_pairs(records)), *(each.pairs for each in found if each is not None)]
    told = tuple(level for each in found if each is not None for level in each.levels)
    models = tuple(model for each in found if each is not None for model in each.models)
    return Scored(engine.keep(ibis.union(*pairs)), told, models)


def _of_kind(
    engine: Engine,
    records: ir.Table,
    kind: str,
    parameters: Matching,
    learnt: Learnt | None,
    labels: ir.Table | None,
) -> Scored | None:
    """The scored pairs of one kind; None where there are too few records."""
    filled = teaching.filled_columns(records, parameters=parameters)
    if len(comparisons.fields(filled)) < parameters.least_fields:
        return None
    kept, blocks = comparisons.with_blocks(engine, records, filled=filled, largest_block=parameters.largest_block)
    model = learning.still_true(learnt, kept, kind=kind, filled=filled, parameters=parameters)
    if model is None or learnt is None:
        taught = teaching.teach(engine, kept, filled=filled, blocks=blocks, parameters=parameters, labels=labels)
        model = learning.new_model(kept, kind=kind, filled=filled, parameters=parameters, taught=taught)
        pairs = _predicted(engine, kept, kept, taught, [f"l.{name} = r.{name}" for name in blocks], parameters)
    else:
        taught = model.taught
        with_fresh = [f"l.{name} = r.{name} AND (l.is_fresh OR r.is_fresh)" for name in blocks]
        touched = engine.keep(_touched(kept, blocks))
        fresh = _predicted(engine, kept, touched, taught, with_fresh, parameters)
        pairs = engine.keep(ibis.union(fresh, learning.known_pairs(kept, learnt).select(*fresh.columns)))
    engine.discard(kept)
    return Scored(pairs, tuple(_levels(taught["comparisons"], kind)), (model,))


def _touched(records: ir.Table, blocks: Sequence[str]) -> ir.Table:
    """Records that share a block with one that is new or changed, and these."""
    fresh = records.filter(records.is_fresh)
    sharing = [records.semi_join(fresh.filter(fresh[name].notnull()), name).select("place") for name in blocks]
    return records.semi_join(ibis.union(fresh.select("place"), *sharing, distinct=True), "place")


def _predicted(
    engine: Engine,
    records: ir.Table,
    compared: ir.Table,
    taught: dict[str, Any],
    rules: Sequence[str],
    parameters: Matching,
) -> ir.Table:
    """The pairs of the records compared that a rule holds together; how common a value is, all records say."""
    told = [{"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in rules]
    linker = Linker(
        engine.linked(compared), taught | {"blocking_rules_to_generate_predictions": told}, log_level=logging.ERROR
    )
    for column in _adjusted(taught):
        common = engine.linked(engine.keep(_frequencies(records, column)))
        linker.table_management.register_term_frequency_lookup(common, column)
    predicted = linker.inference.predict(threshold_match_weight=parameters.ask_weight)
    names = [comparison["output_column_name"] for comparison in taught["comparisons"]]
    pairs = engine.keep(_pairs(engine.connection.table(predicted.physical_name), names))
    linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
    return pairs


def _adjusted(taught: dict[str, Any]) -> list[str]:
    """The columns of which agreement on a rare value counts more."""
    levels = (level for comparison in taught["comparisons"] for level in comparison["comparison_levels"])
    return sorted({level["tf_adjustment_column"] for level in levels if level.get("tf_adjustment_column")})


def _frequencies(records: ir.Table, column: str) -> ir.Table:
    """How large a share of the records with a value has each."""
    given = records.filter(records[column].notnull())
    counted = given.group_by(column).agg(count=given.count())
    share = counted["count"].cast("float64") / counted["count"].sum().as_scalar()
    return counted.select(column, **{f"tf_{column}": share})


def _pairs(predicted: ir.Table, fields: Sequence[str]) -> ir.Table:
    """Pairs with the weight of each field: what its level is worth, with how common the value is."""
    weights: dict[str, ir.Value] = {}
    for field in (each.name for each in comparisons.FIELDS):
        if field not in fields:
            weights[WEIGHT + field] = ibis.null("float64")
            continue
        worth = predicted[f"mw_{field}"].cast("float64")
        rarity = f"mw_tf_adj_{field}"
        weights[WEIGHT + field] = worth + predicted[rarity].cast("float64") if rarity in predicted.columns else worth
    return predicted.select(
        left="place_l",
        right="place_r",
        weight=predicted.match_weight.cast("float64"),
        probability=predicted.match_probability.cast("float64"),
        **weights,
    )


def _no_pairs(records: ir.Table) -> ir.Table:
    """A table of pairs without a row."""
    nothing = ibis.null("float64")
    fields = {WEIGHT + field.name: nothing for field in comparisons.FIELDS}
    return records.filter(ibis.literal(False)).select(
        left="place", right="place", weight=nothing, probability=nothing, **fields
    )


def _levels(taught: Sequence[dict[str, Any]], kind: str) -> list[LevelTold]:
    """The levels of every comparison, as they were learnt."""
    found = []
    for comparison in taught:
        held = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for number, level in enumerate(reversed(held)):
            of_one, of_two = level.get("m_probability"), level.get("u_probability")
            name, label = comparison["output_column_name"], level["label_for_charts"]
            found.append(LevelTold(kind, name, number, label, of_one, of_two))
    return found
