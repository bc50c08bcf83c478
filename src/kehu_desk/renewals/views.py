"""The pages of renewals: the four lists, one renewal with its reasons, and what all offers come to.

Reads the published run through the gateway; every list is asked of the reader's own branch, and the scenarios of the
whole book are for those who see it. Nothing is written: people read and simulate here.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import renewing as engine
from kehu_desk.engine.renewing import FrontierPoint, RenewalOffer, UnknownRenewalError
from kehu_desk.published.visibility import scope_of, visible
from kehu_desk.renewals import charts, tables, words
from kehu_desk.renewals.forms import ListFilters
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.values import Empty

PAGE = 30


@require(Permission.RENEWALS_VIEW)
@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """One of the four lists, those first that matter most on it."""
    if not _has_decisions(request):
        return render(request, "renewals/none.html", {"nothing": _nothing(request)})
    run, scope = request.run.label, request.user.branch
    form = ListFilters(request.GET, lines=engine.renewal_lines(run, scope=scope))
    line = form.cleaned_data["line"] if form.is_valid() else ""
    name = request.GET.get("list", "pursue")
    if name not in words.TONES:
        raise Http404
    after = int(request.GET.get("after", "0")) if request.GET.get("after", "0").isdecimal() else 0
    found = engine.renewal_offers(run, name, scope=scope, line=line, after=after)
    listing = tables.offers(
        found,
        names=_names(request, [one.customer_id for one in found.rows]),
        currency=request.run.currency,
        next_key="" if found.next_place is None else str(found.next_place),
        previous_key="" if not after else str(max(after - PAGE, 0)),
    )
    context = {
        "form": form,
        "title": code_name(name, "renewal_list"),
        "lead": words.LEADS[name],
        "figures": tables.lists(
            engine.renewal_lists(run, scope=scope, line=line), currency=request.run.currency, shown=name, line=line
        ),
        "offers": listing,
        "may_compare": request.user.may(Permission.SCENARIOS_VIEW),
    }
    return render(request, "renewals/renewals.html", context)


@require(Permission.RENEWALS_VIEW)
@require_safe
def renewal(request: HttpRequest, term_id: str) -> HttpResponse:
    """One renewal: what is offered, within which corridor, what it is worth, and why."""
    one, reasons = _seen(request, term_id)
    currency = request.run.currency
    name = _names(request, [one.customer_id]).get(one.customer_id) or one.customer_id
    context = {
        "one": one,
        "name": name,
        "badge": words.list_badge(one.list),
        "figures": tables.figures(one, currency=currency),
        "facts": tables.facts(one),
        "gates": tables.gates_of(one),
        "beside_new": words.beside_new_business(one, reasons),
        "chart": charts.reasons(one, reasons, currency=currency),
    }
    return render(request, "renewals/renewal.html", context)


@require(Permission.SCENARIOS_VIEW)
@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios compared, their limits, the gates, and the frontier with a limit that one can move."""
    if not _has_decisions(request):
        return render(request, "renewals/none.html", {"nothing": _nothing(request)})
    run, currency = request.run.label, request.run.currency
    drawn, followed = engine.renewal_frontier(run), _followed(run)
    points = [one for one in drawn if one.is_within and one.scenario == followed]
    place = _place(request, points)
    context: dict[str, Any] = {
        "scenarios": tables.scenarios(engine.renewal_scenarios(run), currency=currency),
        "limits": tables.limits(engine.renewal_limits(run), currency=currency),
        "gates": tables.gates(engine.renewal_gates(run, line=tables.ALL), currency=currency),
        "chart": charts.frontier(drawn, currency=currency),
        "place": place,
        "most": len(points) - 1,
        "kept_bound": points[place].kept_bound if points else None,
        "point": tables.point(points[place], currency=currency) if points else [],
    }
    return render(request, "renewals/scenarios.html", context)


def _followed(run: str) -> str:
    """The scenario whose offers are the decisions."""
    return next((one.scenario for one in engine.renewal_scenarios(run) if one.is_followed), "")


def _place(request: HttpRequest, points: list[FrontierPoint]) -> int:
    """Which point of the frontier is asked for; by default where the plan's own limit lies, or the first."""
    asked = request.GET.get("kept", "")
    if asked.isdecimal():
        return min(int(asked), max(len(points) - 1, 0))
    told = ("kept", tables.ALL)
    run = request.run.label
    limits = [one for one in engine.renewal_limits(run) if one.scenario == _followed(run)]
    own = [one.bound for one in limits if (one.measure, one.subject) == told]
    return next((place for place, one in enumerate(points) if own and one.kept_bound >= own[0]), 0)


def _seen(request: HttpRequest, term_id: str) -> tuple[RenewalOffer, Any]:
    """A renewal whose customer the reader sees; raises Http404 for any other."""
    if not request.run:
        raise Http404
    try:
        one, reasons = engine.renewal_offer(request.run.label, term_id)
    except UnknownRenewalError:
        raise Http404 from None
    scope = scope_of(request.run, request.user.branch)
    if not scope.holds(one.branch or ""):
        raise Http404
    return one, reasons


def _names(request: HttpRequest, keys: list[str]) -> dict[str, str]:
    """The names of customers whom the reader sees; the others stay numbers."""
    found = visible(scope_of(request.run, request.user.branch)).filter(customer_id__in=keys)
    return dict(found.values_list("customer_id", "name"))


def _has_decisions(request: HttpRequest) -> bool:
    return bool(request.run) and engine.renewals_are_decided(request.run.label)


def _nothing(request: HttpRequest) -> Empty:
    if not request.run:
        return Empty(_("No run has been published yet"), icon="database")
    return Empty(
        _("This run decides no renewals"),
        _("Start a run and publish it; next year's book then stands here."),
        icon="database",
    )
