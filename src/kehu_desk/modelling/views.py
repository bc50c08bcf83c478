"""The pages of models: all of them, one with its tables, a level to be set, and two runs beside each other.

Reads the published run through the gateway, writes through `actions`. Models are the whole company's, and hold
nothing of a single customer, so that every branch may read them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import EditsSeen, FactorTable, Level, ModelTold, Relativity, StandingEdit, is_refusal
from kehu_desk.modelling import actions, addresses, charts, forms, panels, peril_tables, sheets, tables, words
from kehu_desk.ui.factors import factors_named

FORM = ["GET", "HEAD", "POST"]
OPEN = 8  # levels that one sees at once; longer lists open when asked for


@dataclass(frozen=True)
class Slot:
    """A level that a person looks at: its model, table and place, and the edit that stands on it."""

    told: ModelTold
    table: FactorTable
    level: Level
    seen: EditsSeen

    @property
    def standing(self) -> StandingEdit | None:
        """The edit of this level, if there is one in the run or waiting."""
        place = (self.table.factors, self.level.labels)
        return next((one for one in self.seen.edits if (one.edit.factors, one.edit.levels) == place), None)

    def asked(self, relativity: float) -> Relativity:
        """This level with a relativity."""
        return Relativity(self.told.line, self.told.model, self.table.factors, self.level.labels, relativity)


@require(Permission.MODELS_VIEW)
@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """Every model of the run on the desk."""
    if not request.run:
        return render(request, "modelling/none.html", {"nothing": panels.NOTHING_PUBLISHED})
    found = engine.models(request.run.label)
    listing = tables.models(found, engine.waiting_edits(found))
    return render(request, "modelling/models.html", {"models": listing, "may_judge": _may_judge(request)})


@require(Permission.MODELS_VIEW)
@require_safe
def model(request: HttpRequest, line: str, name: str) -> HttpResponse:
    """A model with all its tables."""
    told = _told(request, line, name)
    perils = () if told.peril else engine.perils(told.run, told.line)
    may_edit = request.user.may(Permission.MODELS_EDIT) and told.may_be_edited
    excel = addresses.href("model_export", told)
    context = {
        "told": told,
        "title": words.title(told),
        "figures": tables.figures(told),
        "facts": tables.facts(told),
        "edits": _edits(told),
        "tables": [
            {
                "chart": charts.of_table(told, table, excel=excel),
                "listing": tables.levels(told, table, may_edit=may_edit),
                "anchor": "table-" + "-".join(table.factors),
                "is_open": may_edit and len(table.levels) <= OPEN,
            }
            for table in told.tables
        ],
        "left_out": tables.left_out(told) if told.left_out else None,
        "perils": peril_tables.perils(told, perils) if perils and told.may_be_edited else None,
        "line_title": words.title(replace(told, peril="")),
        "others": panels.beside(told),
        "may_edit": may_edit,
        "export_href": excel,
    }
    return render(request, "modelling/model.html", context)


@require(Permission.MODELS_EDIT)
@require_http_methods(FORM)
def edit(request: HttpRequest, line: str, name: str) -> HttpResponse:
    """A level: what is known of it, what a relativity would do, and setting it."""
    slot = _slot(request, line, name)
    first = slot.standing.edit if slot.standing else None
    initial = {"relativity": first.relativity if first else round(slot.level.relativity, 4)}
    form = forms.EditForm(request.POST or None, initial={**initial, "seen": slot.seen.fingerprint})
    if form.is_valid() and form.is_to_be_saved:
        try:
            actions.set_level(
                asked=slot.asked(form.cleaned_data["relativity"]),
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except Exception as error:
            if not is_refusal(error):
                raise
            form.add_error(None, _refused(error))
        else:
            messages.success(request, _("Written down. The next run obeys it; this run stays as it is."))
            return redirect("model", line, name)
    return render(request, "modelling/edit.html", _editing(request, slot, form, forms.TakeBackForm()))


@require(Permission.MODELS_EDIT)
@require_POST
def take_back(request: HttpRequest, line: str, name: str) -> HttpResponse:
    """Take the edit of a level back."""
    slot = _slot(request, line, name)
    form = forms.TakeBackForm(request.POST)
    if form.is_valid():
        standing = slot.standing
        try:
            actions.take_level_back(
                asked=slot.asked(standing.edit.relativity if standing else slot.level.relativity),
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except Exception as error:
            if not is_refusal(error):
                raise
            form.add_error(None, _refused(error))
        else:
            messages.success(request, _("Taken back. The next run has the fitted relativity again."))
            return redirect("model", line, name)
    first = forms.EditForm(initial={"relativity": slot.level.relativity, "seen": slot.seen.fingerprint})
    return render(request, "modelling/edit.html", _editing(request, slot, first, form))


@require(Permission.MODELS_VIEW)
@require_safe
def compare(request: HttpRequest, line: str, name: str) -> HttpResponse:
    """A model in the run on the desk beside the same in an earlier run."""
    told = _model(request, line, name)
    before = request.GET.get("with", "")
    if before not in [label for label, _shown in panels.runs_beside(told)]:
        raise Http404
    try:
        found = engine.compared_models(before, told.run, line, name)
    except engine.UnknownModelError:
        raise Http404 from None
    context = {
        "told": told,
        "title": words.title(told),
        "found": found,
        "figures": tables.comparison_figures(found),
        "changes": tables.changes(found),
        "export_href": f"{addresses.href('model_export', told)}?with={before}",
    }
    return render(request, "modelling/compare.html", context)


@require(Permission.MODELS_VIEW)
@require_safe
def export(request: HttpRequest, line: str, name: str) -> HttpResponse:
    """A model's tables in Excel; beside those of another run where one is named."""
    told = _told(request, line, name)
    before = request.GET.get("with", "")
    is_there = not told.peril and before in [label for label, _shown in panels.runs_beside(told)]
    found = engine.compared_models(before, told.run, line, name) if is_there else None
    written = sheets.of_model(told, found)
    return actions.export(name=actions.model_export_name(told), sheets=written, by=request.user)


