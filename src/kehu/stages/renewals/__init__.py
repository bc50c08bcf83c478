"""Next year's book: one offer for each renewal to come, under the law and within shared limits."""

from kehu.stages.renewals.renewals import decide

__all__ = ["decide"]
