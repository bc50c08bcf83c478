"""Publishing shows one whole run, the former or the new one, and never anything between."""

import pytest

from kehu_desk.engine import KeyBatch
from kehu_desk.published import publishing
from kehu_desk.published.current import current_run
from kehu_desk.published.models import Branch, Customer, Portfolio, PublishedRun, SearchKey
from kehu_desk.published.publishing import IncompleteError, NotPublishedError, publish, switch_to

PEOPLE = [("Best", "HQ/N", 90), ("Second", "HQ/S", 10), ("Losing", "HQ/S", -50), ("Prospect", None, None)]


def quiet(_step, _done, _total):
    """Nobody listens."""


def put(label):
    return publish(label, by="zhou", report=quiet)


def shown():
    """What a reader of the current run sees: label, names by place, keys, portfolios."""
    run = current_run()
    names = list(Customer.objects.filter(run=run).order_by("place").values_list("name", flat=True))
    keys = SearchKey.objects.filter(run_id=run.pk).count()
    return run.label, names, keys, Portfolio.objects.filter(run=run).count()


@pytest.fixture
def first(db, feed_of):
    feed_of("R000001", PEOPLE)
    return put("R000001")


def test_a_run_stands_on_the_desk_with_all_its_customers(first):
    assert shown() == ("R000001", ["Best", "Second", "Losing", "Prospect"], 4, 1)
    assert (first.published_by, first.customer_count) == ("zhou", 4)


def test_amounts_are_whole_cents_and_exact(db, feed_of):
    feed = feed_of("R000001", [("Cent", "HQ", 1)])
    put(feed.label)
    assert Customer.objects.get().result_cents == 100


def test_tiers_and_losses_are_ranges_of_places(first):
    assert PublishedRun.objects.get().ranges == {
        "ranked": [1, 3],
        "tier A": [1, 1],
        "tier D": [2, 3],
        "earning": [1, 2],
        "losing": [3, 3],
    }


def test_rows_carry_the_number_of_their_branch(first):
    numbers = dict(Branch.objects.values_list("path", "number"))
    south = Customer.objects.filter(branch="HQ/S")
    assert {one.branch_number for one in south} == {numbers["HQ/S"]}
    assert Customer.objects.get(name="Prospect").branch_number == 0
    assert set(SearchKey.objects.filter(place=1).values_list("branch_number", flat=True)) == {numbers["HQ/N"]}


def test_the_next_run_takes_its_place_and_the_former_rows_stay(first, feed_of):
    feed_of("R000002", PEOPLE[:1])
    put("R000002")
    assert shown()[:2] == ("R000002", ["Best"])
    assert Customer.objects.filter(run=first).count() == 4


def test_the_publishing_after_that_takes_the_old_rows_away(first, feed_of):
    for label in ("R000002", "R000003"):
        feed_of(label, PEOPLE[:2])
        put(label)
    assert {run.label for run in PublishedRun.objects.all()} == {"R000002", "R000003"}
    assert not SearchKey.objects.filter(run_id=first.pk).exists()


def test_the_run_on_the_desk_is_not_published_twice_and_the_way_back_stays(first, feed_of):
    feed_of("R000002", PEOPLE[:1])
    second = put("R000002")
    assert put("R000002").pk == second.pk
    assert switch_to("R000001").pk == first.pk


def test_a_text_longer_than_its_column_is_cut_and_refuses_nothing(db, feed_of):
    feed_of("R000001", [("N" * 400, "HQ/" + "b" * 600, 1)])
    put("R000001")
    one = Customer.objects.get()
    assert (len(one.name), len(one.branch)) == (300, 500)
    assert max(len(key.key) for key in SearchKey.objects.filter(place=one.place)) == 120


def test_keys_that_are_one_when_cut_come_once(first, feed_of, monkeypatch):
    feed = feed_of("R000002", PEOPLE)
    whole = list(feed.search_keys())
    alike = KeyBatch(("n" * 120, "n" * 150, "n" * 151), (1, 1, 1))
    monkeypatch.setattr(feed, "search_keys", lambda: iter([*whole, alike]))
    put("R000002")
    assert SearchKey.objects.filter(key="n" * 120).count() == 1


def test_a_publishing_that_breaks_changes_nothing(first, feed_of):
    before = shown()
    feed_of("R000002", PEOPLE, breaks_after=2)
    with pytest.raises(OSError, match="disk"):
        put("R000002")
    assert shown() == before
    assert PublishedRun.objects.count() == 1


@pytest.mark.parametrize("part", ["customers", "search_keys"])
def test_less_than_the_whole_run_is_never_switched_to(first, feed_of, monkeypatch, part):
    feed = feed_of("R000002", PEOPLE)
    empty = iter([]) if part == "customers" else iter([KeyBatch(("best",), (1,))])
    monkeypatch.setattr(feed, part, lambda: empty)
    with pytest.raises(IncompleteError, match="The former run stays"):
        put("R000002")
    assert shown()[0] == "R000001"


def test_going_back_is_a_switch(first, feed_of):
    feed_of("R000002", PEOPLE[:1])
    put("R000002")
    switch_to("R000001")
    assert shown()[:2] == ("R000001", [name for name, *_ in PEOPLE])
    assert PublishedRun.objects.filter(is_current=True).count() == 1


def test_one_cannot_go_back_to_a_run_that_is_gone(first):
    with pytest.raises(NotPublishedError, match="Publish it again"):
        switch_to("R000000")


def test_progress_is_told_step_by_step(db, feed_of):
    feed_of("R000001", PEOPLE)
    told = []
    publish("R000001", by="", report=lambda step, done, total: told.append((step, done, total)))
    assert told == [(step, place, len(publishing.STEPS)) for place, step in enumerate(publishing.STEPS)]
