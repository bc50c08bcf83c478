"""Publishing a run: its columns into the desk's tables, and the switch to it, in one transaction.

Reads a run through the engine's gateway; writes `published`. Readers see the former run, whole, until the transaction
ends; the former run's rows stay until the next publishing, so that a page begun on them can end on them, and going
back to it is a switch (ADR 11).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection, transaction

from kehu_desk.engine import KeyBatch, ListBatch, PublishedBranch, RunFeed, ScopedDocument, open_feed
from kehu_desk.published.copying import Row, copy_rows
from kehu_desk.published.models import Branch, Customer, Portfolio, PublishedRun, SearchKey

Report = Callable[[str, int, int], None]
LOCK = 4_202_607  # a number of our own for PostgreSQL's advisory lock
LONGEST_KEY = 120  # letters that the column of search keys holds
TABLES = (SearchKey, Customer, Branch, Portfolio)
STEPS = ("keys", "branches", "customers", "search", "portfolio")
SEARCH_COLUMNS = ("run_id", "key", "place", "branch_number")
CUSTOMER_COLUMNS = (
    *("run_id", "place", "customer_id", "kind", "name", "branch", "branch_number", "channel", "producer_id"),
    *("producer_name", "lines", "tier", "is_ranked", "party_count", "policy_count", "policies_in_force"),
    *("customer_since_date", "next_expiry_date", "claim_count"),
    *("earned_premium_cents", "incurred_cents", "result_cents"),
)


class NotPublishedError(LookupError):
    """The run is not among those that are published; the message says what to do."""


class IncompleteError(RuntimeError):
    """Not all of a run arrived on the desk, so nothing of it was published."""


@dataclass
class Ranges:
    """First and last place of what follows from the rank by result: those ranked, each tier, those who lose money.

    Since a place is a rank, each of these is one range of places, and a filter by them needs no index of its own.
    """

    found: dict[str, list[int]] = field(default_factory=dict)

    def note(self, batch: ListBatch) -> None:
        """Take in some customers."""
        for place, tier, rank, result in zip(batch.place, batch.tier, batch.rank, batch.result, strict=True):
            if rank is not None:
                self._widen("ranked", place)
                self._widen(f"tier {tier}", place)
                self._widen("losing" if result < 0 else "earning", place)

    def _widen(self, name: str, place: int) -> None:
        self.found.setdefault(name, [place, place])[1] = place


def publish(label: str, *, by: str, report: Report) -> PublishedRun:
    """Copy a run onto the desk and make it current, whole or not at all; gives the published run.

    Two publishings at once follow one another. Raises the engine's errors where the run cannot be read.
    """
    with open_feed(label) as feed:
        report(STEPS[0], 0, len(STEPS))
        keys, portfolios = feed.search_keys(), list(feed.portfolios())
        return _publish(feed, keys, portfolios, by=by, report=report)


def _publish(
    feed: RunFeed, keys: Iterator[KeyBatch], portfolios: Sequence[ScopedDocument], *, by: str, report: Report
) -> PublishedRun:
    """Copy and switch, in one transaction; what takes long was done before it."""
    with transaction.atomic():
        _wait_for_turn()
        there = PublishedRun.objects.filter(is_current=True, label=feed.label).first()
        if there is not None:  # a run never changes, so it is there already, and the way back stays
            return there
        _make_room()
        run = PublishedRun.objects.create(
            label=feed.label,
            as_of=feed.as_of,
            currency=feed.currency,
            customer_count=feed.customer_count,
            published_by=by,
        )
        _copy(run, feed, keys, portfolios, report=report)
        _switch(run)
    _gather_statistics()
    return run


def switch_to(label: str) -> PublishedRun:
    """Make a run current whose rows are still on the desk; raises NotPublishedError where they are not."""
    with transaction.atomic():
        _wait_for_turn()
        run = PublishedRun.objects.filter(label=label).order_by("-pk").first()
        if run is None:
            raise NotPublishedError(f"{label} is not on the desk any more. Publish it again.")
        _switch(run)
    return run


def _wait_for_turn() -> None:
    """One publishing at a time: SQLite's transaction holds the only lock there is, PostgreSQL is asked for one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _make_room() -> None:
    """Take away the rows of every run but the current one, which readers may be reading."""
    for run in PublishedRun.objects.filter(is_current=False):
        for model in TABLES:
            model.objects.filter(run_id=run.pk)._raw_delete(using="default")
        run.delete()


def _switch(run: PublishedRun) -> None:
    PublishedRun.objects.filter(is_current=True).exclude(pk=run.pk).update(is_current=False)
    PublishedRun.objects.filter(pk=run.pk).update(is_current=True)
    run.is_current = True


