"""Groups of records from what people decided and what the exact rules join, in this order of authority.

Reads the pairs of the rules, what records say of which a customer has one only, and people's decisions; gives the group
of every record, whom people keep apart, and the pairs that a rule would have joined had the records not contradicted
each other. Nearly all groups are plain connected components; only those that a decision touches, or that hold a
contradiction, are made anew pair by pair. Of two decisions that say different things the newer holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.assumptions import IdentityDecision
from kehu.engines import Engine
from kehu.stages.identity.contradictions import contradictions
from kehu.statistics.components import Nodes, smallest_connected
from kehu.statistics.parting import Parting

DECISION = "decision"
Pair = tuple[str, int, int]  # rule, place, place of the record to which it is joined
PAIRS = pa.schema([("rule", pa.string()), ("place", pa.int64()), ("first_place", pa.int64())])


@dataclass(frozen=True)
class Decided:
    """What people and the rules say.

    `first` is the first place of each record's group; `pairs` (rule, place, first_place) are those that were followed,
    `refused` those that were not because the records contradict each other; `apart` are places of different people.
    """

    first: Nodes
    pairs: ir.Table
    refused: ir.Table
    apart: list[tuple[int, int]]


@dataclass
class _Joins:
    """The joins of the groups that are made anew, as they go."""

    parting: Parting
    place: Nodes  # of each node
    followed: list[Pair] = field(default_factory=list)
    refused: list[Pair] = field(default_factory=list)

    def gather(self, rule: str, nodes: Sequence[int], *, is_sure: bool) -> None:
        """Join nodes of which a rule says that they are one: each to the first that nothing keeps it from."""
        heads: list[int] = []
        for node in nodes:
            refusals = []
            for head in heads:
                refusal = self.parting.join(head, node, is_sure=is_sure)
                if refusal is None:
                    self.followed.append((rule, int(self.place[node]), int(self.place[head])))
                    break
                refusals.append((refusal, head))
            else:
                heads.append(node)
            contradicted = [head for refusal, head in refusals if refusal == "contradicted"]
            self.refused.extend((rule, int(self.place[node]), int(self.place[head])) for head in contradicted)


def decide(
    *,
    engine: Engine,
    told: ir.Table,
    pairs: ir.Table,
    sure_rules: Collection[str],
    decisions: Sequence[IdentityDecision],
) -> Decided:
    """Make the groups.

    `told` has every record as (place, party_id, true_type, true_number, birth), `pairs` those of the rules (rule,
    place, first_place), and `sure_rules` name those that a date of birth does not contradict: true numbers.
    """
    count = told.count().to_pyarrow().as_py()
    joined = pairs.select("rule", "place", "first_place").to_pyarrow()
    sides = _sides(engine, told, decisions)
    ties = [(places[0], place) for one, other in sides for places in [one + other] for place in places[1:]]
    left = np.concatenate([joined["place"].to_numpy(), np.array([one for one, _ in ties], dtype=np.int64)])
    right = np.concatenate([joined["first_place"].to_numpy(), np.array([other for _, other in ties], dtype=np.int64)])
    first = smallest_connected(count=count, left=left, right=right)
    named = {int(first[place]) for one, other in sides for place in one + other}
    looked_at = _contradicting(engine, told, first) | named
    if not looked_at:
        return Decided(first, pairs, engine.read_arrow(PAIRS.empty_table()), [])
    nodes = np.flatnonzero(np.isin(first, np.array(sorted(looked_at))))
    made = _made(engine, told, joined, nodes, decisions, sides, sure_rules)
    first = _relabelled(first, nodes, made.parting)
    touched = engine.read_arrow(pa.table({"place": nodes}))
    kept = pairs.select("rule", "place", "first_place").anti_join(touched, "place")
    return Decided(
        first,
        engine.keep(ibis.union(kept, _table(engine, made.followed))),
        _table(engine, made.refused),
        [(int(nodes[one]), int(nodes[other])) for one, other in made.parting.parted()],
    )


def _sides(engine: Engine, told: ir.Table, decisions: Sequence[IdentityDecision]) -> list[tuple[list[int], list[int]]]:
    """The places that each decision speaks of, of the one and of the other; records that are gone say nothing."""
    keys = sorted({key for each in decisions for key in (*each.records, *each.others)})
    asked = engine.read_arrow(pa.table({"party_id": pa.array(keys, pa.string())}))
    found = told.inner_join(asked, "party_id").select("party_id", "place").to_pyarrow()
    places: Mapping[str, int] = dict(zip(found["party_id"].to_pylist(), found["place"].to_pylist(), strict=True))
    both = ((each.records, each.others) for each in decisions)
    return [
        (sorted(places[key] for key in one if key in places), sorted(places[key] for key in other if key in places))
        for one, other in both
    ]


def _contradicting(engine: Engine, told: ir.Table, first: Nodes) -> set[int]:
    """The groups that hold two true numbers of one kind, or two dates of birth."""
    groups = engine.read_arrow(pa.table({"place": np.arange(len(first)), "first_place": first}))
    several = groups.group_by("first_place").having(groups.count() > 1).agg().select("first_place")
    records = told.inner_join(groups.semi_join(several, "first_place"), "place")
    numbers = records.group_by("first_place", "true_type").having(records.true_number.nunique() > 1).agg()
    births = records.group_by("first_place").having(records.birth.nunique() > 1).agg()
    found = ibis.union(numbers.select("first_place"), births.select("first_place"), distinct=True)
    return set(found.to_pyarrow()["first_place"].to_pylist())


def _made(
    engine: Engine,
    told: ir.Table,
    joined: pa.Table,
    nodes: Nodes,
    decisions: Sequence[IdentityDecision],
    sides: Sequence[tuple[list[int], list[int]]],
    sure_rules: Collection[str],
) -> _Joins:
    """The groups of these places, made pair by pair: decisions from the newest on, then the rules in their order."""
    held = engine.read_arrow(pa.table({"place": nodes}))
    known = told.inner_join(held, "place").order_by("place").to_pyarrow()
    joins = _Joins(Parting(len(nodes), contradictions(known)), nodes)
    node_of = {int(place): node for node, place in enumerate(nodes.tolist())}
    for decision, (one, other) in reversed(list(zip(decisions, sides, strict=True))):
        first, second = [node_of[place] for place in one], [node_of[place] for place in other]
        if decision.verdict == "same":
            joins.gather(DECISION, sorted(first + second), is_sure=True)
        else:
            _part(joins.parting, first, second)
    for rule, group in _groups(joined, nodes):
        joins.gather(rule, [node_of[place] for place in group], is_sure=rule in sure_rules)
    return joins


def _part(parting: Parting, one: Iterable[int], other: Iterable[int]) -> None:
    """Keep every node of one side from every node of the other."""
    others = sorted({parting.find(node) for node in other})
    for node in sorted({parting.find(node) for node in one}):
        for each in others:
            parting.part(node, each)


def _groups(joined: pa.Table, nodes: Nodes) -> list[tuple[str, list[int]]]:
    """The places that each rule holds for one, in the order of the rules."""
    of_these = joined.filter(pc.is_in(joined["place"], value_set=pa.array(nodes)))
    rules = pc.unique(joined["rule"]).to_pylist()
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for rule, place, first in zip(*(of_these[name].to_pylist() for name in PAIRS.names), strict=True):
        groups[rules.index(rule), first].append(place)
    return [(rules[number], [first, *sorted(places)]) for (number, first), places in sorted(groups.items())]


def _relabelled(first: Nodes, nodes: Nodes, parting: Parting) -> Nodes:
    found = first.copy()
    found[nodes] = nodes[[parting.find(node) for node in range(len(nodes))]]
    return found


def _table(engine: Engine, pairs: Sequence[Pair]) -> ir.Table:
    """Pairs as a table; of several decisions that join one record, the one that stands first."""
    columns = [*zip(*dict.fromkeys(pairs), strict=True)] or [[], [], []]
    whole = pa.table([pa.array(c, t) for c, t in zip(columns, PAIRS.types, strict=True)], schema=PAIRS)
    one_each = engine.read_arrow(whole)
    return one_each.group_by("rule", "place").agg(first_place=one_each.first_place.min())
