"""The pages of segments: those saved, the builder with its live count, and a segment with its customers.

Reads the published run through the gateway; every count and every customer is asked of the reader's own branch. The
builder works without scripts: what the browser does while one types, its buttons do as well.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import FACTS, ConditionError, Definition, NoFactsError, Selection
from kehu_desk.published.visibility import scope_of, visible
from kehu_desk.segments import actions, building, forms, sheets, tables, words
from kehu_desk.segments.models import Segment, seen_by
from kehu_desk.ui.values import Empty

FORM = ["GET", "HEAD", "POST"]
MOST_TAKEN_OUT = 200_000


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def segments(request: HttpRequest) -> HttpResponse:
    """The saved segments that the person sees, with their counts."""
    if not request.run:
        return render(request, "segments/none.html", {"nothing": _nothing()})
    found = [(one, _counted(request, one)) for one in seen_by(request.user)]
    listing = tables.segments(found, request.user)
    may_see_grid = request.user.may(Permission.PORTFOLIO_VIEW)
    return render(request, "segments/segments.html", {"segments": listing, "may_see_grid": may_see_grid})


@require(Permission.CUSTOMERS_VIEW)
@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    """Build a segment; as a copy of another one where the query names it."""
    if not request.run:
        return render(request, "segments/none.html", {"nothing": _nothing()})
    copied = request.GET.get("copy", "")
    origin = seen_by(request.user).filter(pk=copied).first() if copied.isdecimal() else None
    return _build(request, None, origin)


@require(Permission.CUSTOMERS_VIEW)
@require_http_methods(FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a segment; only who made it may."""
    segment = get_object_or_404(Segment, pk=pk, owner=request.user)
    if not request.run:
        return render(request, "segments/none.html", {"nothing": _nothing()})
    return _build(request, segment, segment)


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def segment(request: HttpRequest, pk: int) -> HttpResponse:
    """A segment beside the whole, and its most valuable customers."""
    one = get_object_or_404(seen_by(request.user), pk=pk)
    if not request.run:
        return render(request, "segments/none.html", {"nothing": _nothing()})
    definition = _definition(one)
    context: dict[str, Any] = {
        "segment": one,
        "lines": words.definition_words(definition or Definition()),
        "is_mine": one.owner == request.user,
    }
    if definition is None:
        return render(request, "segments/segment.html", context | {"fault": _unreadable()})
    try:
        found = engine.select(request.run.label, definition, scope=request.user.branch, with_parts=True)
    except (ConditionError, NoFactsError) as error:
        return render(request, "segments/segment.html", context | {"fault": _fault(error)})
    excel = f"{request.path}export.xlsx" if request.user.may(Permission.CUSTOMERS_EXPORT) else ""
    shown = _most_valuable(request, definition)
    context |= {
        "found": found,
        "figures": tables.figures(found),
        "charts": tables.charts(found, excel=excel),
        "customers": tables.customers(shown, found.chosen.customers),
        "export_href": excel,
    }
    return render(request, "segments/segment.html", context)


@require(Permission.CUSTOMERS_VIEW)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a segment; only who made it may."""
    one = get_object_or_404(Segment, pk=pk, owner=request.user)
    form = forms.DeleteForm(request.POST)
    try:
        if form.is_valid():
            actions.delete(segment=one, seen=form.cleaned_data["version"], by=request.user)
            messages.success(request, _("“%(name)s” was deleted.") % {"name": one.name})
            return redirect("segments")
    except actions.ChangedError:
        pass
    messages.error(request, _("The segment has been changed since this page was shown. Look at it again."))
    return redirect("segment", pk)


@require(Permission.CUSTOMERS_EXPORT)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The customers of a segment with every fact, in Excel."""
    one = get_object_or_404(seen_by(request.user), pk=pk)
    if not request.run:
        raise Http404
    definition, scope = _definition(one), request.user.branch
    if definition is None:
        raise Http404
    try:
        found = engine.select(request.run.label, definition, scope=scope)
    except (ConditionError, NoFactsError):
        raise Http404 from None
    asked = {"scope": scope, "columns": list(FACTS), "most": MOST_TAKEN_OUT}
    rows = engine.chosen_customers(request.run.label, definition, **asked)
    names = dict(visible(scope_of(request.run, scope)).values_list("customer_id", "name"))
    made = sheets.sheets(one.name, definition, found, rows, names)
    return actions.export(segment=one, sheets=made, run=request.run.label, by=request.user)


