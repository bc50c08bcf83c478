"""The list of customers: narrowed, ordered and paged, at the same speed in a small book and in a large one.

Reads `published`; gives a `Page`. There are two ways to a page. *Walking* follows the index of the order and stops when
the page is full: right where the filters let many through. *Gathering* takes the few rows of a branch or a producer by
their own index and sorts them: right where they are few. Pages turn by key (value and place), never by number.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from kehu_desk.published.models import Branch, Customer, Portfolio
from kehu_desk.published.visibility import Scope, scope_of, tested, visible

ROWS = 30
FEW = 20_000
ORDERS = {
    "result": "place",
    "earned_premium": "earned_premium_cents",
    "incurred": "incurred_cents",
    "next_expiry_date": "next_expiry_date",
    "customer_since_date": "customer_since_date",
}
OWN_INDEXES = {"producer", "due", "month"}
ALWAYS_THERE = {"earned_premium_cents", "incurred_cents"}
DATES = {"next_expiry_date", "customer_since_date"}


@dataclass(frozen=True)
class Order:
    """A column and a direction; customers without a value stand last either way, and equals by place."""

    name: str
    is_descending: bool

    @property
    def column(self) -> str:
        """The column of the table. The best result has the first place, so results run against places."""
        return ORDERS[self.name]

    @property
    def falls(self) -> bool:
        """Whether the values of the column fall along the list."""
        return self.is_descending != (self.column == "place")

    @property
    def has_gaps(self) -> bool:
        """Whether customers can be without a value: without an account, without cover."""
        return self.column not in ALWAYS_THERE

    @property
    def text(self) -> str:
        """As it stands in the query."""
        return f"-{self.name}" if self.is_descending else self.name


@dataclass(frozen=True)
class Page:
    """A page of customers, the keys of the pages beside it, and how many there are (None: not counted)."""

    customers: tuple[Customer, ...]
    order: Order
    next_key: str = ""
    previous_key: str = ""
    count: int | None = None
    count_is_capped: bool = False


def order_of(text: str) -> Order:
    """The order that a query names; by result, the best first, where it names none."""
    name = text.removeprefix("-")
    return Order(name, text.startswith("-")) if name in ORDERS else Order("result", is_descending=True)


def offered_branches(scope: Scope, inner: Scope) -> list[str]:
    """The way from a reader's scope down to the branch that is looked at, and the branches directly below it."""
    below = Branch.objects.filter(run=scope.run, number__range=(scope.first, scope.last)).order_by("number")
    paths = list(below.values_list("path", flat=True))
    depth = len(parts(inner.path)) + (1 if inner.path else 2)
    return [path for path in paths if (inner.holds(path) and len(parts(path)) <= depth) or _is_above(path, inner.path)]


def parts(path: str) -> list[str]:
    """The parts of a branch's path."""
    return path.split("/") if path else []


def _is_above(path: str, inner: str) -> bool:
    return inner.startswith(f"{path}/")


def document_of(scope: Scope) -> Mapping[str, Any]:
    """The portfolio of a scope as plain values; empty where it has none."""
    found = Portfolio.objects.filter(run=scope.run, scope=scope.path).values_list("document", flat=True).first()
    return found or {}


def narrowed_scope(scope: Scope, branch: str) -> Scope:
    """A branch within a scope; the scope itself where the branch lies outside or is not named."""
    return scope_of(scope.run, branch) if branch and scope.holds(branch) else scope


def page(scope: Scope, asked: Mapping[str, Any], *, order: Order, after: str = "", before: str = "") -> Page:
    """The page after or before a key; the first one without a key."""
    condition = filters(scope, asked)
    is_few = scope.customer_count <= FEW and not scope.is_whole
    has_own_index = bool(OWN_INDEXES & asked.keys())
    if is_few or has_own_index:
        gathered = _gathered(scope, condition, order, after=after, before=before, has_own_index=has_own_index)
        if gathered is not None:
            return gathered
    return _walked(scope, condition, order, after=after, before=before, is_plain=not asked)


