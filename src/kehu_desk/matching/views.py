"""The pages of who is who: the queue, a question with both files side by side, the decisions, and taking one back.

Reads the published run through the gateway. A question is shown to whoever sees both customers, and decided by whoever
may; the answer leads to the next question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import (
    CustomerPage,
    DecidedPair,
    DecisionConflictError,
    PartyRecord,
    Question,
    UnknownCustomerError,
    UnknownPairError,
)
from kehu_desk.matching import actions, forms, reckoning, tables
from kehu_desk.matching.seen import sees, whole_record
from kehu_desk.ui.values import Empty

FORM = ["GET", "HEAD", "POST"]
SAMPLE = "sample"
MOST_SHARED = 50
OVERTAKEN = tables.OVERTAKEN


@dataclass(frozen=True)
class Shown:
    """A question with the customers' pages; in a sample both are one customer, told by two records."""

    question: Question
    one: CustomerPage
    other: CustomerPage

    @property
    def is_joined(self) -> bool:
        """Whether the run has joined the two already."""
        return self.one.customer_id == self.other.customer_id

    @property
    def pair(self) -> tuple[PartyRecord, PartyRecord]:
        """The two records that say most."""
        known = {record.party_id: record for page in (self.one, self.other) for record in page.records}
        return known[self.question.joined_party_id], known[self.question.party_id]

    def decided(self, verdict: str, seen: int) -> DecidedPair:
        """The decision on all records of both; on the two records alone where they are joined already."""
        one: tuple[str, ...] = tuple(record.party_id for record in self.one.records)
        other: tuple[str, ...] = tuple(record.party_id for record in self.other.records)
        if self.is_joined:
            one, other = (self.question.joined_party_id,), (self.question.party_id,)
        return DecidedPair("same" if verdict == "same" else "different", one, other, seen)


@require(Permission.MATCHING_VIEW)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The open questions that the reader sees, the dearest first; or the sample of joined pairs to check."""
    if not request.run:
        return render(request, "matching/none.html", {"nothing": Empty(_("No run has been published yet"))})
    kind = SAMPLE if request.GET.get("kind") == SAMPLE else ""
    after = request.GET.get("after", "")
    found = engine.identity_queue(
        request.run.label, sees=sees(request), kind=kind, after=int(after) if after.isdecimal() else 0
    )
    next_key = "" if found.next_after is None else str(found.next_after)
    listing = tables.queue(found, currency=request.run.currency, next_key=next_key)
    return render(
        request,
        "matching/queue.html",
        {"questions": listing, "is_sample": kind == SAMPLE, "may_undo": request.user.may(Permission.MATCHING_UNDO)},
    )


@require(Permission.MATCHING_VIEW)
@require_safe
def pair(request: HttpRequest) -> HttpResponse:
    """A question: both files side by side, the evidence, what would move, and the answer."""
    return render(request, "matching/pair.html", _context(request, _shown(request), forms.DecisionForm()))


@require(Permission.MATCHING_DECIDE)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Answer a question; the answer leads to the next one."""
    shown = _shown(request)
    form = forms.DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide(
                question=shown.question,
                asked=shown.decided(form.cleaned_data["verdict"], form.cleaned_data["seen"]),
                reason=form.cleaned_data["reason"] or _("By the evidence shown"),
                as_of=request.run.as_of,
                by=request.user,
            )
        except DecisionConflictError:
            form.add_error(None, OVERTAKEN)
        else:
            messages.success(request, _("Written down. The next run obeys it; it can be taken back."))
            return redirect(_next_href(request, shown.question))
    return render(request, "matching/pair.html", _context(request, shown, form))


@require(Permission.MATCHING_UNDO)
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """How many records became how many customers, by what, and how often the model is wrong."""
    if not request.run:
        return render(request, "matching/none.html", {"nothing": Empty(_("No run has been published yet"))})
    made = engine.identity_steps(request.run.label)
    context = {
        "figures": reckoning.figures(made, engine.identity_checked(request.run.label)),
        "steps": reckoning.steps(made),
        "shared": reckoning.shared(engine.shared_values(request.run.label, most=MOST_SHARED)),
    }
    return render(request, "matching/steps.html", context)