def _build(request: HttpRequest, segment: Segment | None, origin: Segment | None) -> HttpResponse:
    """The builder: rows as sent, or as saved; saved where that was asked for and everything is right."""
    where = {"run": request.run.label, "scope": request.user.branch}
    try:
        if request.method == "POST":
            rows = building.rows_of(request.POST, **where)
        else:
            saved = _definition(origin) if origin else Definition()
            if saved is None:
                messages.warning(request, _unreadable())
            rows = building.rows_of_definition(saved or Definition(), **where)
        definition = building.definition_of(rows)
        found = engine.select(where["run"], definition, scope=where["scope"])
    except NoFactsError as error:
        return render(request, "segments/none.html", {"nothing": Empty(_fault(error), icon="database")})
    deed = request.POST.get("do", "")
    form = _form(request, segment, origin)
    if deed == "save" and form.is_valid() and all(not row.fault for row in rows):
        answer = _saved(request, segment, form, definition)
        if answer is not None:
            return answer
    context = {
        "form": form if deed == "save" or request.method != "POST" else _unchecked(form),
        "rows": rows,
        "count": len(rows),
        "facts": words.offered_facts(),
        "figures": tables.figures(found),
        "unfinished": sum(bool(row.fault) for row in rows),
        "segment": segment,
        "is_to_be_saved": deed == "save",
        "may_add": len(rows) < building.MOST_ROWS,
    }
    part = {"count": "segments/figures.html"}.get(deed, "segments/builder.html") if request.htmx else ""
    return render(request, part or "segments/build.html", context)


def _form(request: HttpRequest, segment: Segment | None, origin: Segment | None) -> forms.SegmentForm:
    """The form around the builder, as sent or as saved."""
    if request.method == "POST":
        return forms.SegmentForm(request.POST)
    if segment:
        initial = {"name": segment.name, "sharing": segment.sharing, "version": segment.version}
        return forms.SegmentForm(initial=initial)
    name = _("%(name)s (copy)") % {"name": origin.name} if origin else ""
    return forms.SegmentForm(initial={"name": name})


def _unchecked(form: forms.SegmentForm) -> forms.SegmentForm:
    """The same values without a word on what is missing: nobody asked to save."""
    return forms.SegmentForm(initial={name: form.data.get(name, "") for name in form.fields})


def _saved(
    request: HttpRequest, segment: Segment | None, form: forms.SegmentForm, definition: Definition
) -> HttpResponse | None:
    """Save; None where somebody else was quicker, which the form then says."""
    given = {"name": form.cleaned_data["name"], "sharing": form.cleaned_data["sharing"], "definition": definition}
    if segment is None:
        return redirect("segment", actions.create(**given, by=request.user).pk)
    try:
        actions.change(segment=segment, seen=form.cleaned_data["version"] or 0, **given, by=request.user)
    except actions.ChangedError:
        form.add_error(
            None, _("The segment has been changed in another window. Open it anew; what you typed is still here.")
        )
        return None
    return redirect("segment", segment.pk)


def _counted(request: HttpRequest, one: Segment) -> Selection | None:
    """What a saved segment comes to; None where it asks for what is no longer there."""
    definition = _definition(one)
    try:
        return engine.select(request.run.label, definition, scope=request.user.branch) if definition else None
    except (ConditionError, NoFactsError):
        return None


def _definition(one: Segment) -> Definition | None:
    """What a saved segment asks; None where it was written by another release."""
    try:
        return Definition.of(one.definition)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _unreadable() -> str:
    return _("Another release of Kehu wrote the conditions of this segment, and this one cannot read them.")


def _most_valuable(request: HttpRequest, definition: Definition) -> list[Any]:
    """The most valuable customers as the desk knows them, in that order."""
    asked = {"scope": request.user.branch, "columns": [], "most": tables.SHOWN}
    wanted = [row["customer_id"] for row in engine.chosen_customers(request.run.label, definition, **asked)]
    rows = visible(scope_of(request.run, request.user.branch)).filter(customer_id__in=wanted)
    held = {row.customer_id: row for row in rows}
    return [held[customer_id] for customer_id in wanted if customer_id in held]


def _fault(error: Exception) -> str:
    """Why a segment cannot be counted, in the language that is read."""
    if isinstance(error, NoFactsError):
        return _("The run on the desk was made before there were segments. Start a run and publish it.")
    condition = error.condition  # type: ignore[attr-defined]
    return f"{words.condition_words(condition)}: {words.FAULTS[error.fault]}"  # type: ignore[attr-defined]


def _nothing() -> Empty:
    title = _("No run is on the desk yet")
    return Empty(title, _("Load the book, run, and publish the run; segments are then built here."), icon="database")
