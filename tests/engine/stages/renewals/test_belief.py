"""A line with few claims is believed in part: its level leans on the loss ratio of the book, and its order stays."""

import ibis
import pytest

from kehu.stages.renewals.belief import credibilities, leant
from kehu.tables import Snapshot
from tests.ledgers import AS_OF, table


def believed(amounts, *, full):
    claims = [{"claim_id": f"C{n}", "paid": amount, "outstanding": 0} for n, amount in enumerate(amounts)]
    snapshot = Snapshot(as_of=AS_OF, tables={"claims": table("claims", claims), "policies": table("policies", [{}])})
    rows = credibilities(snapshot=snapshot, claims_for_full=full).to_pyarrow().to_pylist()
    return {row["believed_line"]: row["credibility"] for row in rows}


def renewals(*rows):
    columns = {"line": "string", "claims": "float64", "expiring": "float64", "is_known": "bool"}
    return ibis.memtable([dict(zip(columns, row, strict=True)) for row in rows], schema=columns)


def told(rows, credibility):
    given = ibis.memtable([("motor", credibility)], schema={"believed_line": "string", "credibility": "float64"})
    found = leant(rows=rows, credibilities=given).order_by("line", "claims").to_pyarrow().to_pylist()
    return [(row["line"], row["claims"], row["line_belief"]) for row in found]


def test_claims_of_one_size_count_each_and_a_large_one_makes_them_few():
    assert believed([100] * 4, full=16) == {"motor": pytest.approx(0.5)}
    assert believed([100] * 40, full=16) == {"motor": 1.0}
    assert believed([1, 1, 1, 1000], full=1)["motor"] == pytest.approx(1.0, abs=0.01)
    assert believed([0, 0], full=16) == {}


def test_a_line_half_believed_goes_half_the_way_to_the_books_loss_ratio():
    rows = renewals(("motor", 20.0, 100.0, True), ("motor", 60.0, 100.0, True), ("home", 80.0, 200.0, True))
    # the book's loss ratio is .4, as is each line's: nothing moves
    assert told(rows, 0.5) == [("home", 80, 0), ("motor", 20, 0), ("motor", 60, 0)]
    rows = renewals(("motor", 20.0, 100.0, True), ("motor", 60.0, 100.0, True), ("home", 160.0, 200.0, True))
    found = {(line, round(claims)): round(more) for line, claims, more in told(rows, 0.5)}
    # the book's is .6: motor moves from .4 to .5, and home, of which no claim is known, to .6
    assert found == {("motor", 25): 5, ("motor", 75): 15, ("home", 120): -40}


def test_a_line_believed_in_full_stays_as_it_is():
    rows = renewals(("motor", 20.0, 100.0, True), ("home", 80.0, 100.0, True))
    assert told(rows, 1.0)[1] == ("motor", 20, 0)


def test_renewals_that_cannot_be_judged_say_nothing_of_the_level():
    rows = renewals(("motor", 20.0, 100.0, True), ("motor", None, 100.0, False), ("home", 90.0, None, False))
    assert ("motor", 20, 0) in told(rows, 0.0)
