"""What came of the decisions of a run: each renewal followed, and what all of them come to."""

from kehu.backtesting.effects.effects import Effects, EffectTables, effects

__all__ = ["EffectTables", "Effects", "effects"]
