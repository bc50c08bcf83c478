"""Teach the model of one kind of records: what records of two agree in, and what records of one do.

Reads records as `standard` writes them; gives the settings of Splink with what was learnt. The model is Fellegi and
Sunter's (1969), taught without labels: how often fields of one person agree against how often those of two do.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import ibis
import ibis.expr.types as ir
from splink import Linker, SettingsCreator
from splink.internals.exceptions import SplinkException

from kehu.engines import Engine
from kehu.parameters import Matching
from kehu.stages.identity import comparisons

COMPARED = tuple(dict.fromkeys(column for field in comparisons.FIELDS for column in field.columns))
SAMPLED = 1500  # records, all pairs of which tell how often records of two agree
DIGITS = 6
LEAST_OF_ONE, LEAST_OF_TWO = 0.002, 1e-6
PRIOR = "probability_two_random_records_match"
UNTAUGHT = 0.9  # share of the pairs of one that agree in a field of which nothing was learnt
LEAST_KNOWN = 1000  # pairs that are known to be one, from which a model is counted
WORTH_OF_ESTIMATE = 200.0  # pairs; so many known ones weigh as much as the estimate


def filled_columns(records: ir.Table, *, parameters: Matching) -> list[str]:
    """The columns that enough records fill to learn from, and that differ; none where there are too few records."""
    told = records.agg(
        records=records.count(),
        **{f"{column}_filled": records[column].count() for column in (*COMPARED, "true_number")},
        **{f"{column}_values": records[column].nunique() for column in (*COMPARED, "true_number")},
    )
    (sums,) = told.to_pyarrow().to_pylist()
    if sums["records"] < parameters.least_records:
        return []
    least = sums["records"] * parameters.least_filled
    return [
        column
        for column in (*COMPARED, "true_number")
        if sums[f"{column}_filled"] >= least and sums[f"{column}_values"] > 1
    ]


def teach(
    engine: Engine,
    records: ir.Table,
    *,
    filled: Sequence[str],
    blocks: Sequence[str],
    parameters: Matching,
    labels: ir.Table | None = None,
) -> dict[str, Any]:
    """Teach the model from the book: what records of two agree in, how common matches are, what those of one do.

    What those of one do is estimated by expectation and maximisation, which needs no record to be known. Pairs that are
    known to be one, by a true identity number or because people said so (`labels`: place_l, place_r), weigh in by how
    many there are, and stand alone from `LEAST_KNOWN` on.
    """
    sampled = _of_two(engine, records, comparisons.settings(filled=filled, blocks=blocks), parameters)
    linker = Linker(engine.linked(records), sampled, log_level=logging.ERROR)
    sure = comparisons.sure_rules(filled)
    if sure:
        linker.training.estimate_probability_two_random_records_match(sure, recall=parameters.sure_share)
    known = _known_pairs(engine, records, labels)
    count = known.count().to_pyarrow().as_py()
    counted = _by_known_pairs(engine, linker, known) if count else None
    if counted is not None and count >= LEAST_KNOWN:
        taught = counted
    else:
        taught = _by_expectation(linker, blocks).misc.save_model_to_json()
        if counted is not None:
            _blend(taught, counted, share=count / (count + WORTH_OF_ESTIMATE))
    rarest = 2 / records.count().to_pyarrow().as_py() ** 2  # one match in the whole book, where no sure rule finds any
    taught[PRIOR] = max(float(taught[PRIOR]), rarest)
    for comparison in taught["comparisons"]:
        _assume(comparison["comparison_levels"])
        for level in comparison["comparison_levels"]:
            _settle(level)
    return taught


def _of_two(engine: Engine, records: ir.Table, settings: SettingsCreator, parameters: Matching) -> dict[str, Any]:
    """The model after learning how often records of two agree, from all pairs of a sample, the same each time."""
    drawn = records.order_by([records.party_id.concat(f"|{parameters.seed}").hexdigest("md5"), "place"])
    linker = Linker(engine.linked(engine.keep(drawn.limit(SAMPLED))), settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED**2, min_count_per_level=None, num_chunks=1)
    told: dict[str, Any] = linker.misc.save_model_to_json()
    return told


def _assume(levels: Sequence[dict[str, Any]]) -> None:
    """Where no pair could teach what records of one do in a field, they are taken to agree in it nearly always."""
    told = [level for level in levels if not level.get("is_null_level")]
    if not any("m_probability" in level for level in told):
        for level in told:
            level["m_probability"] = (1 - UNTAUGHT) / (len(told) - 1)
        told[0]["m_probability"] = UNTAUGHT


def _settle(level: dict[str, Any]) -> None:
    """Keep what a level has learnt above nothing, and in as many digits as it is known.

    What a clean book never shows may happen all the same: no field alone rules a pair out, or in. Later digits differ
    with the order in which sums were made, and would decide ties.
    """
    for name, least in (("m_probability", LEAST_OF_ONE), ("u_probability", LEAST_OF_TWO)):
        if not {"m_probability", "u_probability"}.isdisjoint(level):
            level[name] = float(f"{max(level.get(name, 0.0), least):.{DIGITS}g}")


def _known_pairs(engine: Engine, records: ir.Table, labels: ir.Table | None) -> ir.Table:
    """Pairs of records of one true identity number, each with the first, and those that people hold for one."""
    given = records.filter(records.true_number.notnull()).select("place", "true_number")
    first = given.place.min().over(group_by="true_number")
    pairs = given.mutate(place_l=first, place_r=given.place).filter(lambda row: row.place_l < row.place_r)
    known = pairs.select("place_l", "place_r")
    if labels is not None:
        of_kind = labels.semi_join(records.select(place_l="place"), "place_l")
        known = ibis.union(known, of_kind.semi_join(records.select(place_r="place"), "place_r"), distinct=True)
    return engine.keep(known)


def _by_known_pairs(engine: Engine, linker: Linker, known: ir.Table) -> dict[str, Any]:
    """The model after counting what known pairs do."""
    pupil = deepcopy(linker)
    pupil.training.estimate_m_from_pairwise_labels(engine.linked(known))  # type: ignore[no-untyped-call]
    found: dict[str, Any] = pupil.misc.save_model_to_json()
    return found


def _blend(taught: dict[str, Any], counted: dict[str, Any], *, share: float) -> None:
    """Let what was counted weigh in with a share, level by level, where both were learnt."""
    for one, other in zip(taught["comparisons"], counted["comparisons"], strict=True):
        levels, seen = one["comparison_levels"], other["comparison_levels"]
        if not any("m_probability" in level and not level.get("fix_m_probability", False) for level in seen):
            continue
        for level, known in zip(levels, seen, strict=True):
            if not level.get("is_null_level") and not level.get("fix_m_probability", False):
                told = known.get("m_probability", 0.0)  # a level that no known pair reached
                level["m_probability"] = (1 - share) * level.get("m_probability", told) + share * told


def _by_expectation(linker: Linker, blocks: Sequence[str]) -> Linker:
    """The model after learning, from pairs that agree in one field, what the others do; field after field."""
    for rule in comparisons.training_rules(blocks):
        pupil = deepcopy(linker)
        try:
            pupil.training.estimate_parameters_using_expectation_maximisation(rule)
        except (ValueError, SplinkException):
            # In a clean book what never happens goes below the smallest number, which Splink refuses; and where every
            # block of a value is too large to be one, no pair agrees in it, or the value is all that is compared.
            continue
        linker = pupil
    return linker
