"""Market development from the desk: plans, groups to avoid, and channels of a run.

Reads runs of the home; gives frozen values.
"""

from __future__ import annotations

from kehu import marketing
from kehu.marketing import MarketChannel, MarketGroup
from kehu_desk.engine.homes import find_run

__all__ = [
    "MarketChannel",
    "MarketGroup",
    "market_channels",
    "market_groups",
    "market_lines",
    "markets_are_developed",
]


def markets_are_developed(run: str) -> bool:
    """Whether a run develops markets at all."""
    return marketing.is_developed(find_run(run))


def market_lines(run: str) -> tuple[str, ...]:
    """The lines, that first in which winning the targets brings most."""
    return marketing.lines(find_run(run))


def market_groups(run: str, *, line: str, verdict: str) -> tuple[MarketGroup, ...]:
    """The groups of a line and verdict."""
    return marketing.groups(find_run(run), line=line, verdict=verdict)


def market_channels(run: str, *, line: str) -> tuple[MarketChannel, ...]:
    """The channels of a line."""
    return marketing.channels(find_run(run), line=line)
