"""Claims as entries of the accounts: how many, how dear, and whether on business that has a premium.

Reads `claims` and `terms` as of a date; gives one row a claim, in cents.
A claim belongs to the year in which it occurred and to the policy that it names. One whose term the source does not
name counts as priced.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import in_cents
from kehu.tables import Snapshot


def losses(*, snapshot: Snapshot) -> ir.Table:
    """Columns: policy_id, year, claim_count, incurred, unpriced_incurred (cents; a part of incurred)."""
    claims, terms = snapshot["claims"], snapshot["terms"]
    unpriced = terms.filter(terms.written_premium.isnull()).select(unpriced_term_id=terms.term_id)
    told = claims.left_join(unpriced, claims.term_id == unpriced.unpriced_term_id)
    incurred = in_cents(told.paid).fill_null(0) + in_cents(told.outstanding).fill_null(0)
    return told.select(
        "policy_id",
        year=told.occurred_date.year().cast("int64"),
        claim_count=told.claim_count.fill_null(1),
        incurred=incurred,
        unpriced_incurred=ibis.ifelse(told.unpriced_term_id.notnull(), incurred, 0),
    )
