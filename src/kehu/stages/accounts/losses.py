"""Claims as entries of the accounts: how many, how dear, and whether on business that has a premium.

Reads `claims` and `terms` as of a date; gives one row a claim, in cents.
A claim belongs to the year in which it occurred and to the policy that it names. One whose term the source does not
name counts as its policy's terms do: as unpriced where there are terms and none has a premium, else as priced.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import in_cents
from kehu.tables import Snapshot


def losses(*, snapshot: Snapshot) -> ir.Table:
    """Columns: policy_id, year, claim_count, incurred, unpriced_incurred (cents; a part of incurred)."""
    claims, terms = snapshot["claims"], snapshot["terms"]
    lone = claims.mutate(lone_policy_id=ibis.ifelse(claims.term_id.isnull(), claims.policy_id, ibis.null("string")))
    unpriced = terms.filter(terms.written_premium.isnull()).select(unpriced_term_id=terms.term_id)
    policies = _unpriced_policies(terms, of=lone)
    tied = lone.left_join(unpriced, lone.term_id == unpriced.unpriced_term_id)
    told = tied.left_join(policies, tied.lone_policy_id == policies.unpriced_policy_id)
    incurred = in_cents(told.paid).fill_null(0) + in_cents(told.outstanding).fill_null(0)
    is_unpriced = told.unpriced_term_id.notnull() | told.unpriced_policy_id.notnull()
    return told.select(
        "policy_id",
        year=told.occurred_date.year().cast("int64"),
        claim_count=told.claim_count.fill_null(1),
        incurred=incurred,
        unpriced_incurred=ibis.ifelse(is_unpriced, incurred, 0),
    )


def _unpriced_policies(terms: ir.Table, *, of: ir.Table) -> ir.Table:
    """Policies of claims without a term that have terms, none with a premium; the few claims spare most terms."""
    asked = of.filter(of.lone_policy_id.notnull()).select(policy_id=of.lone_policy_id).distinct()
    held = terms.semi_join(asked, "policy_id")
    counts = held.group_by("policy_id").agg(priced_count=held.written_premium.count())
    return counts.filter(counts.priced_count == 0).select(unpriced_policy_id=counts.policy_id)
