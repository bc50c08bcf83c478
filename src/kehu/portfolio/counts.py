"""How many customers a scope has, and of what sort.

Reads the listed customers; gives `Counts` for the whole company and every branch, in one pass and a sum over the tree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir

from kehu.portfolio.trees import scopes_of


@dataclass(frozen=True)
class Counts:
    """Customers of a scope. Claim-free and losing customers are those with an account; `losing_result` is theirs."""

    customer_count: int
    organisation_count: int
    record_count: int
    joined_customer_count: int
    policy_count: int
    customers_in_force: int
    policies_in_force: int
    accounted_count: int
    claim_free_count: int
    losing_count: int
    losing_result: Decimal


COUNTED = tuple(Counts.__dataclass_fields__)


def counted(listed: ir.Table) -> dict[str, Counts]:
    """The counts of every scope that has a customer, and of the whole company."""
    has_account = listed["rank"].notnull()
    loses = has_account & (listed.result < 0)
    sums = listed.group_by(branch=listed.branch.fill_null("")).agg(
        customer_count=listed.count(),
        organisation_count=(listed.kind == "organisation").sum(),
        record_count=listed.party_count.sum(),
        joined_customer_count=(listed.party_count > 1).sum(),
        policy_count=listed.policy_count.sum(),
        customers_in_force=(listed.policies_in_force > 0).sum(),
        policies_in_force=listed.policies_in_force.sum(),
        accounted_count=has_account.sum(),
        claim_free_count=(has_account & (listed.claim_count == 0)).sum(),
        losing_count=loses.sum(),
        losing_result=listed.result.sum(where=loses).fill_null(0),
    )
    totals: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(COUNTED))
    for row in sums.to_pyarrow().to_pylist():
        for scope in scopes_of(row["branch"]):
            totals[scope] = [so_far + row[name] for so_far, name in zip(totals[scope], COUNTED, strict=True)]
    found = {"": totals[""], **totals}
    return {scope: _counts(dict(zip(COUNTED, sums, strict=True))) for scope, sums in found.items()}


def _counts(sums: dict[str, Decimal]) -> Counts:
    counts: dict[str, Any] = {name: int(value) for name, value in sums.items()}
    return Counts(**{**counts, "losing_result": sums["losing_result"]})
