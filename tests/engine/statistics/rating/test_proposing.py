"""Bins proposed: fine where there is weight, blocks where there is little, rare codes together."""

import ibis
import numpy as np
import pyarrow as pa

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.proposing import coarsened, propose, value_weights


def test_every_whole_number_with_weight_is_a_bin():
    assert propose("age", range(18, 86), np.ones(68)).count == 69


def test_light_values_are_joined_from_below_and_the_last_ones_among_each_other():
    binning = propose("age", range(10), [100, 100, 1, 1, 1, 1, 100, 1, 1, 1], least_share=0.009)
    assert binning.labels == ("missing", "≤ 0", "1", "2–4", "5–6", "≥ 7")


def test_too_many_whole_numbers_become_quantiles():
    binning = propose("density", range(1000), np.ones(1000))
    assert binning.count == 41
    assert binning.is_whole
    assert set(np.diff(binning.cuts).tolist()) == {25.0}


def test_fractions_become_quantiles_by_weight():
    binning = propose("size", [0.5, 1.5, 2.5], [1, 1, 100])
    assert binning.cuts == (2.5,)
    assert not binning.is_whole


def test_rare_codes_are_left_to_the_others():
    assert propose("brand", ["B", "A", "C", None], [50, 50, 0.01, 5]).groups == (("A",), ("B",))


def test_flags_are_codes():
    assert propose("is_new", [True, False], [1, 1]).groups == (("false",), ("true",))


def test_missing_and_infinite_values_and_those_without_weight_propose_nothing():
    assert propose("age", [None, float("nan"), float("inf"), 30], [1, 1, 1, 0]).cuts == ()


def test_a_direction_is_kept_with_the_bins():
    assert propose("bonus", [50, 60], [1, 1], monotone="up").monotone == "up"


def test_coarse_bins_hold_whole_fine_ones_of_about_the_same_weight():
    fine = propose("age", range(18, 86), np.ones(68))
    coarse = coarsened(fine, np.ones(fine.count), at_most=4)
    assert coarse.cuts == (35.0, 52.0, 69.0)
    assert coarsened(coarse, np.ones(coarse.count), at_most=4) == coarse


def test_coarse_codes_keep_the_heavy_ones():
    fine = Binning("brand", "codes", groups=(("A",), ("B",), ("C",), ("D",)))
    assert coarsened(fine, [0, 1, 9, 1, 8, 0], at_most=3).groups == (("B",), ("D",))


def test_weights_of_a_level_without_any_are_no_trouble():
    fine = Binning("age", "numeric", cuts=(1, 2, 3, 4))
    assert len(coarsened(fine, np.zeros(6), at_most=2).cuts) == 1


def test_the_engine_sums_the_weight_of_each_value():
    table = ibis.memtable(pa.table({"brand": ["A", None, "A"], "years": [1, 2, 3]}))
    rows = value_weights(table, "brand", weight=table.years).to_pyarrow().to_pylist()
    assert sorted((row["brand"] if "brand" in row else row["value"] or "", row["weight"]) for row in rows) == [
        ("", 2.0),
        ("A", 4.0),
    ]
