"""The assumptions of market development: which years count, and when a group is worth a plan.

Gives `Markets`, read from the section `[markets]` of `kehu.toml`.
"""

from __future__ import annotations

from pydantic import Field

from kehu.assumptions import Assumption, Share


class Markets(Assumption):
    """How groups of customers are found for each line."""

    years: int = Field(default=5, gt=0, description="calendar years whose results count")
    claims_for_full_belief: float = Field(
        default=1082,
        gt=0,
        description="effective claims, (Σx)²/Σx², from which a group may be believed in full",
    )
    least_holders: int = Field(default=30, gt=0, description="customers who held the line, for a group to be told of")
    least_open: int = Field(default=30, gt=0, description="customers without the line, for a group to be a target")
    least_credibility: Share = Field(default=0.1, description="of a group's own loss ratio, to be a target or avoided")
    least_covers: int = Field(default=30, gt=0, description="covers in force from which a group's premium is its own")
    least_new: int = Field(default=20, gt=0, description="customers new to a line by a channel, for it to be chosen")
    most_told: int = Field(default=5, gt=0, description="targets, and groups to avoid, of each line")
    source: str = Field(min_length=1)
