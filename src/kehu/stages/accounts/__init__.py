"""Accounts: what each customer brought and cost, by line, channel, branch and calendar year."""

from kehu.stages.accounts.accounts import settle, sum_by
from kehu.stages.accounts.controls import Control, balance

__all__ = ["Control", "balance", "settle", "sum_by"]
