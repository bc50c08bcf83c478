"""Backtests: what a run of the past foretold beside what came, and how models fare from run to run."""

from kehu.backtesting.backtests import Backtest, BacktestError, backtest, read
from kehu.backtesting.effects import Effects, EffectTables
from kehu.backtesting.monitoring import Monitor, keep, kept, monitor

__all__ = [
    "Backtest",
    "BacktestError",
    "EffectTables",
    "Effects",
    "Monitor",
    "backtest",
    "keep",
    "kept",
    "monitor",
    "read",
]
