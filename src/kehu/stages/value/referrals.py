"""What customers brought through others: part of the value of those whom they recommended and who came.

Reads recorded referrals, identities and the lifetime values of customers; gives one row a customer who brought others.
Nothing is invented: a customer without a record has brought nobody that is known, and a book without records says
nothing at all. Whoever was first to recommend a customer counts, so that nobody is counted twice.
"""

from __future__ import annotations

import ibis.expr.types as ir


def referral_values(*, referrals: ir.Table, identities: ir.Table, values: ir.Table, share: float) -> ir.Table:
    """Columns: customer_id, referred_count (with cover today), referral (currency; lifetime values are discounted)."""
    owners = identities.select("party_id", "customer_id")
    brought = identities.select(referred_party_id="party_id", referred_id="customer_id")
    known = referrals.inner_join(owners, "party_id").inner_join(brought, "referred_party_id")
    others = known.filter(known.customer_id != known.referred_id)
    dated = others.mutate(place=others.referred_date.cast("string") + "/" + others.referral_id)
    first = dated.group_by("referred_id").agg(customer_id=dated.customer_id.argmin(dated.place))
    came = first.inner_join(values.select(referred_id="customer_id", worth="lifetime_value"), "referred_id")
    return came.group_by("customer_id").agg(
        referred_count=came.count(), referral=came.worth.cast("float64").sum().fill_null(0.0) * share
    )
