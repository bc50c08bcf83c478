"""Target-market plans: which groups to win for a line and which to avoid, at which price, through which channel.

Reads groups, demand and channels; gives rows of `MarketGroups`. Of two rules of which one says all that the other says,
one at the most is told: the better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kehu.market_assumptions import Markets
from kehu.stages.markets.channels import Channel
from kehu.stages.markets.demand import Demand
from kehu.stages.markets.groups import Group
from kehu.stages.markets.rules import Rule, is_within, written

Row = dict[str, Any]


@dataclass(frozen=True)
class LineFigures:
    """A line's loss ratio, and its charges over premium, through all channels."""

    loss_ratio: float
    charges: float


@dataclass(frozen=True)
class Plan:
    """A group with its demand, and what a year of a cover and all covers to be won would bring."""

    group: Group
    demand: Demand
    line_ratio: float
    premium: float
    charges: float
    handling: float
    margin: float
    channel: str | None

    @property
    def claims(self) -> float:
        """Claims of a year of a cover, with handling, as believed."""
        return self.group.believed * self.premium * (1 + self.handling)

    @property
    def cover_result(self) -> float:
        """What a year of a cover leaves at the usual premium."""
        return self.premium * (1 - self.charges) - self.claims

    @property
    def expected_result(self) -> float:
        """What all covers to be won leave."""
        return self.cover_result * self.demand.goal

    def price(self, *, margin: float) -> float | None:
        """The premium that pays claims and charges and leaves a margin; none where charges leave nothing."""
        left = 1 - self.charges - margin
        return self.claims / left if left > 0 else None


def plans(
    found: Iterable[Group],
    wanted: Mapping[tuple[str, Rule], Demand],
    best: Mapping[str, Channel],
    lines: Mapping[str, LineFigures],
    rates: Callable[[str, str | None], tuple[float, float]],
    *,
    parameters: Markets,
) -> list[Row]:
    """One row a group that is told of; `rates` gives handling and margin of a line and channel."""
    made = [
        _plan(group, wanted, best, lines, rates, parameters=parameters)
        for group in found
        if group.holders >= parameters.least_holders
    ]
    rows = []
    for line in sorted({plan.group.line for plan in made}):
        own = [plan for plan in made if plan.group.line == line]
        targets = _chosen(own, _is_target, lambda plan: -plan.expected_result, parameters=parameters)
        avoided = _chosen(own, _is_avoided, lambda plan: plan.cover_result * plan.group.holders, parameters=parameters)
        for verdict, chosen in (("target", targets), ("avoid", avoided)):
            rows += [_row(plan, verdict, place) for place, plan in enumerate(chosen, start=1)]
        told = {plan.group.rule for plan in (*targets, *avoided)}
        rows += [_row(plan, "other", None) for plan in own if plan.group.rule not in told and len(plan.group.rule) == 1]
    return rows


def _plan(
    group: Group,
    wanted: Mapping[tuple[str, Rule], Demand],
    best: Mapping[str, Channel],
    lines: Mapping[str, LineFigures],
    rates: Callable[[str, str | None], tuple[float, float]],
    *,
    parameters: Markets,
) -> Plan:
    own, whole = wanted.get((group.line, group.rule), Demand()), wanted.get((group.line, ()), Demand())
    paid = own if own.covers >= parameters.least_covers else whole
    channel = best.get(group.line)
    handling, margin = rates(group.line, channel.channel if channel else None)
    return Plan(
        group,
        own,
        lines[group.line].loss_ratio,
        premium=paid.premium / paid.covers if paid.covers else 0.0,
        charges=channel.commission + channel.expenses if channel else lines[group.line].charges,
        handling=handling,
        margin=margin,
        channel=channel.channel if channel else None,
    )


def _is_target(plan: Plan, parameters: Markets) -> bool:
    is_better = plan.group.believed < plan.line_ratio
    return is_better and plan.cover_result > 0 and plan.demand.open >= parameters.least_open and plan.demand.goal > 0


def _is_avoided(plan: Plan, _parameters: Markets) -> bool:
    return plan.cover_result < 0 and plan.group.believed > plan.line_ratio


def _chosen(
    own: list[Plan],
    holds: Callable[[Plan, Markets], bool],
    order: Callable[[Plan], float],
    *,
    parameters: Markets,
) -> list[Plan]:
    """The first in order that hold, are believed enough, and say neither more nor less of one chosen before."""
    chosen: list[Plan] = []
    believed = [plan for plan in own if plan.group.credibility >= parameters.least_credibility]
    asked = [plan for plan in believed if holds(plan, parameters)]
    for plan in sorted(asked, key=lambda plan: (order(plan), written(plan.group.rule))):
        rule = plan.group.rule
        if not any(is_within(rule, one.group.rule) or is_within(one.group.rule, rule) for one in chosen):
            chosen.append(plan)
        if len(chosen) == parameters.most_told:
            break
    return chosen


def _row(plan: Plan, verdict: str, place: int | None) -> Row:
    group, wanted = plan.group, plan.demand
    return {
        "line": group.line,
        "rule": written(group.rule),
        "verdict": verdict,
        "place": place,
        "holder_count": group.holders,
        "earned_premium": group.premium,
        "loss_ratio": group.loss_ratio,
        "credibility": group.credibility,
        "believed_loss_ratio": group.believed,
        "line_loss_ratio": plan.line_ratio,
        "usual_premium": plan.premium,
        "charges": plan.charges,
        "walk_away_price": plan.price(margin=0.0),
        "technical_price": plan.price(margin=plan.margin),
        "open_count": wanted.open,
        "goal_count": wanted.goal,
        "purchase_probability": wanted.goal / wanted.open if wanted.open else None,
        "cover_result": plan.cover_result,
        "expected_result": plan.expected_result,
        "channel": plan.channel,
    }
