"""What each channel brings of a line: claims as believed, commission, expenses, and who was new to the line.

Reads experience; gives `Channel`s. Channels of a line are a collective: how much they differ beyond chance says how far
each one's own loss ratio is believed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from kehu.market_assumptions import Markets
from kehu.stages.markets.groups import believed, summed_by


@dataclass(frozen=True)
class Channel:
    """A channel's experience with a line; commission and expenses are shares of the premium."""

    line: str
    channel: str
    premium: float
    loss_ratio: float
    credibility: float
    believed: float
    commission: float
    expenses: float
    handling: float
    new: int

    @property
    def combined(self) -> float:
        """Claims as believed with handling, commission and expenses, over premium."""
        return self.believed * (1 + self.handling) + self.commission + self.expenses


def channels(
    experience: ir.Table,
    rates: Callable[[str, str | None], tuple[float, float]],
    *,
    claims_for_full: float,
    as_of: datetime.date,
) -> list[Channel]:
    """Every channel of every line; `rates` gives handling and margin of a line and channel."""
    rows = summed_by(experience, ("channel",))
    paid = experience.group_by("line", "channel").agg(
        premium=experience.earned_premium.sum(),
        commission=experience.commission.sum(),
        expenses=experience.expenses.sum(),
    )
    charges = {(row["line"], row["channel"]): row for row in paid.to_pyarrow().to_pylist()}
    new = _new(experience, as_of=as_of)
    found = []
    for line in sorted({row["line"] for row in rows}):
        own = [row for row in rows if row["line"] == line]
        for (channel,), figures in believed(own, ("channel",), claims_for_full=claims_for_full).items():
            cost = charges[line, channel]
            commission, expenses = (cost[name] / cost["premium"] for name in ("commission", "expenses"))
            handling, _margin = rates(line, channel)
            came = new.get((line, channel), 0)
            found.append(Channel(line, channel, *figures, commission, expenses, handling, came))
    return found


def best(found: Iterable[Channel], *, parameters: Markets) -> Mapping[str, Channel]:
    """For each line the channel of the lowest combined ratio, of those that bring enough customers."""
    chosen: dict[str, Channel] = {}
    for one in sorted(found, key=lambda one: (one.combined, one.channel)):
        if one.new >= parameters.least_new:
            chosen.setdefault(one.line, one)
    return chosen


def _new(experience: ir.Table, *, as_of: datetime.date) -> dict[tuple[str, str], int]:
    """Customers whose first year with a line was the last one, by the channel through which they came."""
    first = experience.group_by("customer_id", "line").agg(
        first_year=experience.year.min(), channel=experience.channel.argmin(experience.year)
    )
    last = first.filter(first.first_year == as_of.year)
    counted = last.group_by("line", "channel").agg(new=last.count())
    return {(row["line"], row["channel"]): row["new"] for row in counted.to_pyarrow().to_pylist()}
