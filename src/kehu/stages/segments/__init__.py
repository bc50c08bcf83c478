"""Segments: each customer's place in the grid of risk and value, and how it moved."""

from kehu.stages.segments.segments import place

__all__ = ["place"]
