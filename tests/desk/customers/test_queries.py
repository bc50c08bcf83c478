"""The list is complete in every order and under every filter: paging visits each customer once, by either way."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehu_desk.customers import queries
from kehu_desk.customers.queries import ORDERS, order_of, page
from kehu_desk.published.models import PublishedRun
from kehu_desk.published.visibility import scope_of

pytestmark = pytest.mark.slow

DAY = datetime.date(2025, 1, 1)
orders = st.sampled_from([sign + name for name in ORDERS for sign in ("", "-")])
people = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["person", "organisation"]),
            "branch": st.sampled_from(["HQ/N", "HQ/S", ""]),
            "next_expiry_date": st.none() | st.integers(0, 3).map(lambda days: DAY + datetime.timedelta(days=days)),
            "customer_since_date": st.none() | st.integers(0, 2).map(lambda days: DAY - datetime.timedelta(days=days)),
            "earned_premium_cents": st.integers(0, 3),
            "incurred_cents": st.integers(0, 2),
            "policies_in_force": st.integers(0, 1),
        }
    ),
    max_size=14,
)
asked = st.fixed_dictionaries({}, optional={"kind": st.just("person"), "cover": st.sampled_from(["yes", "no"])})


@pytest.fixture
def few_rows(monkeypatch):
    monkeypatch.setattr(queries, "ROWS", 3)


def publish(published, rows, ranked):
    """A run of these customers, of whom the first `ranked` have an account."""
    PublishedRun.objects.all().delete()
    made = [{**row, "is_ranked": place <= ranked} for place, row in enumerate(rows, start=1)]
    run = published(made)
    run.ranges = {"ranked": [1, ranked]} if ranked else {}
    run.save()
    return run


def forward(scope, filters, order):
    """The pages from the first to the last, as places."""
    found, key = [], ""
    for _ in range(20):
        shown = page(scope, filters, order=order_of(order), after=key)
        found.append([one.place for one in shown.customers])
        if not shown.next_key:
            return found
        key = shown.next_key
    raise AssertionError("the list has no end")


def backward(scope, filters, order, last_key):
    """The pages before a key, the nearest first, as places."""
    found, key = [], last_key
    while key:
        shown = page(scope, filters, order=order_of(order), before=key)
        found.append([one.place for one in shown.customers])
        key = shown.previous_key
    return found


def expected(rows, ranked, filters, order):
    """The places in their order, said plainly: without a value last, then by value, then by place."""
    falls = order.startswith("-")
    name = {"earned_premium": "earned_premium_cents", "incurred": "incurred_cents"}.get(
        order.lstrip("-"), order.lstrip("-")
    )

    def key(place):
        if name == "result":
            return (place > ranked, place if falls or place > ranked else -place, 0)
        value = rows[place - 1][name]
        if value is None:
            return (1, 0, place)
        number = value.toordinal() if isinstance(value, datetime.date) else value
        return (0, -number if falls else number, -place if falls else place)

    fitting = [
        place
        for place, row in enumerate(rows, start=1)
        if row["kind"] == filters.get("kind", row["kind"])
        and filters.get("cover") in (None, "yes" if row["policies_in_force"] else "no")
    ]
    return sorted(fitting, key=key)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(rows=people, ranked=st.integers(0, 14), filters=asked, order=orders)
def test_paging_forward_visits_every_customer_once_in_order(few_rows, published, rows, ranked, filters, order):
    ranked = min(ranked, len(rows))
    run = publish(published, rows, ranked)
    pages = forward(scope_of(run, ""), filters, order)
    assert [place for shown in pages for place in shown] == expected(rows, ranked, filters, order)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
@given(rows=people, ranked=st.integers(0, 14), order=orders)
def test_paging_back_leads_through_the_same_customers(few_rows, published, rows, ranked, order):
    ranked = min(ranked, len(rows))
    scope = scope_of(publish(published, rows, ranked), "")
    pages = forward(scope, {}, order)
    if len(pages) < 2:
        return
    all_places = [place for shown in pages for place in shown]
    last = page(scope, {}, order=order_of(order), after=_key_before(scope, order, len(pages)))
    before = backward(scope, {}, order, last.previous_key)
    assert [place for shown in reversed(before) for place in shown] == all_places[: -len(pages[-1])]


def _key_before(scope, order, count):
    """The key that leads to the last page."""
    key = ""
    for _ in range(count - 1):
        key = page(scope, {}, order=order_of(order), after=key).next_key
    return key


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
@given(rows=people, ranked=st.integers(0, 14), filters=asked, order=orders)
def test_walking_and_gathering_give_the_same_pages(few_rows, published, rows, ranked, filters, order):
    ranked = min(ranked, len(rows))
    scope = scope_of(publish(published, rows, ranked), "HQ")
    gathered = forward(scope, filters, order)
    few, queries.FEW = queries.FEW, -1
    try:
        assert forward(scope, filters, order) == gathered
    finally:
        queries.FEW = few


def test_an_order_that_is_none_means_by_result():
    assert order_of("secret").text == order_of("").text == "-result"


@pytest.mark.parametrize("key", ["x", "~", "~x", "2024-13-01~3", "9" * 30, "1~1~1"])
def test_a_key_that_is_none_shows_a_page_and_no_error(published, key):
    scope = scope_of(published([{}, {}]), "")
    for order in ORDERS:
        page(scope, {}, order=order_of(order), after=key)
        page(scope, {}, order=order_of(f"-{order}"), before=key)


def test_a_tier_is_a_range_of_places(published):
    run = published([{}, {}, {}])
    run.ranges = {"tier A": [1, 2], "losing": [3, 3]}
    shown = page(scope_of(run, ""), {"tier": "A"}, order=order_of(""))
    losing = page(scope_of(run, ""), {"result": "losing"}, order=order_of(""))
    assert [one.place for one in shown.customers] == [1, 2]
    assert [one.place for one in losing.customers] == [3]


def test_a_tier_that_the_run_has_not_shows_nobody(published):
    run = published([{}])
    assert not page(scope_of(run, ""), {"tier": "Z"}, order=order_of("")).customers


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"channel": "broker"}, [2]),
        ({"line": "home"}, [3]),
        ({"claims": "yes"}, [2]),
        ({"premium": 20}, [2]),
        ({"producer": "P9"}, [3]),
        ({"due": "30"}, [1]),
        ({"month": datetime.date(2025, 3, 15)}, [2, 3]),
    ],
)
def test_a_filter_lets_through_whom_it_names(published, filters, places):
    run = published(
        [
            {"next_expiry_date": datetime.date(2025, 1, 10), "earned_premium_cents": 100},
            {"channel": "broker", "claim_count": 1, "earned_premium_cents": 2_000},
            {"lines": ",home,motor,", "producer_id": "P9", "earned_premium_cents": 100},
        ]
    )
    assert [one.place for one in page(scope_of(run, ""), filters, order=order_of("")).customers] == places


def test_the_whole_list_says_how_many_it_has(published):
    run = published([{"branch": "HQ/N"}, {"branch": "HQ/S"}, {}])
    assert page(scope_of(run, ""), {}, order=order_of("")).count == 3
    assert page(scope_of(run, "HQ/N"), {}, order=order_of("")).count == 1


def test_branches_to_go_to_are_those_above_and_directly_below(published):
    run = published([{"branch": "HQ/N/1"}, {"branch": "HQ/N/2/a"}, {"branch": "HQ/S"}])
    whole, north = scope_of(run, ""), scope_of(run, "HQ/N")
    assert queries.offered_branches(whole, whole) == ["HQ", "HQ/N", "HQ/S"]
    assert queries.offered_branches(whole, north) == ["HQ", "HQ/N", "HQ/N/1", "HQ/N/2"]


def test_a_branch_outside_the_readers_own_is_not_looked_at(published):
    run = published([{"branch": "HQ/N"}, {"branch": "HQ/S"}])
    north = scope_of(run, "HQ/N")
    assert queries.narrowed_scope(north, "HQ/S") == north
    assert queries.narrowed_scope(scope_of(run, ""), "HQ/S").path == "HQ/S"


def test_the_portfolio_of_a_scope_without_one_is_empty(published):
    assert queries.document_of(scope_of(published([]), "HQ")) == {}


def test_a_path_has_its_parts():
    assert (queries.parts(""), queries.parts("HQ/N")) == ([], ["HQ", "N"])
