"""The pages of service: who is due what, and the catalogue with its effects and branches.

Reads the published run through the gateway; the list is asked of the reader's own branch, the catalogue of the whole
company is for those who see it. Whoever is held out at random is on no list.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import servicing as engine
from kehu_desk.published.visibility import scope_of, visible
from kehu_desk.service import tables, words
from kehu_desk.service.forms import PlanFilters
from kehu_desk.ui.values import Empty

PAGE = 30


@require(Permission.SERVICE_VIEW)
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """Customers and the service each is due."""
    if not _is_planned(request):
        return render(request, "service/none.html", {"nothing": _nothing(request)})
    run, scope, currency = request.run.label, request.user.branch, request.run.currency
    form = PlanFilters(request.GET, kinds=[one.kind for one in engine.service_kinds(run)])
    asked = form.cleaned_data if form.is_valid() else {}
    state = request.GET.get("state") or "planned"
    if state not in words.STATES:
        raise Http404
    after = int(request.GET.get("after", "0")) if request.GET.get("after", "0").isdecimal() else 0
    found = engine.services_due(
        run, scope=scope, state=state, whom=asked.get("whom", ""), kind=asked.get("kind", ""), after=after
    )
    keys = [one.customer_id for one in found.rows]
    seen = visible(scope_of(request.run, scope)).filter(customer_id__in=keys)
    context = {
        "form": form,
        "title": words.STATES[state],
        "figures": tables.figures(engine.service_figures(run, scope=scope), currency=currency),
        "plans": tables.plans(
            found,
            names=dict(seen.values_list("customer_id", "name")),
            currency=currency,
            next_key="" if found.next_place is None else str(found.next_place),
            previous_key="" if not after else str(max(after - PAGE, 0)),
        ),
        "may_see_all": request.user.may(Permission.EFFECTS_VIEW),
    }
    return render(request, "service/service.html", context)


@require(Permission.EFFECTS_VIEW)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue, what service changed, and the branches."""
    if not _is_planned(request):
        return render(request, "service/none.html", {"nothing": _nothing(request)})
    run, currency = request.run.label, request.run.currency
    context = {
        "kinds": tables.kinds(engine.service_kinds(run), currency=currency),
        "effects": tables.effects(engine.service_effects(run)),
        "branches": tables.branches(engine.service_branches(run), currency=currency),
    }
    return render(request, "service/catalogue.html", context)


def _is_planned(request: HttpRequest) -> bool:
    return bool(request.run) and engine.service_is_planned(request.run.label)


def _nothing(request: HttpRequest) -> Empty:
    if not request.run:
        return Empty(_("No run has been published yet"), icon="database")
    return Empty(
        _("This run plans no service"), _("Start a run and publish it; the plan then stands here."), icon="headset"
    )
