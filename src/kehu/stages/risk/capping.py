"""Large claims cut off at a line's quantile, and what is cut off spread over the line.

Reads claims with their developed amounts; gives the cap and the load of each line, and each claim's part below the cap.
The load is the ratio of all to what is below the cap, so that capped amounts × load add up to the line's total: one
claim in a hundred makes no rate of its own, and nothing is lost.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Capping

CAPPED, TOO_FEW = "cut at the quantile", "too few claims to cut"


def caps(*, claims: ir.Table, parameters: Capping) -> ir.Table:
    """One row a line, amounts in cents.

    Columns: line, cap (of one claim; empty where the line has too few claims with a cost), claims (those with a cost),
    capped_claims, total, capped_total, load (total / capped_total; 1 where nothing is left to spread on), reason.
    """
    costly = claims.filter(claims.developed_incurred > 0)
    found = costly.group_by("line").agg(
        quantile=_each(costly).quantile(parameters.quantile), claims=costly.count().cast("int64")
    )
    enough = found.claims >= parameters.least_claims
    limits = found.select(
        "line",
        "claims",
        cap=ibis.ifelse(enough, found["quantile"], ibis.null("float64")),
        reason=ibis.ifelse(enough, CAPPED, TOO_FEW),
    )
    lines = claims.select("line").distinct().left_join(limits, "line").drop("line_right")
    limits = lines.mutate(claims=lines.claims.fill_null(0), reason=lines.reason.fill_null(TOO_FEW))
    return _balanced(with_capped_amounts(claims=claims, caps=limits), limits)


def with_capped_amounts(*, claims: ir.Table, caps: ir.Table) -> ir.Table:
    """Claims with `capped_incurred` and `excess_incurred` in cents; a row of several is capped at as many caps."""
    limits = caps.select("line", "cap")
    limited = claims.left_join(limits, "line").drop("line_right")
    most = (limited.cap * ibis.greatest(limited.claim_count, 1)).coalesce(limited.developed_incurred)
    capped = limited.mutate(capped_incurred=ibis.least(limited.developed_incurred, most))
    return capped.mutate(excess_incurred=capped.developed_incurred - capped.capped_incurred).drop("cap")


def _each(claims: ir.Table) -> ir.FloatingValue:
    """What one claim of a row costs."""
    return claims.developed_incurred / ibis.greatest(claims.claim_count, 1)


def _balanced(capped: ir.Table, limits: ir.Table) -> ir.Table:
    """The limits with each line's totals and the load that carries the excess."""
    sums = capped.group_by("line").agg(
        capped_claims=(capped.excess_incurred > 0).cast("int64").sum(),
        total=capped.developed_incurred.sum(),
        capped_total=capped.capped_incurred.sum(),
    )
    joined = limits.left_join(sums, "line")
    load = ibis.ifelse(joined.capped_total > 0, joined.total / joined.capped_total, 1.0)
    return joined.select("line", "cap", "claims", "capped_claims", "total", "capped_total", "reason", load=load)
