"""How far a line's own level of claims is believed, and what its covers are expected to cost after that.

Reads claims as of a date and the renewals; gives the credibility of each line and the renewals with claims that lean on
the loss ratio of the whole book. Limited fluctuation: a level is believed in full from 1,082 claims of one size on (it
then lies within 5 % nine times of ten), with fewer by the square root of their share; claims of unequal size count as
(Σx)² / Σx². Customers keep their place within the line; only its level moves. Without it, offers would chase chance: of
many lines the one that looks worst is mostly the one that was unlucky.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.tables import Snapshot


def credibilities(*, snapshot: Snapshot, claims_for_full: float) -> ir.Table:
    """One row a line with a claim: believed_line, credibility."""
    claims = snapshot["claims"]
    amount = (claims.paid.fill_null(0) + claims.outstanding.fill_null(0)).cast("float64")
    sized = claims.select("policy_id", amount=amount).filter(lambda row: row.amount > 0)
    rows = sized.inner_join(snapshot["policies"].select("policy_id", "line"), "policy_id")
    summed = rows.group_by(believed_line=rows.line).agg(
        effective=rows.amount.sum() ** 2 / (rows.amount * rows.amount).sum()
    )
    credibility = ibis.least(summed.effective / claims_for_full, 1.0).sqrt()
    return summed.select("believed_line", credibility=credibility)


def leant(*, rows: ir.Table, credibilities: ir.Table) -> ir.Table:
    """The renewals with the `claims` of believed lines, and `line_belief`: what that adds to them."""
    known = rows.filter(rows.is_known)
    book = known.agg(book_claims=known.claims.sum(), book_premium=known.expiring.sum())
    own = known.group_by(own_line=known.line).agg(own_claims=known.claims.sum(), own_premium=known.expiring.sum())
    beside = own.cross_join(book)
    levels = beside.select(
        "own_line",
        leaning=(beside.book_claims / beside.book_premium) / (beside.own_claims / beside.own_premium).nullif(0.0),
    )
    levelled = rows.left_join(levels, rows.line == levels.own_line).drop("own_line")
    joined = levelled.left_join(credibilities, levelled.line == credibilities.believed_line)
    belief = joined.credibility.fill_null(0.0)
    factor = (belief + (1 - belief) * joined.leaning).fill_null(1.0)
    moved = joined.mutate(claims=joined.claims * factor, line_belief=joined.claims * (factor - 1))
    return moved.drop("leaning", "believed_line", "credibility")
