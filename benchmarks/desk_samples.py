"""What visitors of the desk ask for: lists in every order, filters, searches, customers and portfolios.

Reads the published run; signs in a visitor of the head office and one of the largest branch, draws customers at
random, and makes addresses from them: names whole, in part, by sound and with a slip, telephone numbers, plates and
policies in part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehu.names.sounds import pinyin
from kehu_desk.access.models import User
from kehu_desk.engine import CustomerPage, customer
from kehu_desk.published.current import current_run
from kehu_desk.published.models import Branch, Customer, PublishedRun

SEED, DRAWN, COUNTED = 7, 300, 60
ORDERS = ("-result", "result", "-earned_premium", "-incurred", "next_expiry_date", "-customer_since_date")
Asked = tuple[str, str]


def made() -> dict[str, list[Asked]]:
    """Session cookie and address, by kind of page."""
    branch = largest_branch()
    whole, part = session("benchmark-whole", ""), session("benchmark-branch", branch)
    pages = drawn()
    searches = [f"/customers/search?{urlencode({'q': text})}" for text in texts(pages)]
    lists = [f"/customers/?order={order}" for order in ORDERS]
    return {
        "list": [(one, address) for address in lists for one in (whole, part)],
        "filtered_list": [(one, address) for address in filtered(branch) for one in (whole, part)],
        "search": [(whole, address) for address in searches],
        "search_in_a_branch": [(part, address) for address in searches],
        "customer": [(whole, f"/customers/{page.customer_id}/") for page in pages],
        "portfolio": [(whole, "/portfolio/"), (part, "/portfolio/")],
    }


def costs(samples: Mapping[str, Sequence[Asked]]) -> dict[str, dict[str, int]]:
    """The most queries and bytes that a page of each kind needed."""
    worst = {}
    for kind, asked in samples.items():
        counted = [_cost(*one, is_fragment="search" in kind) for one in asked[:COUNTED]]
        worst[kind] = {"most_queries": max(n for n, _ in counted), "most_bytes": max(size for _, size in counted)}
    return worst


def _cost(cookie: str, address: str, *, is_fragment: bool) -> tuple[int, int]:
    client = Client(headers={"host": "127.0.0.1", **({"hx-request": "true"} if is_fragment else {})})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    return len(caught), len(answer.content)


def customer_count() -> int:
    """Customers of the run on the desk."""
    return int(run().customer_count)


@lru_cache(maxsize=1)
def run() -> PublishedRun:
    """The run on the desk; raises LookupError where there is none."""
    found = current_run()
    if found is None:
        raise LookupError("no run is on the desk")
    return found


def largest_branch() -> str:
    """The largest branch of the second level."""
    branches = Branch.objects.filter(run=run(), path__contains="/").order_by("-customer_count")
    found = branches.first() or Branch.objects.filter(run=run()).first()
    return found.path if found else ""


def session(username: str, branch: str) -> str:
    """The session cookie of a signed-in underwriter who sees a branch."""
    user, _ = User.objects.update_or_create(username=username, defaults={"role": "underwriter", "branch": branch})
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def drawn() -> list[CustomerPage]:
    """Customers drawn at random, read whole."""
    chance = random.Random(SEED)
    places = chance.sample(range(1, customer_count() + 1), min(DRAWN, customer_count()))
    found = Customer.objects.filter(run=run(), place__in=places).values_list("customer_id", flat=True)
    return [customer(run().label, customer_id) for customer_id in found]


def texts(pages: Sequence[CustomerPage]) -> Iterator[str]:
    """What people type: each customer by one or two of its keys, whole, in part or with a slip."""
    chance = random.Random(SEED)
    for page in pages:
        name = page.name or ""
        ways = [name, name[:2], slipped(pinyin(name, is_person=page.kind == "person") or name, chance), name[-4:]]
        ways += [record.phone[-6:] for record in page.records if record.phone]
        ways += [thing.plate[-4:] for thing in page.objects if thing.plate]
        ways += [policy.policy_id[-6:] for policy in page.policies]
        yield from chance.sample([way for way in ways if len(way) > 1], 2)


def filtered(branch: str) -> Iterator[str]:
    """Filters alone and together, broad and narrow, in several orders."""
    some = Customer.objects.filter(run=run(), policies_in_force__gt=0).order_by("place")[:4_000:100]
    yield f"/customers/?{urlencode({'branch': branch, 'tier': 'A'})}"
    yield "/customers/?result=losing&order=result"
    for one in some:
        yield f"/customers/?{urlencode({'kind': one.kind, 'channel': one.channel})}"
        yield f"/customers/?{urlencode({'line': one.line_codes[0], 'tier': one.tier, 'order': '-earned_premium'})}"
        yield f"/customers/?{urlencode({'channel': one.channel, 'due': '60', 'claims': 'yes'})}"
        yield f"/customers/?{urlencode({'branch': one.branch, 'order': 'next_expiry_date'})}"
        yield f"/customers/?{urlencode({'producer': one.producer_id})}"


def slipped(text: str, chance: random.Random) -> str:
    """A text with two neighbours swapped, as fingers do.

    >>> slipped("ab", random.Random(1))
    'ba'
    """
    if len(text) < 2:
        return text
    place = chance.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
