"""Spans: the stretches of time over which premium is earned, one for each term and each mid-term change.

Reads `terms` and `endorsements` as of a date; gives amounts in cents and lengths in days.
Cover runs over [inception, end), the end being the expiry or an earlier cancellation that is known; the as-of date
is the last day that counts. Premium is earned over:

- a term that runs on: [inception, expiry), the whole of it;
- a cancelled term whose returned premium the source gives: [inception, cancellation), the premium less the return;
- a cancelled term without it: [inception, expiry), cut at the cancellation (pro rata); or, where the parameters say
  that nothing is returned, [inception, cancellation), the whole of it;
- a change: from its effective date, in the same way. What the source gives as returned is all that was returned,
  so that nothing more is cut from the changes of that term, and all that was written is earned or returned.

What is kept without a single day of cover is earned on the first day. A returned premium without a cancellation
counts for nothing.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.parameters import Cancellation
from kehu.statistics.apportionment import in_cents
from kehu.tables import Snapshot

ONE_DAY = datetime.timedelta(days=1)
NOTHING = ibis.literal(0, "int64")


def spans(*, snapshot: Snapshot, cancellation: Cancellation) -> ir.Table:
    """The spans that have begun by the as-of date: terms, then changes.

    Columns: policy_id, from_date, is_priced, premium, returned_premium and commission (cents; commission is empty where
    the source has none), whole_days (over which the premium is earned), earned_days and covered_days (of them, by
    the as-of date), last_year (in which the last of them lies).
    """
    begun = ibis.union(of_terms(snapshot), of_changes(snapshot)).filter(lambda row: row.from_date <= snapshot.as_of)
    return _measured(_shortened(begun, cancellation=cancellation), until=snapshot.as_of + ONE_DAY)


def of_terms(snapshot: Snapshot) -> ir.Table:
    """Every term, with its whole premium."""
    terms = snapshot["terms"]
    premium = in_cents(terms.written_premium).fill_null(0)
    is_priced = terms.written_premium.notnull()
    return terms.select(
        "policy_id",
        "expiry_date",
        "cancellation_date",
        from_date=terms.inception_date,
        is_cover=ibis.literal(True),
        is_priced=is_priced,
        premium=premium,
        returned_premium=ibis.least(in_cents(terms.return_premium), premium),
        has_return=terms.return_premium.notnull(),
        commission=ibis.ifelse(is_priced, in_cents(terms.commission), 0),
    )


def of_changes(snapshot: Snapshot) -> ir.Table:
    """Every change of a term, with the premium that it adds or takes away; a change is no cover of its own."""
    terms = snapshot["terms"].select("term_id", "policy_id", "expiry_date", "cancellation_date", "return_premium")
    changed = snapshot["endorsements"].inner_join(terms, "term_id")
    return changed.select(
        "policy_id",
        "expiry_date",
        "cancellation_date",
        from_date=changed.effective_date,
        is_cover=ibis.literal(False),
        is_priced=ibis.literal(True),
        premium=in_cents(changed.premium_change),
        returned_premium=NOTHING,
        has_return=changed.return_premium.notnull(),
        commission=in_cents(changed.commission_change),
    )


def _shortened(begun: ir.Table, *, cancellation: Cancellation) -> ir.Table:
    """Spans with their end, and whether all that is kept is earned by then."""
    is_cancelled = begun.cancellation_date.notnull()
    keeps_all = cancellation.return_premium == "none"
    return begun.mutate(
        end_date=ibis.least(begun.expiry_date, begun.cancellation_date.coalesce(begun.expiry_date)),
        returned_premium=ibis.ifelse(is_cancelled & begun.has_return, begun.returned_premium, 0),
        is_earned_by_end=is_cancelled if keeps_all else is_cancelled & begun.has_return,
    )


def _measured(ended: ir.Table, *, until: datetime.date) -> ir.Table:
    """Spans with their days, of which those before `until` count."""
    so_far = ibis.literal(until).delta(ended.from_date, unit="day")
    cover = ibis.greatest(ended.end_date.delta(ended.from_date, unit="day"), 0)
    earning = ibis.ifelse(ended.is_earned_by_end, ibis.greatest(cover, 1), cover)
    whole = ibis.ifelse(ended.is_earned_by_end, earning, ended.expiry_date.delta(ended.from_date, unit="day"))
    last_date = (ibis.least(ended.end_date, until) - ibis.interval(days=1)).cast("date")
    return ended.select(
        "policy_id",
        "from_date",
        "is_priced",
        "premium",
        "returned_premium",
        "commission",
        whole_days=whole,
        earned_days=ibis.least(earning, so_far),
        covered_days=ibis.ifelse(ended.is_cover, ibis.least(cover, so_far), 0),
        last_year=ibis.greatest(last_date, ended.from_date).year(),
    )
