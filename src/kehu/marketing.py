"""Market development as people read it: plans of each line, groups to avoid, channels.

Reads the tables of `kehu.tables.markets` of a run; gives frozen values, and no frame. A run of an earlier release has
none of them, and says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kehu.stores.figures import whole
from kehu.stores.run_folders import RunFolder

GROUPS, CHANNELS = "market_groups", "market_channels"


@dataclass(frozen=True)
class MarketGroup:
    """A group of customers for a line; as `MarketGroups` says it."""

    line: str
    rule: str
    verdict: str
    place: int | None
    holder_count: int
    earned_premium: Decimal
    loss_ratio: float
    credibility: float
    believed_loss_ratio: float
    line_loss_ratio: float
    usual_premium: Decimal
    charges: float
    walk_away_price: Decimal | None
    technical_price: Decimal | None
    open_count: int
    goal_count: float
    purchase_probability: float | None
    cover_result: Decimal
    expected_result: Decimal
    channel: str | None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The facts that tell the group, each with its level."""
        return tuple((fact, level) for part in self.rule.split(";") for fact, _sign, level in [part.partition("=")])


@dataclass(frozen=True)
class MarketChannel:
    """What a channel brings of a line; as `MarketChannels` says it."""

    line: str
    channel: str
    earned_premium: Decimal
    loss_ratio: float
    credibility: float
    believed_loss_ratio: float
    commission: float
    expenses: float
    combined_ratio: float
    new_count: int
    is_best: bool


def is_developed(run: RunFolder) -> bool:
    """Whether a run develops markets at all."""
    return run.table(GROUPS).is_file()


def lines(run: RunFolder) -> tuple[str, ...]:
    """The lines with channels, that first in which winning the targets brings most."""
    worth: dict[str, Decimal] = {one.line: Decimal(0) for one in channels(run)}
    for group in groups(run):
        if group.verdict == "target":
            worth[group.line] = worth.get(group.line, Decimal(0)) + group.expected_result
    return tuple(sorted(worth, key=lambda line: (-worth[line], line)))


def groups(run: RunFolder, *, line: str = "", verdict: str = "") -> tuple[MarketGroup, ...]:
    """The groups of a line or of all, of a verdict or of all, in their places."""
    every = whole(MarketGroup, run.table(GROUPS))
    found = [one for one in every if line in ("", one.line) and verdict in ("", one.verdict)]
    return tuple(sorted(found, key=lambda one: (one.line, one.place or 0, one.rule)))


def channels(run: RunFolder, *, line: str = "") -> tuple[MarketChannel, ...]:
    """The channels of a line or of all, that first which costs least."""
    found = [one for one in whole(MarketChannel, run.table(CHANNELS)) if line in ("", one.line)]
    return tuple(sorted(found, key=lambda one: (one.line, one.combined_ratio, one.channel)))
