"""Models as rows and documents that people read."""

import json

from kehu.stages.risk.candidates import Candidate
from kehu.stages.risk.edits import with_edits
from kehu.stages.risk.printed import NO_TABLE, documents, edits, factors, levels
from kehu.statistics.rating.documents import from_document
from tests.engine.stages.risk.test_edits import FITS, models


def rows(table):
    return table.to_pyarrow().to_pylist()


def test_every_level_stands_on_a_row_after_the_base():
    found = [row for row in rows(levels([models()])) if row["model"] == "frequency"]
    told = [(row["table_number"], row["factor"], row["level"], row["relativity"]) for row in found]
    assert told == [(0, "base", "base", 0.1), (1, "age", "missing", 1), (1, "age", "≤ 29", 2), (1, "age", "≥ 30", 0.5)]


def test_an_edited_level_has_both_values_and_a_name():
    changed, _ = with_edits(models(), [(1, FITS)])
    (row,) = (row for row in rows(levels([changed])) if row["edited_by"])
    assert (row["relativity"], row["edited_relativity"], row["edited_by"]) == (2.0, 1.0, "Wang Fang")


def test_a_document_is_the_model():
    found = {row["model"]: from_document(json.loads(row["document"])) for row in rows(documents([models()]))}
    assert found["frequency"].table("age").relativities.tolist() == [1.0, 2.0, 0.5]


def test_a_factor_in_no_table_says_why():
    made = models()
    looked_at = tuple(Candidate(name, "number", True, 1.0, 0.1, reason) for name, reason in (("age", ""), ("x", "")))
    asked = type(made)(**(vars(made) | {"candidates": looked_at}))
    found = {row["factor"]: (row["is_in_frequency"], row["reason"]) for row in rows(factors([asked]))}
    assert found == {"age": (True, ""), "x": (False, NO_TABLE)}


def test_without_edits_the_table_of_edits_is_empty():
    assert rows(edits([])) == []
