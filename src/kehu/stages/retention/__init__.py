"""Retention: whether each cover renews, why, and what a price would change."""

from kehu.stages.retention.retention import Judgement, Retention, answer, describe, judge, learn

__all__ = ["Judgement", "Retention", "answer", "describe", "judge", "learn"]