def _copy(
    run: PublishedRun,
    feed: RunFeed,
    keys: Iterator[KeyBatch],
    portfolios: Sequence[ScopedDocument],
    *,
    report: Report,
) -> None:
    """Copy what the run gives, table by table."""
    report(STEPS[1], 1, len(STEPS))
    branches = {branch.path: branch.number for branch in feed.branches}
    Branch.objects.bulk_create([_branch(run, branch) for branch in feed.branches], batch_size=500)
    report(STEPS[2], 2, len(STEPS))
    branch_by_place, ranges = array("i", [0]), Ranges()
    rows = _customers(run, feed, branches, branch_by_place, ranges)
    copied = copy_rows(Customer._meta.db_table, CUSTOMER_COLUMNS, rows)
    _check("customers", copied, least=feed.customer_count)
    PublishedRun.objects.filter(pk=run.pk).update(ranges=ranges.found)
    report(STEPS[3], 3, len(STEPS))
    copied = copy_rows(SearchKey._meta.db_table, SEARCH_COLUMNS, _search_keys(run, keys, branch_by_place))
    _check("search keys", copied, least=feed.customer_count)
    report(STEPS[4], 4, len(STEPS))
    documents = [Portfolio(run=run, scope=scoped.scope, document=scoped.document) for scoped in portfolios]
    Portfolio.objects.bulk_create(documents, batch_size=50)


def _check(what: str, copied: int, *, least: int) -> None:
    """Raise IncompleteError where less arrived than the run has: every customer has a row, and a key at least."""
    if copied < least:
        raise IncompleteError(
            f"Only {copied:,} {what} of at least {least:,} arrived. The former run stays on the desk."
        )


def _branch(run: PublishedRun, branch: PublishedBranch) -> Branch:
    return Branch(
        run=run,
        number=branch.number,
        last_number=branch.last_number,
        path=branch.path[:500],
        customer_count=branch.customer_count,
    )


def _customers(
    run: PublishedRun, feed: RunFeed, branches: Mapping[str, int], branch_by_place: array[int], ranges: Ranges
) -> Iterator[Sequence[Row]]:
    """The rows of the list; notes the branch of each place, which counts up from 1, and the ranges of places."""
    for batch in feed.customers():
        numbers = [branches.get(branch or "", 0) for branch in batch.branch]
        branch_by_place.extend(numbers)
        ranges.note(batch)
        yield list(zip(*_columns(run, batch, numbers), strict=True))


def _columns(run: PublishedRun, batch: ListBatch, numbers: Sequence[int]) -> tuple[Sequence[object], ...]:
    """The columns of a batch in the order of CUSTOMER_COLUMNS."""
    return (
        [run.pk] * len(numbers),
        *(batch.place, batch.customer_id, batch.kind, _texts(batch.name, 300), _texts(batch.branch, 500), numbers),
        *(_texts(batch.channel, 64), _texts(batch.producer_id, 100), _texts(batch.producer_name, 200)),
        [f",{lines[:298]}," if lines else "" for lines in batch.lines],
        *(_texts(batch.tier, 32), [rank is not None for rank in batch.rank]),
        *(batch.party_count, batch.policy_count, batch.policies_in_force),
        *(batch.customer_since_date, batch.next_expiry_date, batch.claim_count),
        *(_cents(batch.earned_premium), _cents(batch.incurred), _cents(batch.result)),
    )


def _texts(values: Sequence[str | None], longest: int) -> list[str]:
    """Texts cut at what the column holds: a list shows the beginning of a very long name, its page the whole."""
    return [(value or "")[:longest] for value in values]


def _cents(amounts: Sequence[Decimal | None]) -> list[int]:
    return [int((amount or 0) * 100) for amount in amounts]


def _search_keys(run: PublishedRun, keys: Iterator[KeyBatch], branch_by_place: array[int]) -> Iterator[Sequence[Row]]:
    """The rows of the keys; those cut at what the column holds may be one, and come once."""
    cut: set[tuple[str, int]] = set()
    for batch in keys:
        rows = []
        for key, place in zip(batch.keys, batch.places, strict=True):
            if len(key) >= LONGEST_KEY:
                if (key[:LONGEST_KEY], place) in cut:
                    continue
                cut.add((key[:LONGEST_KEY], place))
            rows.append((run.pk, key[:LONGEST_KEY], place, branch_by_place[place]))
        yield rows


def _gather_statistics() -> None:
    """Tell the database how the values lie, so that it chooses the right index for the new run.

    On SQLite the customers are enough: to the keys there is one way only.
    """
    models = (Customer,) if connection.vendor == "sqlite" else (Customer, SearchKey)
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
