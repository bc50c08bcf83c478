"""Splink as its documentation sets it for its own set of 50,000 historical persons: the yardstick of `identity`.

Reads that set; gives clusters at several thresholds. Settings are those of the example "Deduplicate 50k rows historical
persons" (Splink 4 and 5): comparisons, blocking and training rules, and term frequencies as they stand there.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_library as comparisons
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from kehu.statistics.components import smallest_connected

COLUMNS = frozenset(("unique_id", "first_name", "surname", "dob", "birth_place", "postcode_fake", "occupation"))
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)
BLOCKS = (
    ("substr(first_name,1,3)", "substr(surname,1,4)"),
    ("surname", "dob"),
    ("first_name", "dob"),
    ("postcode_fake", "first_name"),
    ("postcode_fake", "surname"),
    ("dob", "birth_place"),
    ("substr(postcode_fake,1,3)", "dob"),
    ("substr(postcode_fake,1,3)", "first_name"),
    ("substr(postcode_fake,1,3)", "surname"),
    ("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
)
SURE = (
    "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
    "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
    "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
    "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
)


def fits(columns: Collection[str]) -> bool:
    """Whether a file is of the set for which these settings are documented."""
    return set(columns) >= COLUMNS


def clusters(table: pa.Table) -> dict[str, NDArray[np.int64]]:
    """The cluster of each row at each threshold of the match probability."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.register("rows", table.append_column("place", pa.array(np.arange(table.num_rows))))
    connection.execute(
        "CREATE TABLE persons AS SELECT *, first_name || ' ' || surname AS first_name_surname_concat FROM rows"
    )
    linker = Linker(DuckDBAPI(connection).register("persons"), _settings(), log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match(list(SURE), recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=5e6)
    for columns in (("first_name", "surname"), ("dob",)):
        training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    pairs = connection.execute(
        f"SELECT place_l, place_r, match_probability FROM {predicted.physical_name}"
    ).fetchnumpy()
    return {
        str(threshold): smallest_connected(
            count=table.num_rows,
            left=pairs["place_l"][pairs["match_probability"] >= threshold],
            right=pairs["place_r"][pairs["match_probability"] >= threshold],
        )
        for threshold in THRESHOLDS
    }


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="place",
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKS],
        comparisons=[
            comparisons.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
            ),
            comparisons.DateOfBirthComparison("dob", input_is_string=True),
            comparisons.PostcodeComparison("postcode_fake"),
            comparisons.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )
