"""Places beside those of the former run."""

from kehu.parameters import default_text, parse
from kehu.stages.segments import place
from tests.worths import listed, told

ASSUMED = parse(default_text(), name="default")


def _placed(engine, former):
    return place(
        engine=engine,
        values=told("customer_values", {}, {"customer_id": "N"}),
        risks=told("customer_risks", {}, {"customer_id": "N"}),
        redirects=told("identity_redirects"),
        former=former,
        parameters=ASSUMED,
    )


def test_the_first_run_knows_no_newcomer_and_no_movement(engine):
    found = _placed(engine, None)
    assert {row["is_newcomer"] for row in found["customer_segments"].to_pyarrow().to_pylist()} == {None}
    assert listed(found["segment_movements"]) == []


def test_the_next_run_knows_the_place_before(engine):
    found = _placed(engine, told("customer_segments", {"tier": "D", "strategy": "convert"}))
    columns = ("customer_id", "former_tier", "former_strategy", "is_newcomer")
    assert listed(found["customer_segments"], *columns) == [("A", "D", "convert", False), ("N", None, None, True)]
