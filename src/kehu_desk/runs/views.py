"""The pages of loads and runs.

Reads through `queries` and the gateway, writes through `actions`. Long work is started here and done by the worker;
the page asks how far it is.
"""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import RunMade, is_refusal, loaded_batches, made_run
from kehu_desk.runs import actions, forms, panels, queries, tables
from kehu_desk.runs.models import Job, Kind

FORM = ["GET", "HEAD", "POST"]


@require(Permission.RUNS_VIEW)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The runs, and which of them is on the desk."""
    standing = queries.standing()
    failed = queries.last_failed(Kind.PUBLISH) or queries.last_failed(Kind.RUN)
    context = {
        "standing": standing,
        "failed": failed,
        "runs": tables.runs(standing),
        "figures": tables.figures(standing),
        "working": [{"job": job, "progress": tables.work(job)} for job in standing.working],
    }
    return render(request, "runs/runs.html", context | _permissions(request))


@require(Permission.RUNS_VIEW)
@require_safe
def run(request: HttpRequest, label: str) -> HttpResponse:
    """How a run was made."""
    made = _run(label)
    context = {"made": made, "panels": panels.PANELS, "figures": tables.run_figures(made)}
    return render(request, "runs/run.html", context | _permissions(request))


@require(Permission.RUNS_START)
@require_http_methods(FORM)
def start(request: HttpRequest) -> HttpResponse:
    """Start a run."""
    form = forms.RunForm(request.POST or None)
    if not form.is_valid():
        return render(request, "runs/start.html", {"form": form})
    job = actions.start(as_of=form.cleaned_data["as_of"], by=request.user)
    return redirect("job", job.pk)


@require(Permission.RUNS_START)
@require_http_methods(FORM)
def judge(request: HttpRequest) -> HttpResponse:
    """Judge the models of the current run."""
    form = forms.JudgeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "runs/judge.html", {"form": form})
    job = actions.judge(kind=Kind(form.cleaned_data["kind"]), as_of=form.cleaned_data["as_of"], by=request.user)
    return redirect("job", job.pk)


@require(Permission.RUNS_PUBLISH)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Put a run on the desk."""
    made = _run(request.POST.get("label", ""))
    job = actions.publish(label=made.label, by=request.user)
    return redirect("job", job.pk)


@require(Permission.RUNS_PUBLISH)
@require_POST
def go_back(request: HttpRequest) -> HttpResponse:
    """Go back to the run that was on the desk before."""
    form = forms.ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That run is not on the desk any more. Publish it again."))
        return redirect("runs")
    try:
        back = actions.go_back(label=form.cleaned_data["label"].label, by=request.user)
    except Exception as error:
        if not is_refusal(error):
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(label)s is on the desk again.") % {"label": back.label})
    return redirect("runs")


@require(Permission.RUNS_VIEW)
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a piece of work is: a page, or the fragment that the page asks for again and again."""
    found = get_object_or_404(Job.objects.select_related("by"), pk=pk)
    context = {"job": found, "work": tables.work(found), "next_href": tables.next_href(found)}
    return render(request, "runs/work.html" if request.htmx else "runs/job.html", context)


@require(Permission.RUNS_VIEW)
@require_safe
def loads(request: HttpRequest) -> HttpResponse:
    """The batches of the book, and the last loads."""
    context = {"batches": tables.batches(loaded_batches()), "loads": tables.loads(queries.latest_loads())}
    return render(request, "runs/loads.html", context | _permissions(request))


@require(Permission.RUNS_START)
@require_http_methods(FORM)
def load_new(request: HttpRequest) -> HttpResponse:
    """Give files, and try to load them."""
    form = forms.LoadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "runs/load_new.html", {"form": form})
    job = actions.try_load(**form.cleaned_data, by=request.user)
    return redirect("load", job.pk)


@require(Permission.RUNS_VIEW)
@require_safe
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """What a load did, or would do."""
    found = _load(pk)
    context = {
        "job": found,
        "work": tables.work(found),
        "load": tables.load(found),
        "can_commit": tables.can_commit(found),
        "can_discard": tables.can_discard(found),
    }
    return render(request, "runs/load.html", context | _permissions(request))


@require(Permission.RUNS_START)
@require_POST
def load_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the files that were tried."""
    tried = _load(pk)
    try:
        if tables.can_commit(tried):
            return redirect("load", actions.commit_load(tried=tried, by=request.user).pk)
    except actions.SpentError:
        pass
    messages.error(request, _("These files were loaded or given up already. Give them again."))
    return redirect("load", pk)


@require(Permission.RUNS_START)
@require_POST
def load_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the files up that were tried."""
    try:
        actions.discard_load(tried=_load(pk))
    except actions.SpentError:
        messages.error(request, _("These files were loaded or given up already. Give them again."))
    else:
        messages.success(request, _("The files were given up; nothing of the book changed."))
    return redirect("loads")


@require(Permission.RUNS_START)
@require_safe
def load_rejects(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of rejects of a load."""
    path = Path(_load(pk).outcome.get("rejects") or "none")
    if not path.is_file():
        raise Http404
    actions.take_rejects(job=pk, by=request.user)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="text/csv; charset=utf-8")


@require(Permission.RUNS_START)
@require_POST
def load_withdraw(request: HttpRequest) -> HttpResponse:
    """Take a batch back."""
    number = request.POST.get("number", "")
    try:
        taken = actions.withdraw_load(number=int(number) if number.isdecimal() else 0, by=request.user)
    except Exception as error:
        if not is_refusal(error):
            raise
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("%(batch)s was taken back. Start a run to see the book without it.") % {"batch": taken.label}
        )
    return redirect("loads")


def _permissions(request: HttpRequest) -> dict[str, bool]:
    """What the buttons of a page depend on."""
    return {
        "may_start": request.user.may(Permission.RUNS_START),
        "may_publish": request.user.may(Permission.RUNS_PUBLISH),
    }


def _run(label: str) -> RunMade:
    """A run; raises Http404 where there is none of that label."""
    try:
        return made_run(label)
    except Exception as error:
        if is_refusal(error):
            raise Http404 from None
        raise


def _load(pk: int) -> Job:
    return get_object_or_404(Job.objects.select_related("by"), pk=pk, kind__in=(Kind.TRY_LOAD, Kind.LOAD))