def filters(scope: Scope, asked: Mapping[str, Any]) -> Q:
    """The condition that filters make. Tier and sign of the result are ranges of places (see `publishing.Ranges`)."""
    condition = Q()
    for name in ("kind", "channel"):
        condition &= Q(**{name: asked[name]}) if name in asked else Q()
    if "line" in asked:
        condition &= Q(lines__contains=f",{asked['line']},")
    if "cover" in asked:
        condition &= Q(policies_in_force__gt=0) if asked["cover"] == "yes" else Q(policies_in_force=0)
    if "claims" in asked:
        condition &= Q(claim_count__gt=0) if asked["claims"] == "yes" else Q(claim_count=0)
    if "premium" in asked:
        condition &= Q(earned_premium_cents__gte=100 * asked["premium"])
    if "producer" in asked:
        condition &= Q(producer_id=asked["producer"])
    for name in (f"tier {asked['tier']}" if "tier" in asked else "", asked.get("result", "")):
        condition &= Q(place__range=scope.run.ranges.get(name, (0, 0))) if name else Q()
    return condition & _due(scope, asked)


def _due(scope: Scope, asked: Mapping[str, Any]) -> Q:
    """Renewals due within some days of the run's date, or in a month."""
    condition = Q()
    if "due" in asked:
        last = scope.run.as_of + datetime.timedelta(days=int(asked["due"]))
        condition &= Q(next_expiry_date__range=(scope.run.as_of, last))
    if "month" in asked:
        first = asked["month"].replace(day=1)
        following = (first + datetime.timedelta(days=32)).replace(day=1)
        condition &= Q(next_expiry_date__gte=first, next_expiry_date__lt=following)
    return condition


def _gathered(scope: Scope, condition: Q, order: Order, *, after: str, before: str, has_own_index: bool) -> Page | None:
    """A page of few customers, all of them looked at; None where they are not few.

    They are found by the index of the branch, or by that of the condition where it has one.
    """
    rows = tested(scope) if has_own_index else visible(scope)
    keys: list[tuple[Any, int]] = list(rows.filter(condition).values_list(order.column, "place")[: FEW + 1])
    if order.column == "place":
        last = _last_ranked(scope)
        keys = [(place if place <= last else None, place) for _, place in keys]
    if len(keys) > FEW:
        return None
    rank = _ranking(order)
    edge = rank(_parsed(after or before, order))
    if before:
        beyond = [key for key in keys if rank(key) < edge]
        found, has_next = heapq.nlargest(ROWS, beyond, rank)[::-1], True
    else:
        beyond = [key for key in keys if rank(key) > edge] if after else keys
        found, has_next = heapq.nsmallest(ROWS, beyond, rank), len(beyond) > ROWS
    has_previous = len(beyond) > ROWS if before else bool(after)
    by_place = {one.place: one for one in tested(scope).filter(place__in=[place for _, place in found])}
    return Page(
        customers=tuple(by_place[place] for _, place in found if place in by_place),
        order=order,
        next_key=_key(found[-1]) if has_next and found else "",
        previous_key=_key(found[0]) if has_previous and found else "",
        count=len(keys),
    )


def _ranking(order: Order) -> Callable[[tuple[Any, int]], tuple[Any, ...]]:
    """What sorts keys as the list does: without a value last, then by value, then by place."""
    sign = -1 if order.falls else 1
    is_date = order.column in DATES

    def rank(key: tuple[Any, int]) -> tuple[Any, ...]:
        value, place = key
        if value is None:
            return (1, 0, place)
        return (0, sign * (value.toordinal() if is_date else value), sign * place)

    return rank


def _walked(scope: Scope, condition: Q, order: Order, *, after: str, before: str, is_plain: bool) -> Page:
    """A page from the index of the order."""
    rows = tested(scope).filter(condition)
    found = _segments(rows, order, _last_ranked(scope), after=after, before=before)
    has_more = len(found) > ROWS
    shown = found[:ROWS][::-1] if before else found[:ROWS]
    has_next, has_previous = (bool(shown), has_more) if before else (has_more, bool(after))
    count = scope.customer_count if is_plain else None
    return Page(
        customers=tuple(shown),
        order=order,
        next_key=_key(_key_of(shown[-1], order)) if has_next and shown else "",
        previous_key=_key(_key_of(shown[0], order)) if has_previous and shown else "",
        count=count,
    )


