"""The page of effects: what came of the decisions of a run, a year later.

Reads monitorings and replays through the gateway. It tells of the whole company, so that only those see it who stand
for it.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.effects import charts, figures, words
from kehu_desk.effects.forms import WhichForm
from kehu_desk.engine import effects as engine
from kehu_desk.engine.effects import UnknownEffectsError
from kehu_desk.ui.values import Empty


@require(Permission.EFFECTS_VIEW)
@require_safe
def effects(request: HttpRequest) -> HttpResponse:
    """What came of the decisions that were asked for, or of the last ones that were followed."""
    made = engine.effects_made()
    if not made or not request.run:
        return render(request, "effects/none.html", {"nothing": _nothing(request)})
    try:
        seen = engine.effects_of(request.GET.get("of") or made[0])
    except UnknownEffectsError:
        raise Http404 from None
    currency, came = request.run.currency, seen.effects
    context: dict[str, Any] = {
        "seen": seen,
        "lead": words.lead(seen),
        "form": WhichForm({"of": seen.label}, labels=[(label, label) for label in made]),
        "several": len(made) > 1,
        "figures": figures.held_out(came.held_out, currency=currency),
        "certainties": figures.certainties(came.held_out),
        "held_out": figures.held_out_table(came.held_out, currency=currency),
        "displacement": charts.displacement(came.movements),
        "summed": figures.summed(came.movements, currency=currency),
        "movements": figures.movements(came.movements, currency=currency),
        "lists": figures.lists(came.lists, currency=currency),
        "prices": charts.prices(came.prices),
        "qualities": figures.qualities(came.qualities, currency=currency),
    }
    return render(request, "effects/effects.html", context)


def _nothing(request: HttpRequest) -> Empty:
    if not request.run:
        return Empty(_("No run has been published yet"), icon="database")
    return Empty(
        _("No decisions were followed yet"),
        _("Hold a run against a later one (kehu monitor), or replay a day of the past (kehu backtest)."),
        icon="scale",
    )
