"""Texts of whole columns: dates in three styles, amounts with and without separators."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from kehu.simulation.columns import NEVER
from kehu.simulation.texts import amounts, dates, either, join, only, padded, pick

DAY = np.array([np.datetime64("2024-02-09", "D").astype(np.int64), NEVER])


@pytest.mark.parametrize(
    ("style", "text"), [("dashes", "2024-02-09"), ("slashes", "2024/2/9"), ("compact", "20240209")]
)
def test_a_date_is_written_in_its_style(style, text):
    assert dates(DAY, style=style).to_pylist() == [text, None]


def test_a_date_after_the_extract_is_blank():
    assert dates(DAY, style="dashes", before=int(DAY[0])).to_pylist() == [None, None]


@pytest.mark.parametrize("is_grouped", [False, True])
def test_amounts_say_the_cents_exactly(random, is_grouped):
    cents = np.concatenate([random.integers(-(10**12), 10**12, 300), [0, 5, -5, 99_999, 100_000, 10**11]])
    written = amounts(cents, grouped=is_grouped).to_pylist()
    assert [int(Decimal(text.replace(",", "")) * 100) for text in written] == cents.tolist()
    assert written == [f"{Decimal(int(value)) / 100:{',' if is_grouped else ''}.2f}" for value in cents]


def test_parts_are_joined_row_by_row():
    assert join(pa.array(["a", "b"]), padded(np.array([7, 12]), 3), sep="-").to_pylist() == ["a-007", "b-012"]


def test_texts_are_picked_and_masked():
    mask = np.array([True, False])
    assert only(mask, pick(["x", "y"], np.array([1, 0]))).to_pylist() == ["y", None]
    assert either(mask, pa.array(["a", "b"]), pa.array(["c", "d"])).to_pylist() == ["a", "d"]
