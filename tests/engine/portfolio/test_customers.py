"""Customers come ranked by result, with who they are."""

from decimal import Decimal

from kehu.portfolio import best_customers, ranked_customers, tiers, worst_customers


def test_the_best_customer_comes_first(small_run, engine):
    best = best_customers(small_run, count=2, engine=engine)
    assert [(one.rank, one.customer_id, one.name) for one in best] == [(1, "core:1", "王芳"), (2, "core:3", "Li Na")]
    assert best[0].result == Decimal("2160.08")


def test_the_worst_customer_comes_first_among_the_worst(small_run, engine):
    worst = worst_customers(small_run, count=2, engine=engine)
    assert [one.customer_id for one in worst] == ["core:4", "core:5"]
    assert worst[0].result == Decimal("-3400.00")


def test_asking_for_more_customers_than_there_are_gives_all(small_run, engine):
    assert len(best_customers(small_run, count=99, engine=engine)) == 4


def test_all_customers_come_in_order_up_to_a_number(small_run, engine):
    assert [one.rank for one in ranked_customers(small_run, most=3, engine=engine)] == [1, 2, 3]


def test_tiers_add_up_to_the_book(small_run, engine):
    found = tiers(small_run, engine=engine)
    assert [(tier.name, tier.customer_count) for tier in found] == [("A", 1), ("D", 3)]
    assert sum(tier.result for tier in found) == Decimal("-599.92")
