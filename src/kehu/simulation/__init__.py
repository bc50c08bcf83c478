"""A simulated mid-size Chinese insurer of several lines, with known truth: for learning, testing and load."""

from kehu.simulation.simulation import Summary, simulate

__all__ = ["Summary", "simulate"]