@require(Permission.MATCHING_UNDO)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided, the newest first."""
    made = tuple(reversed(engine.identity_decisions()))
    return render(request, "matching/decisions.html", {"decisions": tables.decisions(made, names={}, may_undo=True)})


@require(Permission.MATCHING_UNDO)
@require_http_methods(FORM)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    made = {each.number: each for each in engine.identity_decisions() if each.verdict != "undo"}
    if number not in made or not request.run:
        raise Http404
    form = forms.UndoForm(request.POST or None)
    if form.is_valid():
        try:
            actions.undo(number=number, why=form.cleaned_data["why"], as_of=request.run.as_of, by=request.user)
        except DecisionConflictError:
            form.add_error(None, OVERTAKEN)
        else:
            messages.success(request, _("Taken back. The next run puts everything back in its place."))
            return redirect("matching_decisions")
    listing = tables.decisions([made[number]], names={}, may_undo=False)
    return render(request, "matching/undo.html", {"form": form, "decisions": listing})


def _shown(request: HttpRequest) -> Shown:
    """The question that the query names; raises Http404 where there is none, or the reader does not see both."""
    if not request.run:
        raise Http404
    if "customer" in request.GET:
        return _asked_by_hand(request)
    try:
        question = engine.identity_question(request.run.label, request.GET.get("one", ""), request.GET.get("other", ""))
        pages = [engine.customer(request.run.label, each) for each in (question.customer_id, question.other_id)]
    except (UnknownPairError, UnknownCustomerError):
        raise Http404 from None
    is_seen = sees(request)
    if not (is_seen(question.branch or "") and is_seen(question.other_branch or "")):
        raise Http404
    return Shown(question, *pages)


def _asked_by_hand(request: HttpRequest) -> Shown:
    """The question of two customers whom a person names; raises Http404 where the reader does not see both."""
    pages = [whole_record(request, request.GET.get(name, "")) for name in ("customer", "with")]
    if pages[0].customer_id == pages[1].customer_id:
        raise Http404
    question = engine.scored_pair(request.run.label, *pages)
    by_id = {page.customer_id: page for page in pages}
    return Shown(question, by_id[question.customer_id], by_id[question.other_id])


def _context(request: HttpRequest, shown: Shown, form: forms.DecisionForm) -> dict[str, Any]:
    question = shown.question
    keys = [record.party_id for page in (shown.one, shown.other) for record in page.records]
    names = {record.party_id: record.name or "" for page in (shown.one, shown.other) for record in page.records}
    earlier = engine.decisions_on(keys)
    found = engine.identity_evidence(request.run.label, question.joined_party_id, question.party_id)
    sides = [shown.one] if shown.is_joined else [shown.one, shown.other]
    return {
        "question": question,
        "title": " · ".join(dict.fromkeys(page.name or page.customer_id for page in (shown.one, shown.other))),
        "sides": [
            {
                "title": page.name or page.customer_id,
                "id": page.customer_id,
                "records": tables.records(page) if len(page.records) > 1 else None,
                "held": tables.held(page),
            }
            for page in sides
        ],
        "compared": tables.compared(*shown.pair, found),
        "evidence": tables.evidence(question, found),
        "sum": tables.probability(question),
        "together": [] if shown.is_joined else tables.together(shown.one, shown.other),
        "is_joined": shown.is_joined,
        "earlier": tables.decisions(earlier, names=names, may_undo=request.user.may(Permission.MATCHING_UNDO))
        if earlier
        else None,
        "form": form,
        "seen": len(engine.identity_decisions()),
        "may_decide": request.user.may(Permission.MATCHING_DECIDE),
        "decide_href": f"{reverse('matching_decide')}?{request.GET.urlencode()}",
        "later_href": _next_href(request, question),
    }


def _next_href(request: HttpRequest, question: Question) -> str:
    """The next question of the queue, or the queue where there is none."""
    if "customer" in request.GET:
        return reverse("matching_customer", args=[request.GET["customer"]])
    kind = SAMPLE if question.kind == SAMPLE else ""
    found = engine.identity_queue(request.run.label, sees=sees(request), kind=kind, after=question.place)
    for each in found.questions:
        return tables.pair_href(each.joined_party_id, each.party_id)
    return reverse("matching") + (f"?kind={SAMPLE}" if kind else "")