def _last_ranked(scope: Scope) -> int:
    """The last place of a customer with an account; those after it have no result."""
    return int(scope.run.ranges.get("ranked", (0, 0))[1])


def _segments(rows: QuerySet[Customer], order: Order, last_ranked: int, *, after: str, before: str) -> list[Customer]:
    """One row more than a page: first the customers with a value, then those without, or backwards."""
    key = _parsed(after or before, order) if after or before else None
    parts = (True, False) if order.has_gaps else (True,)
    found: list[Customer] = []
    for has_value in reversed(parts) if before else parts:
        if key is not None and _is_past(key, has_value, is_backward=bool(before)):
            continue
        edge = key if key is not None and (key[0] is not None) == has_value else None
        own = rows.filter(_has_value(order, last_ranked, has_value=has_value))
        part = _segment(own, order, has_value=has_value, edge=edge, is_backward=bool(before))
        found += part[: ROWS + 1 - len(found)]
        if len(found) > ROWS:
            break
    return found


def _has_value(order: Order, last_ranked: int, *, has_value: bool) -> Q:
    """The customers with a value to be ordered by, or those without: a rank is a range of places."""
    if order.column == "place":
        return Q(place__lte=last_ranked) if has_value else Q(place__gt=last_ranked)
    return Q(**{f"{order.column}__isnull": not has_value}) if order.has_gaps else Q()


def _is_past(key: tuple[Any, int], has_value: bool, *, is_backward: bool) -> bool:
    """Whether a part of the list lies wholly on the other side of the key."""
    key_has_value = key[0] is not None
    return (not is_backward and has_value and not key_has_value) or (is_backward and not has_value and key_has_value)


def _segment(
    rows: QuerySet[Customer], order: Order, *, has_value: bool, edge: tuple[Any, int] | None, is_backward: bool
) -> QuerySet[Customer]:
    """The customers with a value, or those without, from an edge on, in the order or backwards."""
    column = order.column
    if not has_value:
        part = rows if edge is None else rows.filter(**{"place__lt" if is_backward else "place__gt": edge[1]})
        return part.order_by("-place" if is_backward else "place")[: ROWS + 1]
    falls = order.falls != is_backward
    part = rows if edge is None else rows.filter(_beyond(column, edge, "lt" if falls else "gt"))
    sign = "-" if falls else ""
    places = [] if column == "place" else [f"{sign}place"]
    return part.order_by(f"{sign}{column}", *places)[: ROWS + 1]


def _beyond(column: str, edge: tuple[Any, int], direction: str) -> Q:
    """What lies beyond an edge: a range of the index, and of the edge's own value the places beyond."""
    value, place = edge
    if column == "place":
        return Q(**{f"place__{direction}": place})
    own = Q(**{f"{column}__{direction}": value}) | Q(**{f"place__{direction}": place})
    return Q(**{f"{column}__{direction}e": value}) & own


def _key_of(customer: Customer, order: Order) -> tuple[Any, int]:
    has_value = order.column != "place" or customer.is_ranked
    return getattr(customer, order.column) if has_value else None, customer.place


def _key(key: tuple[Any, int]) -> str:
    """A key as it stands in the query."""
    value, place = key
    return f"{'' if value is None else value}~{place}"


def _parsed(text: str, order: Order) -> tuple[Any, int]:
    """A key from the query; one that is none means the beginning of those without a value, or of the list."""
    value, _, place = text.partition("~")
    try:
        if not value and order.has_gaps:
            return None, int(place)
        return (datetime.date.fromisoformat(value) if order.column in DATES else int(value)), int(place)
    except ValueError:
        return (None if order.has_gaps else 0), 0
