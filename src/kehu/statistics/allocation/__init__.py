"""Allocation: exactly one option for each subject, for the greatest total value within limits that all share."""

from kehu.statistics.allocation.frontier import Point, frontier
from kehu.statistics.allocation.problem import Block, Blocks, Limit, NotAProblemError
from kehu.statistics.allocation.solving import Allocation, Kept, allocate

__all__ = ["Allocation", "Block", "Blocks", "Kept", "Limit", "NotAProblemError", "Point", "allocate", "frontier"]
