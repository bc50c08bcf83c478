"""Markets: for each line which groups of customers to win, at which price and through which channel; whom to avoid."""

from kehu.stages.markets.markets import develop

__all__ = ["develop"]