def _model(request: HttpRequest, line: str, name: str) -> ModelTold:
    """A model of the run on the desk; raises Http404 where there is none."""
    if not request.run:
        raise Http404
    try:
        return engine.model(request.run.label, line, name)
    except engine.UnknownModelError:
        raise Http404 from None


def _told(request: HttpRequest, line: str, name: str) -> ModelTold:
    """A model of the run on the desk, of a peril where the query names one; raises Http404 where there is none."""
    peril = request.GET.get("peril", "")
    if not peril or not request.run:
        return _model(request, line, name)
    try:
        return engine.peril_model(request.run.label, line, peril, name)
    except engine.UnknownModelError:
        raise Http404 from None


def _slot(request: HttpRequest, line: str, name: str) -> Slot:
    """The level that the query names; raises Http404 where the model has none of that name, or is not edited."""
    told = _model(request, line, name)
    table = told.table(tuple(request.GET.getlist("factor")))
    level = table.level(tuple(request.GET.getlist("level"))) if table else None
    if table is None or level is None or not told.may_be_edited:
        raise Http404
    return Slot(told, table, level, engine.edits_of(told))


def _editing(request: HttpRequest, slot: Slot, form: forms.EditForm, back: forms.TakeBackForm) -> dict[str, Any]:
    """What the page of a level shows; the effect where a relativity is given that can be one."""
    weighed, moves_nobody = None, False
    if form.is_bound and "relativity" in getattr(form, "cleaned_data", {}):
        found = engine.effect(slot.told, slot.asked(form.cleaned_data["relativity"]))
        moves_nobody = not found.terms
        weighed = None if moves_nobody else tables.effect_figures(found, engine.made_run(slot.told.run).currency)
    is_there = slot.standing is not None and slot.standing.state in ("in_run", "waiting")
    named = factors_named(slot.table.factors, slot.level.labels)
    return {
        "told": slot.told,
        "title": words.title(slot.told),
        "name": " · ".join(named),
        "facts": tables.level_facts(slot.told, slot.table, slot.level, slot.standing),
        "form": form,
        "back": back if is_there else None,
        "fingerprint": slot.seen.fingerprint,
        "weighed": weighed,
        "moves_nobody": moves_nobody,
        "query": request.GET.urlencode(),
    }


def _refused(error: Exception) -> str:
    """Why an edit was not written, in the language that is read."""
    if isinstance(error, engine.EditConflictError):
        return _("Somebody has changed the edits since this page was shown. Look at them, and save again.")
    return str(error)


def _edits(told: ModelTold) -> Any:
    """The edits of a model as a list; None where there are none."""
    seen = engine.edits_of(told) if told.may_be_edited else None
    return tables.edits(told, seen) if seen and seen.edits else None


def _may_judge(request: HttpRequest) -> bool:
    return bool(request.user.may(Permission.JUDGED_VIEW))
