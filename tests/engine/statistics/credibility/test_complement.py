"""A line with few claims is believed in part: its covers lean on what they pay, and each keeps its own record."""

import pyarrow as pa
import pytest

from kehu.statistics.credibility.complement import leant, line_credibilities

NAMES = ("line", "claims", "own_record", "expiring", "is_known")


def believed(engine, amounts, *, full):
    claims = {"policy_id": ["P"] * len(amounts), "paid": [float(each) for each in amounts]}
    claims["outstanding"] = [None] * len(amounts)
    schema = pa.schema({"policy_id": pa.string(), "paid": pa.float64(), "outstanding": pa.float64()})
    found = line_credibilities(
        claims=engine.read_arrow(pa.table(claims, schema=schema)),
        policies=engine.read_arrow(pa.table({"policy_id": ["P"], "line": ["motor"]})),
        claims_for_full=full,
    )
    return {row["believed_line"]: row["credibility"] for row in found.to_pyarrow().to_pylist()}


def told(engine, *rows, credibility):
    """The covers' claims, as they are believed, and what that adds."""
    kinds = (pa.string(), pa.float64(), pa.float64(), pa.float64(), pa.bool_())
    covers = engine.read_arrow(pa.table({n: pa.array(v, k) for n, v, k in zip(NAMES, zip(*rows), kinds)}))  # noqa: B905
    given = engine.read_arrow(pa.table({"believed_line": ["motor"], "credibility": [credibility]}))
    found = leant(rows=covers, credibilities=given).order_by("line", "expiring").to_pyarrow().to_pylist()
    return [(row["line"], row["claims"], row["line_belief"]) for row in found]


def test_claims_of_one_size_count_each_and_a_large_one_makes_them_few(engine):
    assert believed(engine, [100] * 4, full=16) == {"motor": pytest.approx(0.5)}
    assert believed(engine, [100] * 40, full=16) == {"motor": 1.0}
    assert believed(engine, [1, 1, 1, 1000], full=1)["motor"] == pytest.approx(1.0, abs=0.01)
    assert believed(engine, [0, 0], full=16) == {}


def test_a_line_half_believed_goes_half_the_way_to_its_rate(engine):
    rows = [("motor", 40.0, 0.0, 50.0, True), ("motor", 40.0, 0.0, 150.0, True), ("home", 40.0, 0.0, 100.0, True)]
    # the book's loss ratio is .4: the rate expects 20 and 60 of the motor covers, and 40 of the home cover
    found = [(line, round(claims, 6), round(more, 6)) for line, claims, more in told(engine, *rows, credibility=0.5)]
    assert found == [("home", 40, 0), ("motor", 30, -10), ("motor", 50, 10)]


def test_the_level_of_a_line_leans_on_the_books(engine):
    rows = [("motor", 20.0, 0.0, 100.0, True), ("motor", 20.0, 0.0, 100.0, True), ("home", 200.0, 0.0, 200.0, True)]
    # the book's is .6: motor moves from .2 half the way, and home, of which no claim is known, the whole
    found = [(line, round(claims, 6)) for line, claims, _more in told(engine, *rows, credibility=0.5)]
    assert found == [("home", 120), ("motor", 40), ("motor", 40)]


def test_a_record_makes_of_the_rate_what_it_makes_of_the_model(engine):
    rows = [("motor", 80.0, 40.0, 100.0, True), ("motor", 40.0, 0.0, 100.1, True)]  # the first is twice as bad
    first, second = (claims for _line, claims, _more in told(engine, *rows, credibility=0.0))
    assert first / second == pytest.approx(2, rel=0.01)


def test_a_line_believed_in_full_stays_as_it_is(engine):
    rows = [("motor", 20.0, 0.0, 100.0, True), ("home", 80.0, 0.0, 100.0, True)]
    assert told(engine, *rows, credibility=1.0)[1] == ("motor", 20, 0)


def test_covers_that_cannot_be_judged_say_nothing_of_the_level_and_stay(engine):
    rows = [("motor", 20.0, 0.0, 100.0, True), ("motor", None, None, 100.5, False), ("home", 90.0, 0.0, None, False)]
    assert told(engine, *rows, credibility=0.0) == [
        ("home", 90, 0), ("motor", pytest.approx(20), pytest.approx(0)), ("motor", None, None),
    ]  # fmt: skip
