"""The models of a run as figures that people read, two runs' models compared, edits weighed before they are made."""

from kehu.modelling.comparing import LevelChange, ModelComparison, compare
from kehu.modelling.editing import Effect, StandingEdit, effect_of, standing_edits
from kehu.modelling.models import (
    FactorTable,
    LeftOut,
    Level,
    ModelTold,
    UnknownModelError,
    model_of,
    models_of,
    peril_model_of,
)
from kehu.modelling.perils import PerilTold, perils_of

__all__ = [
    "Effect",
    "FactorTable",
    "LeftOut",
    "Level",
    "LevelChange",
    "ModelComparison",
    "ModelTold",
    "PerilTold",
    "StandingEdit",
    "UnknownModelError",
    "compare",
    "effect_of",
    "model_of",
    "models_of",
    "peril_model_of",
    "perils_of",
    "standing_edits",
]
