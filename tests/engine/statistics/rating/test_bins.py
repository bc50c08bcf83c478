"""Bins: the engine and numpy agree on every value, and people can read and edit them."""

import datetime
import math
from decimal import Decimal

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.rating.bins import Binning, as_plain, from_plain, number, numbers, translation

AGE = Binning("age", "numeric", cuts=(18, 25, 26, 60), is_whole=True)
SIZE = Binning("size", "numeric", cuts=(-2.5, 0.1, 1e6))
BRAND = Binning("brand", "codes", groups=(("B1",), ("B2", "B10"), ("中",)))


def in_engine(values, kind, binning):
    column = ibis.memtable(pa.table({"value": pa.array(values, kind)})).value
    return number(column, binning).name("bin").to_pyarrow().to_pylist()


def test_labels_say_what_a_bin_holds():
    assert AGE.labels == ("missing", "≤ 17", "18–24", "25", "26–59", "≥ 60")
    assert SIZE.labels == ("missing", "< -2.5", "-2.5–<0.1", "0.1–<1000000", "≥ 1000000")
    assert BRAND.labels == ("missing", "B1", "B2, B10", "中", "other")


def test_a_code_that_is_called_missing_is_not_the_missing_one():
    assert Binning("word", "codes", groups=(("missing",), ("",), ("a,b",))).labels[1:4] == ('"missing"', '""', '"a,b"')


def test_a_cut_opens_the_bin_above_it():
    assert in_engine([17, 18, 24, 25, 26, 59, 60, None], pa.int32(), AGE) == [1, 2, 2, 3, 4, 4, 5, 0]


def test_null_and_nan_are_missing_and_infinities_are_far_out():
    values = [None, math.nan, -math.inf, math.inf, 0.1]
    assert in_engine(values, pa.float64(), SIZE) == [0, 0, 1, 4, 3]
    assert numbers(values, SIZE).tolist() == [0, 0, 1, 4, 3]


def test_whole_numbers_meet_fractional_cuts_as_fractions_do():
    binning = Binning("age", "numeric", cuts=(17.5, 24.0))
    assert in_engine([17, 18, 23, 24], pa.int64(), binning) == numbers([17, 18, 23, 24], binning).tolist()


@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-20, 20)), st.sets(st.integers(-50, 50)))
def test_the_engine_places_every_whole_number_where_numpy_does(values, cuts):
    binning = Binning("value", "numeric", cuts=tuple(sorted(cut / 4 for cut in cuts)))
    assert in_engine(values, pa.int64(), binning) == numbers(np.array(values, dtype=float), binning).tolist()


def test_whole_numbers_far_apart_are_binned_too():
    binning = Binning("value", "numeric", cuts=(0, 1e9), is_whole=True)
    assert in_engine([-1, 0, 10**9 - 1, 10**9, None], pa.int64(), binning) == [1, 2, 2, 3, 0]


def test_decimals_are_binned_as_doubles_are():
    assert in_engine([Decimal("0.10"), Decimal("0.09"), None], pa.decimal128(9, 2), SIZE) == [3, 2, 0]


def test_an_unseen_code_is_known_and_rare_but_a_null_is_missing():
    values = ["B1", "B10", "中", "unheard of", "", None]
    assert in_engine(values, pa.string(), BRAND) == numbers(values, BRAND).tolist() == [1, 2, 3, 4, 4, 0]


def test_codes_may_be_whole_numbers_or_flags():
    assert in_engine([3, 4, None], pa.int8(), Binning("kind", "codes", groups=(("3",),))) == [1, 2, 0]
    flags = Binning("is_new", "codes", groups=(("true",),))
    assert in_engine([True, False], pa.bool_(), flags) == numbers([True, False], flags).tolist() == [1, 2]


@given(st.lists(st.none() | st.floats(allow_nan=True, width=32), max_size=30), st.sets(st.integers(-50, 50)))
def test_the_engine_places_every_number_where_numpy_does(values, cuts):
    binning = Binning("value", "numeric", cuts=tuple(sorted(cut / 4 for cut in cuts)))
    assert in_engine(values, pa.float64(), binning) == numbers(np.array(values, dtype=float), binning).tolist()


@given(st.lists(st.none() | st.sampled_from("abcdef"), max_size=30), st.sets(st.sampled_from("abcd")))
def test_the_engine_places_every_code_where_numpy_does(values, codes):
    binning = Binning("value", "codes", groups=tuple((code,) for code in sorted(codes)))
    assert in_engine(values, pa.string(), binning) == numbers(values, binning).tolist()


def test_a_factor_without_cuts_or_codes_has_one_bin_beside_missing():
    assert numbers([1.0, None], Binning("age", "numeric")).tolist() == [1, 0]
    assert in_engine(["a", None], pa.string(), Binning("brand", "codes")) == [1, 0]


def test_a_coarse_bin_is_found_from_a_fine_one():
    coarse = Binning("age", "numeric", cuts=(25,))
    ages = np.array([3, 18, 25, 40, 90])
    assert (translation(AGE, coarse)[numbers(ages, AGE)] == numbers(ages, coarse)).all()
    assert translation(BRAND, Binning("brand", "codes", groups=(("B1",),))).tolist() == [0, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        (AGE, Binning("age", "numeric", cuts=(30,))),
        (BRAND, Binning("brand", "codes", groups=(("B2",),))),
        (BRAND, Binning("brand", "codes", groups=(("X",),))),
    ],
)
def test_bins_that_lie_across_each_other_are_refused(fine, coarse):
    with pytest.raises(ValueError, match=f"of {fine.factor}"):
        translation(fine, coarse)


@pytest.mark.parametrize("binning", [AGE, SIZE, BRAND, Binning("bonus", "numeric", cuts=(50.0,), monotone="up")])
def test_what_is_written_is_read_back(binning):
    assert from_plain(as_plain(binning)) == binning


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"kind": "numeric", "cuts": [2, 1]}, "ascend"),
        ({"kind": "numeric", "cuts": [math.inf]}, "finite"),
        ({"kind": "numeric", "cuts": [0.5], "is_whole": True}, "whole cuts"),
        ({"kind": "codes", "groups": ["A", ["A"]]}, "one group"),
        ({"kind": "codes", "cuts": [1]}, "codes have groups"),
        ({"kind": "codes", "monotone": "up"}, "no order"),
        ({"kind": "numeric", "monotone": "sideways"}, "direction"),
        ({"kind": "dates"}, "kind"),
    ],
)
def test_bins_that_do_not_fit_together_are_refused_by_name(wrong, fault):
    with pytest.raises(ValueError, match=rf"the bins of age: .*{fault}"):
        from_plain({"factor": "age"} | wrong)


def test_dates_are_no_numbers():
    with pytest.raises((TypeError, ValueError)):
        numbers([datetime.date(2020, 1, 1)], AGE)
