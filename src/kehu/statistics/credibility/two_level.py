"""Two levels of credibility: the record of a group and of each of its members.

Reads a table of the engine with one row a member, its group, and its counts observed and expected; gives the variances
of both levels, and each member with the effect of the group, its own effect, and the factor of both.
Jewell's hierarchical credibility as linear Bayes, so that one passage over the groups and one over the members is all
(Jewell 1975; Bühlmann & Gisler 2005, chapter 6); variances come from products within groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

# A member's level is 1 + u + w, u the group's effect of variance s_u, w its own of variance s_w; counts are Poisson of
# mean L (1 + u + w). With r = N - L, and over the members of a group
#     A = sum L / (1 + s_w L),  B = sum r / (1 + s_w L)
#     u = s_u B / (1 + s_u A),  w = s_w (r - L u) / (1 + s_w L),  factor = 1 + u + w.
# Products of two members of one group have mean L L' s_u, and (N - L)^2 - N has mean L^2 (s_u + s_w), so
#     s_u = [sum (sum r)^2 - sum r^2] / [sum (sum L)^2 - sum L^2],  s_u + s_w = sum [(N - L)^2 - N] / sum L^2.
# Large members would drown all others in these sums; each r and L is therefore divided by 1 + s L, s = s_u + s_w of the
# round before, which makes the products about equally certain. The first round has s = 0: the plain moments.

ROUNDS = 5


@dataclass(frozen=True)
class Variances:
    """Variances of the levels: between groups (shared by all members) and between the members of a group."""

    between_groups: float
    between_members: float


def variances(members: ir.Table, *, rounds: int = ROUNDS) -> Variances:
    """The variances of both levels from products within groups; `rounds=1` gives the plain moments.

    Reads group, observed, expected, one row a member. Variances are not negative, and the groups' is at most the sum of
    both. Without a group of two members all of it is the groups', so that a member's factor is that of one level.

    >>> import pyarrow as pa
    >>> rows = {"group": [1, 1, 2, 2], "observed": [3, 3, 0, 0], "expected": [1.0, 1.0, 1.0, 1.0]}
    >>> variances(ibis.memtable(pa.table(rows)), rounds=1)
    Variances(between_groups=1.0, between_members=0.0)
    """
    both, found = 0.0, Variances(0.0, 0.0)
    for _ in range(rounds):
        (sums,) = _moments(members, heterogeneity=both).to_pyarrow().to_pylist()
        found = _split(sums)
        both = found.between_groups + found.between_members
    return found


def effects(members: ir.Table, *, variances: Variances) -> ir.Table:
    """Members with group_effect, member_effect and factor = 1 + group_effect + member_effect.

    Reads group, observed, expected and keeps all columns. A group's new member has the factor 1 + group_effect.

    >>> import pyarrow as pa
    >>> rows = ibis.memtable(pa.table({"group": [1, 1], "observed": [3, 0], "expected": [1.0, 1.0]}))
    >>> found = effects(rows, variances=Variances(0.5, 0.5)).order_by("observed")
    >>> [round(value, 3) for value in found.factor.to_pyarrow().to_pylist()]
    [0.8, 1.8]
    """
    of_groups, of_members = variances.between_groups, variances.between_members
    damped = members.mutate(damping=1 + of_members * members.expected, rest=members.observed - members.expected)
    group = ibis.window(group_by="group")
    expected = (damped.expected / damped.damping).sum().over(group)
    rest = (damped.rest / damped.damping).sum().over(group)
    known = damped.mutate(group_effect=of_groups * rest / (1 + of_groups * expected))
    own = of_members * (known.rest - known.expected * known.group_effect) / known.damping
    found = known.mutate(member_effect=own)
    return found.mutate(factor=1 + found.group_effect + found.member_effect).drop("damping", "rest")


def _moments(members: ir.Table, *, heterogeneity: float) -> ir.Table:
    """One row: squares and products of r and L, each divided by 1 + s L."""
    scale = 1 / (1 + heterogeneity * members.expected)
    scaled = members.select(
        group=members.group,
        rest=(members.observed - members.expected) * scale,
        expected=members.expected * scale,
        observed=members.observed * scale * scale,
    )
    groups = scaled.group_by("group").agg(
        rest=scaled.rest.sum(),
        expected=scaled.expected.sum(),
        observed=scaled.observed.sum(),
        rest_squares=(scaled.rest * scaled.rest).sum(),
        expected_squares=(scaled.expected * scaled.expected).sum(),
        members=scaled.count(),
    )
    return groups.agg(
        excess=(groups.rest_squares - groups.observed).sum(),
        squares=groups.expected_squares.sum(),
        products=(groups.rest * groups.rest - groups.rest_squares).sum(),
        pairs=(groups.expected * groups.expected - groups.expected_squares).sum(),
        largest=groups.members.max(),
    )


def _split(sums: dict[str, float]) -> Variances:
    both = max(sums["excess"] / sums["squares"], 0.0) if sums["squares"] else 0.0
    of_groups = min(max(sums["products"] / sums["pairs"], 0.0), both) if sums["largest"] > 1 else both
    return Variances(of_groups, both - of_groups)
