"""Service moved to the front: at most one next service for each customer, the quiet ones first-class."""

from kehu.stages.service.service import plan

__all__ = ["plan"]
