"""The page of markets: for each line whom to win, whom to avoid, and what each channel costs.

Reads the published run through the gateway. It tells of the whole company, so that only those see it who stand for it.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import marketing as engine
from kehu_desk.markets import tables
from kehu_desk.markets.forms import LineForm
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.values import Empty


@require(Permission.MARKETS_VIEW)
@require_safe
def markets(request: HttpRequest) -> HttpResponse:
    """The plans of a line."""
    lines = engine.market_lines(request.run.label) if request.run else ()
    if not lines:
        return render(request, "markets/none.html", {"nothing": _nothing(request)})
    line = request.GET.get("line") or lines[0]
    if line not in lines:
        raise Http404
    run, currency = request.run.label, request.run.currency
    found, channels = engine.market_groups(run, line=line, verdict="target"), engine.market_channels(run, line=line)
    context = {
        "form": LineForm({"line": line}, lines=lines),
        "title": code_name(line, "line"),
        "figures": tables.figures(found, channels, currency=currency),
        "targets": tables.targets(found, currency=currency),
        "avoided": tables.avoided(engine.market_groups(run, line=line, verdict="avoid"), currency=currency),
        "channels": tables.channels(channels, currency=currency),
    }
    return render(request, "markets/markets.html", context)


def _nothing(request: HttpRequest) -> Empty:
    if not request.run:
        return Empty(_("No run has been published yet"), icon="database")
    return Empty(
        _("This run develops no markets"), _("Start a run and publish it; the plans then stand here."), icon="map-pin"
    )
