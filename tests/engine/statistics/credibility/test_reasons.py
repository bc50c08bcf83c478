"""What a record did, said in numbers that add up."""

import pyarrow as pa
import pytest

from kehu.statistics.credibility.reasons import of_record, with_reasons


def test_a_reason_recomputes_to_its_factor():
    told = of_record(3, 2.0, strength=1.5, probability=0.9)
    assert told.factor == pytest.approx(1 + told.credibility * (told.observed / told.expected - 1))
    assert told.lower < told.factor < told.upper


def test_every_subject_gets_its_reason_in_the_engine(engine):
    rows = pa.table({"observed_before": [3.0, 0.0], "expected_before": [2.0, 0.5]})
    found = with_reasons(engine.read_arrow(rows), strength=1.5).to_pyarrow().to_pylist()
    for row in found:
        told = of_record(row["observed_before"], row["expected_before"], strength=1.5, probability=0.9)
        assert (row["record_factor"], row["record_credibility"]) == pytest.approx((told.factor, told.credibility))


def test_a_subject_without_a_past_has_factor_one(engine):
    nothing = pa.array([None], type=pa.float64())
    rows = engine.read_arrow(pa.table({"observed_before": nothing, "expected_before": nothing}))
    (row,) = with_reasons(rows, strength=1.5).to_pyarrow().to_pylist()
    assert (row["record_factor"], row["record_credibility"]) == (1.0, 0.0)
