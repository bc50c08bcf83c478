"""The pages of a scenario that people try: its limits, what all offers would come to, and saving it.

Reads the published run through the gateway; writes saved scenarios, and nothing else. What was tried changes no offer.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import renewing as engine
from kehu_desk.engine.renewing import Tried
from kehu_desk.renewals import tables
from kehu_desk.renewals.forms import TryForm
from kehu_desk.renewals.models import SavedScenario


@require(Permission.SCENARIOS_VIEW)
@require_safe
def try_scenario(request: HttpRequest) -> HttpResponse:
    """What all offers would come to within other limits, beside the scenarios of the run and those saved."""
    run = _run(request)
    form = TryForm(request.GET if "name" in request.GET else None)
    tried = _tried(run, form) if form.is_bound and form.is_valid() else None
    return _page(request, run, form, tried)


@require(Permission.SCENARIOS_VIEW)
@require_POST
def save_scenario(request: HttpRequest) -> HttpResponse:
    """Save a scenario with its figures; a name that is taken is told."""
    run = _run(request)
    form = TryForm(request.POST)
    if not form.is_valid():
        return _page(request, run, form, None)
    tried = _tried(run, form)
    try:
        with transaction.atomic():
            SavedScenario.objects.create(
                run=run,
                name=form.cleaned_data["name"],
                figures=engine.scenario_kept(tried.figures),
                owner=request.user,
                **form.limits,
            )
    except IntegrityError:
        form.add_error("name", _("A scenario of this name has been saved already."))
        return _page(request, run, form, tried)
    messages.success(request, _("“%(name)s” was saved.") % {"name": form.cleaned_data["name"]})
    return redirect("renewal_try")


@require(Permission.SCENARIOS_VIEW)
@require_POST
def delete_scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a saved scenario; only who saved it may."""
    one = get_object_or_404(SavedScenario, pk=pk, owner=request.user)
    one.delete()
    messages.success(request, _("“%(name)s” was deleted.") % {"name": one.name})
    return redirect("renewal_try")


def _run(request: HttpRequest) -> str:
    """The run on the desk; raises Http404 where it decides no renewals."""
    if not request.run or not engine.renewals_are_decided(request.run.label):
        raise Http404
    return str(request.run.label)


def _tried(run: str, form: TryForm) -> Tried:
    return engine.try_scenario(run, form.cleaned_data["name"], **form.limits)


def _page(request: HttpRequest, run: str, form: TryForm, tried: Tried | None) -> HttpResponse:
    saved = list(SavedScenario.objects.filter(run=run).select_related("owner"))
    currency = request.run.currency
    beside = [*engine.renewal_scenarios(run), *(engine.scenario_read(one.figures) for one in saved)]
    context: dict[str, Any] = {
        "form": form,
        "tried": tried,
        "scenarios": tables.scenarios([*beside, *([tried.figures] if tried else [])], currency=currency),
        "limits": tables.limits(tried.limits, currency=currency) if tried else None,
        "saved": [{"one": one, "is_mine": one.owner_id == request.user.pk} for one in saved],
    }
    return render(request, "renewals/try.html", context)
