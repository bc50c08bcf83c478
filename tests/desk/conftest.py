"""Who works at the desk in tests, and what is on it: users of every role, and a published run made of plain rows.

Gives fixtures that make things: `desk_user(role, branch)`, `signed_in(user)` for a browser in which that user is signed
in, and `published(customers)`, which writes the rows of a run as publishing does, without an engine.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from django.test import Client

from kehu_desk.access.models import User
from kehu_desk.published.models import Branch, Customer, Portfolio, PublishedRun, SearchKey

AS_OF = datetime.date(2024, 12, 31)
PASSWORD = "correct horse battery"
PERSON = {
    "kind": "person",
    "channel": "agent",
    "producer_id": "P1",
    "producer_name": "Zhou Jie",
    "lines": ",motor,",
    "tier": "good",
    "is_ranked": True,
    "party_count": 1,
    "policy_count": 1,
    "policies_in_force": 1,
    "customer_since_date": datetime.date(2020, 3, 1),
    "next_expiry_date": datetime.date(2025, 3, 1),
    "claim_count": 0,
    "earned_premium_cents": 100_000,
    "incurred_cents": 0,
    "result_cents": 60_000,
}


@pytest.fixture(autouse=True)
def quick_passwords(request, settings) -> None:
    """Hashes that cost nothing, for tests that sign in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def desk_user(db) -> Callable[..., Any]:
    """`desk_user("actuary", branch="HQ/North", name="李娜")` is a user with the password PASSWORD."""
    count = itertools.count(1)

    def make(role: str, branch: str = "", **more: Any) -> User:
        username = more.pop("username", f"{role}{next(count)}")
        password = more.pop("password", PASSWORD)
        return User.objects.create_user(username=username, password=password, role=role, branch=branch, **more)

    return make


@pytest.fixture
def signed_in(db) -> Callable[..., Any]:
    """`signed_in(user)` is a browser in which the user is signed in."""

    def browser(user: Any, **more: Any) -> Client:
        client = Client(**more)
        client.force_login(user, backend="kehu_desk.access.signing_in.Backend")
        return client

    return browser


@pytest.fixture
def published(db) -> Callable[..., Any]:
    """`published([{"customer_id": "C1", "name": "王芳", "branch": "HQ/North"}])` is the current run, with its rows.

    Customers stand in the order given; `keys` are the search keys of a customer, the name if left out.
    `portfolios` are documents by scope.
    """

    def make(
        customers: Sequence[Mapping[str, Any]] = (),
        *,
        label: str = "R000001",
        portfolios: Mapping[str, Any] | None = None,
        currency: str = "CNY",
        as_of: datetime.date = AS_OF,
    ) -> Any:
        PublishedRun.objects.update(is_current=False)
        run = PublishedRun.objects.create(
            label=label, as_of=as_of, currency=currency, customer_count=len(customers), is_current=True
        )
        _write_customers(run, customers, _write_branches(run, customers))
        _write_ranges(run)
        Portfolio.objects.bulk_create(Portfolio(run=run, scope=s, document=d) for s, d in (portfolios or {}).items())
        return run

    return make


def _write_branches(run: Any, customers: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The branches of the customers with those above them, numbered in the order of the tree; gives the numbers."""
    own = [tuple(customer["branch"].split("/")) for customer in customers if customer.get("branch")]
    tree = sorted({path[:depth] for path in own for depth in range(1, len(path) + 1)})
    for number, path in enumerate(tree, start=1):
        below = [n for n, other in enumerate(tree, start=1) if other[: len(path)] == path]
        count = sum(other[: len(path)] == path for other in own)
        Branch.objects.create(run=run, number=number, last_number=max(below), path="/".join(path), customer_count=count)
    return {"/".join(path): number for number, path in enumerate(tree, start=1)}


def _write_customers(run: Any, customers: Sequence[Mapping[str, Any]], branches: Mapping[str, int]) -> None:
    for place, given in enumerate(customers, start=1):
        row = {**PERSON, "customer_id": f"C{place}", "name": f"Customer {place}", "branch": "", **given}
        keys = row.pop("keys", (row["name"],))
        number = branches.get(row["branch"], 0)
        Customer.objects.create(run=run, place=place, branch_number=number, **row)
        SearchKey.objects.bulk_create(
            SearchKey(run_id=run.pk, key=key, place=place, branch_number=number) for key in keys
        )


def _write_ranges(run: Any) -> None:
    """First and last place of each tier, and of those who lose money and those who do not."""
    ranges: dict[str, list[int]] = {}
    for customer in Customer.objects.filter(run=run, is_ranked=True).order_by("place"):
        for name in (f"tier {customer.tier}", "losing" if customer.result_cents < 0 else "earning"):
            ranges.setdefault(name, [customer.place, customer.place])[1] = customer.place
    run.ranges = ranges
    run.save(update_fields=["ranges"])
