"""Sums over customers."""

from kehu.backtesting.effects.clusters import clustered
from tests.followed import followed


def test_a_customer_is_one_cluster_in_each_group(engine):
    rows = followed(engine, *[{"customer_id": "A"}] * 3, {"customer_id": "A", "line": "home"}, {"line": None})
    found = clustered(rows.mutate(one=1.0), weight="one", amount="renewed", by="line")
    assert {name: (sums.clusters, sums.weight) for name, sums in found.items()} == {
        "motor": (1, 3.0),
        "home": (1, 1.0),
        "none": (1, 1.0),
    }


def test_customers_without_weight_do_not_count(engine):
    rows = followed(engine, {}, {"earned": 0.0})
    assert clustered(rows, weight="earned", amount="levelled")["all"].clusters == 1
