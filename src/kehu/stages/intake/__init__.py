"""Intake: from staged texts to records of Kehu's tables, with the rejects."""

from kehu.stages.intake.entries import MappingError
from kehu.stages.intake.intake import Intake, take_in
from kehu.stages.intake.mapping import Mapping, parse, shipped

__all__ = ["Intake", "Mapping", "MappingError", "parse", "shipped", "take_in"]
