"""Rules: what one knows of a customer, and which rule says all that another says."""

import pyarrow as pa
import pytest

from kehu.stages.markets.rules import GROUPINGS, is_within, levels, written
from tests.worths import listed

FACTS = {"customer_id": "C", "lines": ",motor,", "kind": "person", "age_years": 42, "region": None,
         "industry": "retail", "customer_years": 3, "lines_in_force": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "given", "level"),
    [
        ("age", {"age_years": 42}, "40-49"),
        ("age", {"age_years": None}, "unknown"),
        ("tenure", {"customer_years": 0}, "0"),
        ("tenure", {"customer_years": 5}, "3-5"),
        ("tenure", {"customer_years": 6}, "6+"),
        ("other_lines", {"lines_in_force": 2}, "2"),
        ("other_lines", {"lines_in_force": 4}, "3+"),
        ("region", {"region": None}, "unknown"),
    ],
)
def test_each_fact_has_its_level(engine, fact, given, level):
    schema = pa.schema([("customer_id", pa.string()), ("lines", pa.string()), ("kind", pa.string()),
                        ("age_years", pa.int64()), ("region", pa.string()), ("industry", pa.string()),
                        ("customer_years", pa.int64()), ("lines_in_force", pa.int64())])  # fmt: skip
    (row,) = listed(levels(engine.read_arrow(pa.Table.from_pylist([FACTS | given], schema=schema))))
    assert row[fact] == level


def test_rules_are_made_of_one_fact_or_two():
    assert {len(grouping) for grouping in GROUPINGS} == {1, 2}
    assert written((("kind", "person"), ("age", "30-39"))) == "kind=person;age=30-39"
    narrow, wide = (("kind", "person"), ("age", "30-39")), (("age", "30-39"),)
    assert is_within(narrow, wide) and not is_within(wide, narrow)
