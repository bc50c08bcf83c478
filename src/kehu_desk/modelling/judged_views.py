"""The pages of how models did: backtests, monitorings, challenges, and the promotion of a recipe.

Reads what was made, on the desk or by commands, through the gateway. They tell of the whole company, so that only those
see them who stand for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import is_refusal
from kehu_desk.modelling import actions, forms, judged_charts, judged_tables, sheets


@require(Permission.JUDGED_VIEW)
@require_safe
def judged(request: HttpRequest) -> HttpResponse:
    """Everything by which models were judged."""
    context = {
        "backtests": judged_tables.made(engine.backtests(), "backtest", judged_tables.NO_BACKTEST),
        "monitorings": judged_tables.made(engine.monitorings(), "monitoring", judged_tables.NO_MONITORING),
        "challenges": judged_tables.made(engine.challenges_made(), "challenge", judged_tables.NO_CHALLENGE),
        "may_start": request.user.may(Permission.RUNS_START),
    }
    return render(request, "modelling/judged.html", context)


@require(Permission.JUDGED_VIEW)
@require_safe
def backtest(request: HttpRequest, label: str) -> HttpResponse:
    """What a backtest says."""
    said = _found(engine.backtest, label)
    context = {"said": said, "parts": judged_tables.parts(said.scores, said.groups, excel=_excel(request))}
    return render(request, "modelling/backtest.html", context | {"export_href": _excel(request)})


@require(Permission.JUDGED_VIEW)
@require_safe
def export_backtest(request: HttpRequest, label: str) -> HttpResponse:
    """A backtest in Excel."""
    said = _found(engine.backtest, label)
    return actions.export(name=f"backtest-{label}", sheets=sheets.of_backtest(said), by=request.user)


@require(Permission.JUDGED_VIEW)
@require_safe
def monitoring(request: HttpRequest, label: str) -> HttpResponse:
    """What a monitoring says."""
    said = _found(engine.monitoring, label)
    context = {
        "said": said,
        "advice": judged_tables.advice(said.advice),
        "figures": judged_tables.advice_figures(said.advice),
        "drifts": judged_tables.drifts(said.drifts),
        "parts": judged_tables.parts(said.scores, said.groups, excel=_excel(request)),
        "export_href": _excel(request),
    }
    return render(request, "modelling/monitoring.html", context)


@require(Permission.JUDGED_VIEW)
@require_safe
def export_monitoring(request: HttpRequest, label: str) -> HttpResponse:
    """A monitoring in Excel."""
    said = _found(engine.monitoring, label)
    return actions.export(name=f"monitoring-{label}", sheets=sheets.of_monitoring(said), by=request.user)


@require(Permission.JUDGED_VIEW)
@require_safe
def challenge(request: HttpRequest, label: str) -> HttpResponse:
    """What a challenge says, and the promotion of a recipe."""
    return _challenge(request, label)


@require(Permission.JUDGED_VIEW)
@require_safe
def export_challenge(request: HttpRequest, label: str) -> HttpResponse:
    """A challenge in Excel."""
    said = _found(engine.challenge, label)
    return actions.export(name=f"challenge-{label}", sheets=sheets.of_challenge(said), by=request.user)


@require(Permission.MODELS_EDIT)
@require_POST
def promote(request: HttpRequest, label: str) -> HttpResponse:
    """Make a recipe champion of a model, from the next run on."""
    said = _found(engine.challenge, label)
    form = forms.PromotionForm(request.POST, offered=judged_tables.offered(said))
    if not form.is_valid():
        return _challenge(request, label, form)
    line, name, recipe = form.cleaned_data["choice"].split("|")
    try:
        actions.promote(
            label=label, line=line, name=name, recipe=recipe, reason=form.cleaned_data["reason"], by=request.user
        )
    except Exception as error:
        if not is_refusal(error):
            raise
        form.add_error(None, str(error))
        return _challenge(request, label, form)
    messages.success(request, _("Promoted. The next run fits the model by this recipe."))
    return redirect("challenge", label)


def _challenge(request: HttpRequest, label: str, form: forms.PromotionForm | None = None) -> HttpResponse:
    said = _found(engine.challenge, label)
    offered = judged_tables.offered(said)
    may_promote = bool(request.user.may(Permission.MODELS_EDIT) and offered)
    context = {
        "said": said,
        "trials": judged_tables.trials(said, engine.promotions()),
        "charts": judged_charts.trial_charts(said, excel=_excel(request)),
        "untried": ", ".join(said.untried),
        "form": (form or forms.PromotionForm(offered=offered)) if may_promote else None,
        "export_href": _excel(request),
    }
    return render(request, "modelling/challenge.html", context)


def _excel(request: HttpRequest) -> str:
    """The address of the page's workbook."""
    return f"{request.path.removesuffix('promote')}export.xlsx"


def _found(read: Callable[[str], Any], label: str) -> Any:
    """What stands under a label; raises Http404 where nothing does."""
    try:
        return read(label)
    except LookupError:
        raise Http404 from None
    except Exception as error:
        if is_refusal(error):
            raise Http404 from None
        raise
