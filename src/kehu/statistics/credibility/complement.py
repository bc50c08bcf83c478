"""The complement of credibility: what a cover is expected to cost as far as its line's own claims are too few to say.

Reads claims with their lines, and covers; gives the credibility of each line and covers with claims that lean on their
own rate, which is what they pay times the loss ratio of the whole book.
Limited fluctuation: a line is believed in full from 1,082 claims of one size on (its level then lies within 5 % nine
times of ten), with fewer by the square root of their share; claims of unequal size count as (Σx)² / Σx². The rate in
force is the usual complement (Boor 1996): it knows the size of a risk of which a small line's models know nothing. A
customer's own record is believed by a credibility of its own, and multiplies both. Without all this, decisions would
chase chance: of many lines the one that looks worst is mostly the one that was unlucky.
"""

from __future__ import annotations

import ibis.expr.types as ir


def line_credibilities(*, claims: ir.Table, policies: ir.Table, claims_for_full: float) -> ir.Table:
    """One row a line with a claim: believed_line, credibility (0 to 1).

    Reads policy_id, paid and outstanding of claims, policy_id and line of policies.

    >>> import ibis, pyarrow as pa
    >>> claims = ibis.memtable(pa.table({"policy_id": ["P"] * 4, "paid": [9.0] * 4, "outstanding": [0.0] * 4}))
    >>> policies = ibis.memtable(pa.table({"policy_id": ["P"], "line": ["motor"]}))
    >>> line_credibilities(claims=claims, policies=policies, claims_for_full=16).to_pyarrow().to_pylist()
    [{'believed_line': 'motor', 'credibility': 0.5}]
    """
    amount = (claims.paid.fill_null(0) + claims.outstanding.fill_null(0)).cast("float64")
    sized = claims.select("policy_id", amount=amount).filter(lambda row: row.amount > 0)
    rows = sized.inner_join(policies.select("policy_id", "line"), "policy_id")
    summed = rows.group_by(believed_line=rows.line).agg(
        effective=rows.amount.sum() ** 2 / (rows.amount * rows.amount).sum()
    )
    return summed.select("believed_line", credibility=(summed.effective / claims_for_full).clip(upper=1.0).sqrt())


def leant(*, rows: ir.Table, credibilities: ir.Table) -> ir.Table:
    """The covers with the `claims` of believed lines, and `line_belief`: what that adds to them, in currency a year.

    Reads line, claims (a year, own record included), own_record (the part of it that the record makes), expiring (the
    premium of a year) and is_known; covers that are not known say nothing of the book's loss ratio.

    >>> import ibis, pyarrow as pa
    >>> covers = {"line": ["motor", "motor"], "claims": [50.0, 50.0], "expiring": [50.0, 150.0]}
    >>> covers = ibis.memtable(pa.table({**covers, "own_record": [0.0, 0.0], "is_known": [True, True]}))
    >>> believed = ibis.memtable(pa.table({"believed_line": ["motor"], "credibility": [0.5]}))
    >>> leant(rows=covers, credibilities=believed).order_by("expiring").claims.to_pyarrow().to_pylist()
    [37.5, 62.5]
    """
    known = rows.filter(rows.is_known)
    rated = (known.claims - known.own_record).sum()
    book = known.agg(book_ratio=rated / known.expiring.sum())
    beside = rows.left_join(credibilities, rows.line == credibilities.believed_line).cross_join(book)
    belief = beside.credibility.fill_null(0.0)
    of_record = beside.claims / (beside.claims - beside.own_record).nullif(0.0)
    by_rate = beside.expiring * beside.book_ratio * of_record
    claims = (belief * beside.claims + (1 - belief) * by_rate).fill_null(beside.claims)
    moved = beside.mutate(claims=claims, line_belief=claims - beside.claims)
    return moved.drop("believed_line", "credibility", "book_ratio")
