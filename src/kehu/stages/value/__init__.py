"""Value: what each customer is worth from now on, why, and what points of retention are worth."""

from kehu.stages.value.value import Judged, appraise

__all__ = ["Judged", "appraise"]
