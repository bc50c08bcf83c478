"""What stands around models: the runs that one may compare with, and what is said where there is no run.

Reads the engine's runs; gives links and empty states.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk import engine
from kehu_desk.engine import ModelTold
from kehu_desk.modelling import tables
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


def other_runs(_request: HttpRequest, told: ModelTold) -> list[Action]:
    """Links that set the model beside the same in other runs."""
    address = tables.href("model_compare", told)
    return [
        Action(_("Beside %(run)s") % {"run": shown}, f"{address}?with={label}", icon="arrows-left-right")
        for label, shown in runs_beside(told)[:BESIDE]
    ]
