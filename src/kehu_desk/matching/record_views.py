"""The page of who a customer is: what is held for true and why, the records behind it, and what people set right.

Reads the published run through the gateway. Records of somebody else are taken out, another customer is held beside
this one, and a field is set; each is a fact for the next run.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import CustomerPage, DecidedPair, DecisionConflictError
from kehu_desk.matching import actions, forms, records, tables
from kehu_desk.matching.seen import whole_record

FORM = ["GET", "HEAD", "POST"]
OVERTAKEN = tables.OVERTAKEN


@require(Permission.MATCHING_VIEW)
@require_safe
def record(request: HttpRequest, customer_id: str) -> HttpResponse:
    """What is held for true of a customer, and the records behind it."""
    page = whole_record(request, customer_id)
    if page.customer_id != customer_id:
        return redirect("matching_customer", page.customer_id)
    return render(request, "matching/record.html", _context(request, page))


@require(Permission.MATCHING_DECIDE)
@require_POST
def split(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Say that some of the records are somebody else's."""
    page = whole_record(request, customer_id)
    form = _split_form(request.POST, page)
    if form.is_valid():
        chosen = form.cleaned_data["records"]
        left = tuple(one.party_id for one in page.records if one.party_id not in chosen)
        try:
            actions.split(
                customer_id=page.customer_id,
                asked=DecidedPair("different", left, tuple(chosen), form.cleaned_data["seen"]),
                reason=form.cleaned_data["why"],
                as_of=request.run.as_of,
                by=request.user,
            )
        except DecisionConflictError:
            form.add_error(None, OVERTAKEN)
        else:
            messages.success(
                request, _("Written down. The next run makes two customers of them; it can be taken back.")
            )
            return redirect("matching_customer", page.customer_id)
    return render(request, "matching/record.html", _context(request, page, split_form=form))


@require(Permission.MATCHING_DECIDE)
@require_POST
def beside(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Hold another customer beside this one, to say that they are one."""
    page = whole_record(request, customer_id)
    form = forms.BesideForm(request.POST)
    if form.is_valid():
        try:
            other = whole_record(request, form.cleaned_data["other"].strip().upper())
        except Http404:
            form.add_error("other", _("No customer that you see has this number."))
        else:
            if other.customer_id != page.customer_id:
                query = QueryDict(mutable=True)
                query.update({"customer": page.customer_id, "with": other.customer_id})
                return redirect(f"{reverse('matching_pair')}?{query.urlencode()}")
            form.add_error("other", _("This is the customer itself."))
    return render(request, "matching/record.html", _context(request, page, beside_form=form))


@require(Permission.MATCHING_DECIDE)
@require_http_methods(FORM)
def correct(request: HttpRequest, customer_id: str, field: str) -> HttpResponse:
    """Set a field, or take back what was set."""
    page = whole_record(request, customer_id)
    if field not in records.FIELDS:
        raise Http404
    made = engine.field_corrections()
    is_back = "back" in request.POST
    form = forms.FieldForm(request.POST or None, field=field, seen=len(made), is_back=is_back)
    if form.is_valid():
        try:
            actions.correct(
                customer_id=page.customer_id,
                party_id=_goes_with(page, field),
                field=field,
                value=None if is_back else form.cleaned_data["value"],
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["why"] or _("As the records have it"),
                as_of=request.run.as_of,
                by=request.user,
            )
        except DecisionConflictError:
            form.add_error(None, OVERTAKEN)
        else:
            messages.success(request, _("Written down. It holds from the next run on."))
            return redirect("matching_customer", page.customer_id)
    held = next((one for one in page.golden_record if one.field == field), None)
    waiting = records.pending(page, made, field)
    context = {
        "page": page,
        "form": form,
        "title": str(records.FIELDS[field]),
        "now": records.shown(field, held.value) if held else "",
        "why": records.why(held, waiting),
        "may_go_back": bool((held and held.why == "by_hand") or (waiting and waiting.value)),
    }
    return render(request, "matching/field.html", context)


def _goes_with(page: CustomerPage, field: str) -> str:
    """The record that a correction goes with: that of the one which holds, or else the customer's first."""
    by_hand = next((one for one in page.golden_record if one.field == field and one.why == "by_hand"), None)
    return by_hand.party_id if by_hand else page.records[0].party_id


def _split_form(given: QueryDict | None, page: CustomerPage) -> forms.SplitForm:
    return forms.SplitForm(given, choices=records.choices(page), seen=len(engine.identity_decisions()))


def _context(
    request: HttpRequest,
    page: CustomerPage,
    *,
    split_form: forms.SplitForm | None = None,
    beside_form: forms.BesideForm | None = None,
) -> dict[str, Any]:
    may_decide = request.user.may(Permission.MATCHING_DECIDE)
    keys = [one.party_id for one in page.records]
    names = {one.party_id: one.name or "" for one in page.records}
    earlier = engine.decisions_on(keys)
    may_undo = request.user.may(Permission.MATCHING_UNDO)
    return {
        "page": page,
        "golden": records.golden_record(page, engine.field_corrections(), may_correct=may_decide),
        "records": tables.records(page),
        "split_form": (split_form or _split_form(None, page)) if may_decide and len(keys) > 1 else None,
        "beside_form": (beside_form or forms.BesideForm()) if may_decide else None,
        "earlier": tables.decisions(earlier, names=names, may_undo=may_undo) if earlier else None,
    }
