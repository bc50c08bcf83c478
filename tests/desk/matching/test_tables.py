"""Questions, evidence and decisions as lists."""

import dataclasses
import datetime
from decimal import Decimal

from kehu_desk.engine import Evidence, PartyRecord, Question, Queue
from kehu_desk.matching import tables
from tests.decided import decision

QUESTION = Question(
    place=1, kind="asked", customer_id="C1", other_id="C2", joined_party_id="a", party_id="b", name="王芳",
    other_name=None, branch="HQ/North", other_branch="HQ/South", stake=Decimal(100), weight=4.0, probability=0.94,
    rule=None, pair_count=2,
)  # fmt: skip
RECORD = PartyRecord(
    party_id="a", source="core", kind="person", name="王芳", identity_type=None, identity_number="110105194912310021",
    birth_date=None, licence_date=None, phone="13812345678", email=None, address="和平路7号",
    known_date=datetime.date(2024, 1, 1),
)  # fmt: skip


def test_the_queue_names_both_and_where_they_stand():
    listing = tables.queue(Queue((QUESTION,), 1, None), currency="CNY", next_key="")
    (row,) = listing.rows
    assert (row["name"], row["branch"]) == ("王芳 · C2", "North · South")
    assert row["href"].endswith("one=a&other=b")


def test_the_bits_of_the_fields_add_up_to_the_whole():
    found = (Evidence("name", 9.0), Evidence("phone", -1.5))
    rows = tables.compared(RECORD, RECORD, found).rows
    said = {row["field"]: row["says"].text for row in rows}
    assert said["Names"].startswith("+9")
    drawn = tables.evidence(QUESTION, found)
    steps = dict(zip(drawn.categories, drawn.series[0].values, strict=True))
    assert steps["Before any evidence"] == -3.5
    assert sum(drawn.series[0].values[:-1]) == drawn.series[0].values[-1] == 4.0


def test_a_pair_that_the_model_has_not_scored_has_no_chart():
    assert tables.evidence(dataclasses.replace(QUESTION, weight=None, probability=None), ()) is None


def test_numbers_are_masked():
    rows = tables.compared(RECORD, RECORD, ()).rows
    assert not [row for row in rows if "110105194912310021" in row["one"] or "13812345678" in row["one"]]


def test_a_decision_taken_back_says_by_whom_and_cannot_be_taken_back_again():
    made = (decision(2, "undo", undoes=1, by="李娜"), decision(1, "same", "a", "b"))
    (row,) = tables.decisions(made, names={"a": "王芳"}, may_undo=True).rows
    assert (row["who"], row["undo"]) == ("王芳 · b", None)
    assert "李娜" in row["reason"]
