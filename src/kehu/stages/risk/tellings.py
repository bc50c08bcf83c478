"""Lines whose claims are told only when their term is over, as sources do that send one row for a whole period.

Reads `claims`, `terms`, `policies` as of a date; gives one row for each such line.
There a triangle of ages shows how long the terms were, not how slowly claims are told: a term that is over has told
everything, and one that is not has told nothing, however old its cover is. On the last day of such a source's record
terms that are not over tell at once what they know; then they count as well.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.tables import Snapshot

NEARLY_ALL = 0.98  # of a line's claims; elsewhere a tenth or so is told after the end


def told_when_over(*, snapshot: Snapshot) -> ir.Table:
    """The lines of which nearly all claims are told at the end of their term or later, or on the as-of date.

    Columns: line, share_of_open (what cover of terms that are not over counts for: 1 where any of their claims is told,
    else 0).
    """
    claims, policies = snapshot["claims"], snapshot["policies"].select("policy_id", "line")
    terms, as_of = snapshot["terms"], ibis.literal(snapshot.as_of)
    ends = terms.select(
        tied_term_id="term_id",
        end_date=ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date)),
    )
    tied = claims.inner_join(ends, claims.term_id == ends.tied_term_id).inner_join(policies, "policy_id")
    told = tied.mutate(
        is_late=ibis.greatest(tied.reported_date, tied.known_date) >= ibis.least(tied.end_date, as_of),
        is_open=tied.end_date > as_of,
    )
    lines = told.group_by("line").agg(late_share=told.is_late.mean(), open_count=told.is_open.sum())
    found = lines.filter(lines.late_share >= NEARLY_ALL)
    return found.select("line", share_of_open=ibis.ifelse(found.open_count > 0, 1.0, 0.0))


def counted_when_over(*, exposure: ir.Table, told: ir.Table) -> ir.Table:
    """Exposure in which a term of such a line counts whole once it is over, else for share_of_open."""
    asked = told.select("share_of_open", late_line="line")
    joined = exposure.left_join(asked, exposure.line == asked.late_line)
    counted = ibis.ifelse(joined.last_age_days > 0, 1.0, joined.share_of_open) * joined.exposure_years
    changed = joined.mutate(
        developed_exposure=ibis.ifelse(joined.late_line.isnull(), joined.developed_exposure, counted)
    )
    return changed.drop("share_of_open", "late_line")
