"""How long ago another policy of the customer ended: the first that goes is the strongest sign that all will.

Reads `policies`, `terms`, `renewal_offers` and identities; gives, for each occasion, the days since another policy of
the customer was cancelled or not renewed, as far as that was known before the judged day.
What ended is judged on the day it became visible, with what was known then: a cover that begins again later changes
nothing of what was believed. Endings are gathered by customer and day first, so that a large fleet meets each of its
occasions at most once a day of the year (Brockett et al. 2008 show the sign's strength).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Retention
from kehu.tables import Snapshot

LOOKED_BACK = 365  # days
NONE = "none"
BANDS = ((30, "0–30 days"), (90, "31–90 days"), (180, "91–180 days"), (LOOKED_BACK, "181–365 days"))


def endings(*, snapshot: Snapshot, identities: ir.Table, parameters: Retention) -> ir.Table:
    """One row a customer, day of ending and day from which it is visible, with the first and last policy that ended."""
    owners = snapshot["policies"].select("policy_id", "party_id")
    owners = owners.inner_join(identities.select("party_id", "customer_id"), "party_id")
    found = ibis.union(
        ibis.union(_cancelled(snapshot["terms"]), _declined(snapshot["renewal_offers"])),
        _expired(snapshot["terms"], parameters=parameters),
    )
    known = found.inner_join(owners, "policy_id")
    return known.group_by("customer_id", "ended_date", "visible_date").agg(
        first_policy=known.policy_id.min(), last_policy=known.policy_id.max()
    )


def days_since(*, occasions: ir.Table, endings: ir.Table) -> ir.Table:
    """Columns: term_id, ended_days; one row an occasion before which another policy ended within a year."""
    asked = occasions.select("term_id", "customer_id", "policy_id", "judged_date")
    pairs = asked.inner_join(endings, "customer_id")
    days = pairs.judged_date.delta(pairs.ended_date, unit="day")
    is_other = (pairs.first_policy != pairs.policy_id) | (pairs.last_policy != pairs.policy_id)
    pairs = pairs.filter(is_other & (pairs.visible_date < pairs.judged_date) & days.between(0, LOOKED_BACK))
    since = pairs.judged_date.delta(pairs.ended_date, unit="day")
    return pairs.group_by("term_id").agg(ended_days=since.min())


def band(days: ir.IntegerValue) -> ir.StringValue:
    """The band of a number of days, `none` for a missing one.

    >>> [band(ibis.literal(days, "int64")).to_pyarrow().as_py() for days in (30, 31, None)]
    ['0–30 days', '31–90 days', 'none']
    """
    return ibis.cases(*((days <= most, name) for most, name in BANDS), else_=NONE)


def _cancelled(terms: ir.Table) -> ir.Table:
    day = ibis.greatest(terms.cancellation_date, terms.cancellation_known_date)
    ended = terms.filter(terms.cancellation_date.notnull() & (terms.cancellation_date < terms.expiry_date))
    return ended.select("policy_id", ended_date=day, visible_date=day)


def _declined(offers: ir.Table) -> ir.Table:
    declined = offers.filter(offers.outcome == "declined")
    return declined.select("policy_id", ended_date="decided_date", visible_date="decided_date")


def _expired(terms: ir.Table, *, parameters: Retention) -> ir.Table:
    """Terms that nothing followed by the end of the days of grace, as known on that day."""
    grace = ibis.interval(days=parameters.grace_days)
    ran = terms.filter(terms.cancellation_date.isnull() | (terms.cancellation_date >= terms.expiry_date))
    ran = ran.select("term_id", "policy_id", "expiry_date", "inception_date", visible_date=ran.expiry_date + grace)
    later = terms.select("policy_id", later_date="inception_date", later_known_date="known_date", later_id="term_id")
    pairs = ran.inner_join(later, "policy_id")
    follows = (pairs.later_date > pairs.inception_date) & (pairs.later_id != pairs.term_id)
    in_time = (pairs.later_date <= pairs.visible_date) & (pairs.later_known_date <= pairs.visible_date)
    followed = pairs.filter(follows & in_time)
    return ran.anti_join(followed, "term_id").select("policy_id", ended_date="expiry_date", visible_date="visible_date")
