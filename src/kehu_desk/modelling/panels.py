"""What stands around models: the runs that one may compare with, and what is said where there is no run.

Reads the engine's runs; gives links and empty states.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk import engine
from kehu_desk.engine import ModelTold
from kehu_desk.modelling import words
from kehu_desk.modelling.addresses import href
from kehu_desk.ui.figures import day
from kehu_desk.ui.values import Action, Empty

NOTHING_PUBLISHED = Empty(
    gettext_lazy("No run is on the desk yet"),
    gettext_lazy("Load the book, run, and publish the run; its models then stand here."),
    icon="database",
)
BESIDE = 3


def runs_beside(told: ModelTold) -> list[tuple[str, str]]:
    """The other runs that have this model, the newest first: label, and label with date."""
    found = []
    for made in engine.made_runs():
        if made.label == told.run:
            continue
        try:
            engine.model(made.label, told.line, told.model)
        except engine.UnknownModelError:
            continue
        found.append((made.label, _("%(run)s, as of %(date)s") % {"run": made.label, "date": day(made.as_of)}))
    return found


def beside(told: ModelTold) -> list[Action]:
    """Links to what one reads a model beside: the same in other runs, or of a peril its other model."""
    return [_twin(told)] if told.peril else _other_runs(told)


def _twin(told: ModelTold) -> Action:
    other = "severity" if told.model == "frequency" else "frequency"
    return Action(str(words.MODELS[other]), href("model", replace(told, model=other)), icon="arrows-left-right")


def _other_runs(told: ModelTold) -> list[Action]:
    address = href("model_compare", told)
    return [
        Action(_("Beside %(run)s") % {"run": shown}, f"{address}?with={label}", icon="arrows-left-right")
        for label, shown in runs_beside(told)[:BESIDE]
    ]
