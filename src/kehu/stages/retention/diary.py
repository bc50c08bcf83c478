"""The diary of each customer: what had become known by each day on which something did.

Reads `terms`, `policies`, `claims`, `services`, `interactions`, `surveys`, `referrals` and identities; gives one row a
customer and day with running sums, so that any day's state is the last row up to it: work that grows with the events,
not with their pairs, however large a fleet.
`usable_date` is the first day on which an entry may be used. Most are used from the day after they became known: what
happens on the day of a renewal is part of what is foretold. A claim is used on the day on which it is known, because a
source may know the claims of a term only when it ends; but it must have occurred before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

from kehu.parameters import Retention
from kehu.tables import Snapshot

PACK = 101  # scores 0 to 100 in tenths, packed behind the day so that the latest is the greatest
IN_FORCE, CLAIMS, OPEN_CLAIMS, SLOW_CLAIMS = "in_force", "claims_three_years", "open_claims", "slow_claims"
SERVICES, CONTACTS, GIVEN, RECEIVED = "services_last_year", "contacts_last_year", "referrals_given", "referred"
SUMS = (IN_FORCE, CLAIMS, OPEN_CLAIMS, SLOW_CLAIMS, SERVICES, CONTACTS, GIVEN, RECEIVED)


def diary(*, snapshot: Snapshot, identities: ir.Table, lines: Sequence[str], parameters: Retention) -> ir.Table:
    """One row a customer and day on which something changed.

    Columns: customer_id, usable_date; in_force (terms with cover) and `line_<n>` of each line; claims_three_years,
    open_claims, slow_claims, services_last_year, contacts_last_year, referrals_given, referred (all as they stand);
    first_date (of the first cover), last_survey_score (0 to 10).
    """
    owners = identities.select("party_id", "customer_id")
    policies = snapshot["policies"].select("policy_id", "party_id", "line").inner_join(owners, "party_id")
    holders = policies.select("policy_id", "customer_id", "line")
    entries = [
        *_covers(snapshot["terms"].inner_join(holders, "policy_id")),
        *_claims(snapshot["claims"].inner_join(holders, "policy_id"), parameters=parameters),
        *_last_year(snapshot["services"].inner_join(owners, "party_id"), SERVICES, "given_date"),
        *_last_year(snapshot["interactions"].inner_join(owners, "party_id"), CONTACTS, "occurred_date"),
        *_referrals(snapshot["referrals"], owners),
        _surveys(snapshot["surveys"].inner_join(owners, "party_id")),
    ]
    return _running(reduce(ibis.union, entries), lines)


def _covers(terms: ir.Table) -> list[ir.Table]:
    """Cover that enters and leaves; a cancellation counts once it is known."""
    cancelled = ibis.greatest(terms.cancellation_date, terms.cancellation_known_date)
    ends = ibis.least(cancelled.coalesce(terms.expiry_date), terms.expiry_date)
    begins = ibis.greatest(terms.inception_date, terms.known_date)
    held = terms.mutate(begins=begins, ends=ends).filter(lambda row: row.begins < row.ends)
    return [
        _entry(held, IN_FORCE, day=_next(held.begins), change=1, line=held.line, first=held.inception_date),
        _entry(held, IN_FORCE, day=_next(held.ends), change=-1, line=held.line),
    ]


def _claims(claims: ir.Table, *, parameters: Retention) -> list[ir.Table]:
    """Claims of three years, open ones, and those that took long: as many as a row stands for."""
    count = claims.claim_count.fill_null(1)
    slow_from = claims.reported_date + ibis.interval(days=parameters.slow_claim_days + 1)
    rows = claims.mutate(
        count=count,
        known=ibis.greatest(claims.known_date, _next(claims.occurred_date)),
        forgotten=claims.reported_date + ibis.interval(days=3 * 365),
        closed=_next(claims.closed_date),
    )
    rows = rows.mutate(slow_from=ibis.greatest(slow_from, rows.known))
    seen, closed = rows.filter(rows.known < rows.forgotten), rows.filter(rows.closed > rows.known)
    still_open = rows.filter(rows.closed.isnull() | (rows.closed > rows.known))
    slow = rows.filter((rows.closed.isnull() | (rows.closed > rows.slow_from)) & (rows.slow_from < rows.forgotten))
    return [
        _entry(seen, CLAIMS, day=seen.known, change=seen["count"]),
        _entry(seen, CLAIMS, day=seen.forgotten, change=-seen["count"]),
        _entry(still_open, OPEN_CLAIMS, day=still_open.known, change=still_open["count"]),
        _entry(closed, OPEN_CLAIMS, day=closed.closed, change=-closed["count"]),
        _entry(slow, SLOW_CLAIMS, day=slow.slow_from, change=slow["count"]),
        _entry(slow, SLOW_CLAIMS, day=slow.forgotten, change=-slow["count"]),
    ]


def _last_year(events: ir.Table, name: str, day: str) -> list[ir.Table]:
    """Events that count for a year; a service that was held out was none."""
    given = events.filter(~events.is_held_out.fill_null(False)) if "is_held_out" in events.columns else events
    rows = given.mutate(known=_next(ibis.greatest(given[day], given.known_date)))
    rows = rows.mutate(forgotten=rows[day] + ibis.interval(days=366))
    rows = rows.filter(rows.known < rows.forgotten)
    return [_entry(rows, name, day=rows.known, change=1), _entry(rows, name, day=rows.forgotten, change=-1)]


def _referrals(referrals: ir.Table, owners: ir.Table) -> list[ir.Table]:
    named = referrals.mutate(known=_next(ibis.greatest(referrals.referred_date, referrals.known_date)))
    given = named.inner_join(owners, "party_id")
    received = named.drop("party_id").inner_join(owners, [("referred_party_id", "party_id")])
    return [
        _entry(given, GIVEN, day=given.known, change=1),
        _entry(received, RECEIVED, day=received.known, change=1),
    ]


def _surveys(surveys: ir.Table) -> ir.Table:
    answered = surveys.filter(surveys.score.notnull())
    day = ibis.greatest(answered.answered_date, answered.known_date)
    packed = day.epoch_days() * PACK + (answered.score * 10).round().cast("int64")
    return _entry(answered, "", day=_next(day), change=0, survey=packed)


def _entry(
    rows: ir.Table,
    what: str,
    *,
    day: ir.DateValue,
    change: ir.IntegerValue | int,
    line: ir.StringValue | None = None,
    first: ir.DateValue | None = None,
    survey: ir.IntegerValue | None = None,
) -> ir.Table:
    return rows.select(
        "customer_id",
        usable_date=day,
        what=ibis.literal(what),
        change=ibis.literal(change, "int64") if isinstance(change, int) else change.cast("int64"),
        line=ibis.null("string") if line is None else line,
        first=ibis.null("date") if first is None else first,
        survey=ibis.null("int64") if survey is None else survey.cast("int64"),
    )


def _running(entries: ir.Table, lines: Sequence[str]) -> ir.Table:
    """Entries of a day added up, then running sums; days on which nothing changed in the end are left out."""
    sums = {name: _change(entries, entries.what == name) for name in SUMS}
    sums |= {f"line_{n}": _change(entries, entries.line == line) for n, line in enumerate(lines)}
    days = entries.group_by("customer_id", "usable_date").agg(
        **sums, first_date=entries["first"].min(), survey=entries.survey.max()
    )
    told = reduce(lambda either, name: either | (days[name] != 0), sums, days.survey.notnull())
    so_far = ibis.window(group_by="customer_id", order_by="usable_date", preceding=None, following=0)
    stand = {name: days[name].sum().over(so_far).cast("int64") for name in sums}
    latest = days.survey.max().over(so_far)
    first = days.first_date.min().over(so_far)
    # Whether a day is told is judged on its changes, before the sums take their names.
    marked = days.mutate(is_told=told | (days.first_date == first), latest=latest, begun=first, **stand)
    return marked.filter(marked.is_told).select(
        "customer_id", "usable_date", *sums, first_date="begun", last_survey_score=(marked.latest % PACK) / 10
    )


def _change(entries: ir.Table, chosen: ir.BooleanValue) -> ir.IntegerScalar:
    return ibis.ifelse(chosen.fill_null(False), entries.change, 0).sum().cast("int64")


def _next(day: ir.DateValue) -> ir.DateValue:
    return day + ibis.interval(days=1)
