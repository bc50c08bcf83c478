"""Risk: what each term and customer is expected to cost, from exposure and from claims developed to their ultimate."""

from kehu.stages.risk.challenges import Trials, challenge
from kehu.stages.risk.risk import Basis, prepare
from kehu.stages.risk.scores import Risk, score

__all__ = ["Basis", "Risk", "Trials", "challenge", "prepare", "score"]
