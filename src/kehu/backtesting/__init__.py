"""Backtests: what a run of the past foretold beside what came, and how models fare from run to run."""

from kehu.backtesting.backtests import Backtest, BacktestError, backtest, read

__all__ = ["Backtest", "BacktestError", "backtest", "read"]
