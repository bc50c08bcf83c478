"""What people are asked about who is who: customers whom nothing joined for sure, and a sample of those joined.

Reads `identity_pairs`, `identities`, `customers` and `customer_results`; writes `identity_questions`. The many pairs of
records of two customers are one question, told by the pair that says most. What is dearest stands first: the earned
premium of the smaller customer, which is what a wrong answer misplaces.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Matching
from kehu.tables.matches import IdentityQuestions

LEFT_TO_PEOPLE = ("asked", "contradicted")
ASKED = (
    "kind",
    "customer_id",
    "other_id",
    "party_id",
    "joined_party_id",
    "weight",
    "probability",
    "rule",
    "pair_count",
)
RULE_SAYS = 100.0  # bits: a pair that an exact rule would have joined says more than any that was compared


def ask(
    *, pairs: ir.Table, identities: ir.Table, customers: ir.Table, results: ir.Table, parameters: Matching
) -> ir.Table:
    """A row a question, in the columns of `IdentityQuestions`."""
    owners = identities.select("party_id", other_id="customer_id")
    owned = pairs.inner_join(owners, "party_id").inner_join(
        identities.select(joined_party_id="party_id", customer_id="customer_id"), "joined_party_id"
    )
    open_ones = _most_told(owned.filter(owned.outcome.isin(LEFT_TO_PEOPLE) & (owned.customer_id != owned.other_id)))
    joined = owned.filter(owned.outcome == "joined").mutate(
        kind=ibis.literal("sample"), pair_count=ibis.literal(1, "int64")
    )
    drawn = joined.order_by([_drawn_by(joined, parameters.seed), "party_id", "joined_party_id"])
    asked = ibis.union(open_ones.select(*ASKED), drawn.limit(parameters.sampled_joins).select(*ASKED))
    told = _described(asked, customers, results)
    order = [ibis.desc("stake"), ibis.desc(told.weight.fill_null(RULE_SAYS)), "party_id", "joined_party_id"]
    placed = told.mutate(place=ibis.row_number().over(order_by=order) + 1)
    return placed.cast(IdentityQuestions.datatypes()).select(*IdentityQuestions.columns).order_by("place")


def _most_told(pairs: ir.Table) -> ir.Table:
    """The pair that says most of each two customers; a contradiction in any makes it one."""
    two = pairs.mutate(
        least=ibis.least(pairs.customer_id, pairs.other_id), most=ibis.greatest(pairs.customer_id, pairs.other_id)
    )
    says = two.weight.fill_null(RULE_SAYS)
    window = ibis.window(group_by=[two.least, two.most], order_by=[says.desc(), two.party_id, two.joined_party_id])
    ranked = two.mutate(
        rank=ibis.row_number().over(window),
        pair_count=two.count().over(group_by=[two.least, two.most]),
        is_contradicted=(two.outcome == "contradicted").any().over(group_by=[two.least, two.most]),
    )
    first = ranked.filter(ranked["rank"] == 0)
    return first.mutate(kind=ibis.ifelse(first.is_contradicted, "contradicted", "asked"))


def _drawn_by(pairs: ir.Table, seed: int) -> ir.StringValue:
    return pairs.party_id.concat("|", pairs.joined_party_id, f"|{seed}").hexdigest("md5")


def _described(asked: ir.Table, customers: ir.Table, results: ir.Table) -> ir.Table:
    """Questions with names, branches and what is at stake."""
    told = customers.left_join(results.select("customer_id", "earned_premium"), "customer_id").select(
        "customer_id", "name", "branch", premium=lambda row: row.earned_premium.fill_null(0)
    )
    other = told.select(other_id="customer_id", other_name="name", other_branch="branch", other_premium="premium")
    both = asked.inner_join(told, "customer_id").inner_join(other, "other_id")
    return both.mutate(stake=ibis.least(both.premium, both.other_premium))
