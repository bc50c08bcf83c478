"""Classes by rank, and the curve of the whole."""

import ibis
import pyarrow as pa
import pytest

from kehu.statistics.ranking import class_of, curve


@pytest.mark.parametrize(("count", "first"), [(1, 1), (10, 1), (11, 2), (20, 2)])
def test_a_class_takes_in_so_many_that_no_share_is_lost(count, first):
    ranks = ibis.memtable(pa.table({"rank": list(range(1, count + 1))}))
    placed = ranks.mutate(place=class_of(ranks["rank"], count, cuts=[("A", 0.1), ("B", 1.0)]))
    assert placed.filter(placed.place == "A").count().to_pyarrow().as_py() == first


def test_the_curve_ends_at_the_whole():
    points = curve(ibis.memtable(pa.table({"value": [5, -1, 2]})), measure="value")
    last = points.order_by(ibis.desc("customer_share")).limit(1).to_pyarrow().to_pylist()
    assert [(row["customer_count"], row["amount"], row["amount_share"]) for row in last] == [(3, 6, 1.0)]


def test_shares_of_nothing_are_empty():
    points = curve(ibis.memtable(pa.table({"value": [-5, 1]})), measure="value")
    assert set(points.amount_share.to_pyarrow().to_pylist()) == {None}
