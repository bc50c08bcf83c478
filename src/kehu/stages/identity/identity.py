"""Which customer stands behind each party record: by what people decided, by exact rules, and by a model of the rest.

Reads `parties`, the rules and people's decisions; writes `identities`, `identity_reasons`, `identity_redirects`,
`identity_pairs`, `identity_levels`, `hot_values`, and what later runs need. What people decided outranks the rules, and
both the model. Records that agree in all columns of a rule are one customer, through any chain of rules, unless they
contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.assumptions import IdentityDecision
from kehu.engines import Engine
from kehu.parameters import Identity
from kehu.stages.identity import continuity, deciding, joining, normalise, rules, steps
from kehu.stages.identity.continuity import Former
from kehu.stages.identity.contradictions import TOLD
from kehu.stages.identity.deciding import Decided
from kehu.statistics.components import Nodes
from kehu.tables import IdentityRule, Snapshot
from kehu.tables.matches import IdentityPairs

KEPT = ("reasons", "redirects", "pairs", "levels", "steps", "founders", "models", "scores", "records")


@dataclass(frozen=True)
class Resolution:
    """Customers behind records, and why.

    `identities`, `reasons` and `redirects` are the tables of those names; `hot_values` has a row for each value that
    too many records share to be evidence: rule, party_id (the first record that has it) and record_count. `pairs` and
    `levels` tell of the model, `identity_pairs` and `identity_levels`; empty where it is off. `steps` count. What the
    model learnt, all that it scored and what records said are kept in `models`, `scores` and `records` for later runs.
    """

    identities: ir.Table
    reasons: ir.Table
    redirects: ir.Table
    hot_values: ir.Table
    pairs: ir.Table
    levels: ir.Table
    steps: ir.Table
    founders: ir.Table
    models: ir.Table
    scores: ir.Table
    records: ir.Table

    @property
    def tables(self) -> Mapping[str, ir.Table]:
        """All of them by the names under which a run writes them."""
        return {
            "identities": self.identities,
            "hot_values": self.hot_values,
            **{f"identity_{name}": getattr(self, name) for name in KEPT},
        }


def resolve(
    *,
    engine: Engine,
    snapshot: Snapshot,
    parameters: Identity,
    former: Former | None,
    decisions: Sequence[IdentityDecision] = (),
) -> Resolution:
    """Find the customer behind each party record; `former` is what the run before gave, so that ids stay.

    `decisions` are people's, the newest last, none of them taken back.
    Raises IdentityRuleError for a rule that names no column of `parties`, or the name of another.
    """
    found = rules.gather(parameters=parameters, declared=snapshot.identity_rules)
    records = engine.keep(normalise.records(snapshot["parties"], columns=_columns(found)))
    evidence = rules.find(engine=engine, records=records, rules=found, largest_group=parameters.largest_group)
    decided = deciding.decide(
        engine=engine,
        told=records.select("party_id", *TOLD),
        pairs=evidence.pairs,
        sure_rules={rule.name for rule in found if set(rule.columns) <= normalise.IDENTITY},
        decisions=decisions,
    )
    joined = _joined(engine, snapshot, records, decided, parameters, former)
    members = engine.keep(_members(engine=engine, records=records, first=joined.first))
    successors = engine.keep(continuity.successors(members=members, former=former))
    ids = engine.keep(continuity.customer_ids(engine=engine, members=members, successors=successors, former=former))
    return Resolution(
        identities=engine.keep(members.inner_join(ids, "first_place").select("party_id", "customer_id")),
        reasons=joined.reasons,
        redirects=continuity.redirects(successors=successors, former=former),
        hot_values=ibis.union(evidence.hot_values, joined.hot_values),
        **{name: getattr(joined, name) for name in ("pairs", "levels", "models", "scores", "records")},
        founders=continuity.founders(members=members, ids=ids, successors=successors),
        steps=steps.count(
            engine=engine,
            followed=decided.pairs,
            compared=joined.pairs,
            rules=[rule.name for rule in found],
            first=joined.first,
            is_on=parameters.matching.is_on,
        ),
    )


def _joined(
    engine: Engine,
    snapshot: Snapshot,
    records: ir.Table,
    decided: Decided,
    parameters: Identity,
    former: Former | None,
) -> joining.Matched:
    """What people and rules say, with what the model adds where it is on."""
    reasons = _named(records=records, pairs=decided.pairs)
    refused = _refused(records=records, pairs=decided.refused)
    if not parameters.matching.is_on:
        return joining.off(first=decided.first, reasons=reasons, pairs=refused)
    matched = joining.match(
        engine=engine,
        parties=snapshot["parties"],
        first=decided.first,
        apart=decided.apart,
        parameters=parameters.matching,
        learnt=former.learnt if former else None,
        labels=_labels(decided),
    )
    compared = matched.pairs.select(*IdentityPairs.columns)
    return replace(
        matched,
        reasons=ibis.union(reasons, matched.reasons),
        pairs=ibis.union(refused.anti_join(compared, ["party_id", "joined_party_id"]), compared),
    )


def _labels(decided: Decided) -> ir.Table:
    """The pairs that people hold for one, the earlier record first."""
    told = decided.pairs.filter(decided.pairs.rule == deciding.DECISION)
    return told.select(
        place_l=ibis.least(told.place, told.first_place), place_r=ibis.greatest(told.place, told.first_place)
    )


def _columns(found: Sequence[IdentityRule]) -> list[str]:
    """The columns that any rule compares, each once."""
    return list(dict.fromkeys(column for rule in found for column in rule.columns))


def _members(*, engine: Engine, records: ir.Table, first: Nodes) -> ir.Table:
    """Every record with the first record of the same customer: place, party_id, first_place."""
    customers = engine.read_arrow(pa.table({"place": np.arange(len(first)), "first_place": first}))
    return records.select("place", "party_id").inner_join(customers, "place")


def _named(*, records: ir.Table, pairs: ir.Table) -> ir.Table:
    """The pairs by the records' own keys: rule, party_id, joined_party_id."""
    joined = records.select("place", party_id="party_id")
    first = records.select(first_place="place", joined_party_id="party_id")
    both = pairs.inner_join(joined, "place").inner_join(first, "first_place")
    return both.select("rule", "party_id", "joined_party_id")


def _refused(*, records: ir.Table, pairs: ir.Table) -> ir.Table:
    """The pairs that a rule would have joined had they not contradicted each other; of several rules the first name."""
    named = _named(records=records, pairs=pairs)
    once = named.group_by("party_id", "joined_party_id").agg(rule=named.rule.min())
    told = once.mutate(outcome=ibis.literal("contradicted"))
    bare = {name: ibis.null(kind) for name, kind in IdentityPairs.datatypes().items() if name not in told.columns}
    return told.mutate(**bare).cast(IdentityPairs.datatypes()).select(*IdentityPairs.columns)
