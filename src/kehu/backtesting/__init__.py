"""Backtests: what a run of the past foretold beside what came, and how models fare from run to run."""

from kehu.backtesting.backtests import Backtest, BacktestError, backtest, read
from kehu.backtesting.monitoring import Monitor, monitor

__all__ = ["Backtest", "BacktestError", "Monitor", "backtest", "monitor", "read"]
