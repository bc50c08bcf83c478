"""Dossiers: the book in the order of customers, so that everything about one of them lies together.

Reads the book and `identities`; writes a `dossier_…` for every table that reaches a customer. Parties reach it through
their identity, policies through their party, terms and claims through their policy, changes through their term. Whoever
then asks for one customer reads a few thousand neighbouring rows rather than the book (ADR 10).
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.tables import Snapshot
from kehu.tables.dossiers import DOSSIERS

BY_PARTY = ("parties", "interactions", "services", "surveys", "referrals")
BY_POLICY = ("insured_objects", "terms", "renewal_offers", "claims")


def compile_dossiers(
    *, engine: Engine, snapshot: Snapshot, identities: ir.Table, reasons: ir.Table
) -> Mapping[str, ir.Table]:
    """The rows of the book by customer: tables named `dossier_…`, with the columns of `DOSSIERS`.

    `reasons` are the identity reasons; a row whose party or policy the book does not know reaches nobody and is not
    there. What was known on the snapshot's date is there, and nothing else.
    """
    owners = identities.select("party_id", "customer_id")
    policies = snapshot["policies"].inner_join(owners, "party_id")
    holders = engine.keep(policies.select("policy_id", "customer_id"))
    filed = {
        **{name: snapshot[name].inner_join(owners, "party_id") for name in BY_PARTY},
        "identity_reasons": reasons.inner_join(owners, "party_id"),
        "policies": policies,
        **{name: snapshot[name].inner_join(holders, "policy_id") for name in BY_POLICY},
        "endorsements": _endorsements(snapshot, holders),
    }
    return {DOSSIERS[name].table_name: table for name, table in filed.items()}


def _endorsements(snapshot: Snapshot, holders: ir.Table) -> ir.Table:
    """Changes with the customer who holds the policy of their term."""
    terms = snapshot["terms"].select("term_id", "policy_id").inner_join(holders, "policy_id")
    return snapshot["endorsements"].inner_join(terms.select("term_id", "customer_id"), "term_id")
