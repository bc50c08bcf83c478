"""The same model in two runs, level by level: what moved, and by how much.

Reads two `ModelTold`; gives a `ModelComparison`. Levels are matched by their labels, so that bins that moved between
the runs stand on their own side only. The largest changes stand first, each weighed by what lies on the level.
"""

from __future__ import annotations

from dataclasses import dataclass

from kehu.modelling.models import Level, ModelTold


@dataclass(frozen=True)
class LevelChange:
    """A level in the earlier run and in the later one; None where that run has no such level."""

    factors: tuple[str, ...]
    labels: tuple[str, ...]
    before: float | None
    now: float | None
    exposure: float
    is_beyond_doubt: bool

    @property
    def ratio(self) -> float | None:
        """The relativity now over the one before."""
        return self.now / self.before if self.now is not None and self.before else None


@dataclass(frozen=True)
class ModelComparison:
    """A model in two runs: both, and the changes of its levels."""

    before: ModelTold
    now: ModelTold
    changes: tuple[LevelChange, ...]

    @property
    def base_ratio(self) -> float:
        """The base now over the one before."""
        return self.now.base / self.before.base


def compare(before: ModelTold, now: ModelTold) -> ModelComparison:
    """What moved between two runs, the largest changes first, levels that one run does not have last."""
    earlier, later = _levels(before), _levels(now)
    changes = []
    for place in dict.fromkeys((*later, *earlier)):
        old, new = earlier.get(place), later.get(place)
        known = new or old
        if known is None or not known.exposure:
            continue
        changes.append(
            LevelChange(
                factors=place[0],
                labels=place[1],
                before=old.relativity if old else None,
                now=new.relativity if new else None,
                exposure=known.exposure,
                is_beyond_doubt=bool(old and new and _lies_apart(old.lower, old.upper, new.lower, new.upper)),
            )
        )
    return ModelComparison(before, now, tuple(sorted(changes, key=_size)))


def _levels(told: ModelTold) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Level]:
    """The levels of a model by factors and labels."""
    return {(table.factors, level.labels): level for table in told.tables for level in table.levels}


def _lies_apart(lower: float | None, upper: float | None, new_lower: float | None, new_upper: float | None) -> bool:
    """Whether two intervals do not meet."""
    if lower is None or upper is None or new_lower is None or new_upper is None:
        return False
    return new_lower > upper or new_upper < lower


def _size(change: LevelChange) -> tuple[bool, float]:
    """What sorts changes: those that can be compared first, the largest on top."""
    ratio = change.ratio
    return ratio is None or ratio <= 0, -abs(ratio - 1) * change.exposure**0.5 if ratio else 0.0
