"""What the pages of loads and runs show, as tables, figures and words.

Reads jobs, the engine's runs and batches; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import Batch, Reject, RunMade, read_rejects
from kehu_desk.runs import progress, uploads
from kehu_desk.runs.models import JUDGING, Job, Kind, Status
from kehu_desk.runs.queries import Standing
from kehu_desk.runs.steps import step_name
from kehu_desk.ui.figures import count, day, moment, number
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Action, Badge, Empty, Figure, Progress

REJECTS_SHOWN = 100
PAGES = {Kind.BACKTEST: "backtest", Kind.MONITOR: "monitoring", Kind.CHALLENGE: "challenge"}


def runs(standing: Standing) -> Listing:
    """The runs, the last first, and where each of them stands."""
    on_desk = standing.on_desk.label if standing.on_desk else ""
    rows = [
        {
            "label": made.label,
            "as_of": made.as_of,
            "started_at": made.started_at,
            "customers": made.customer_count,
            "seconds": made.seconds,
            "controls": Badge(_("Accounts = book"), "good")
            if all(c.holds for c in made.controls)
            else Badge(_("Do not agree"), "poor"),
            "place": Badge(_("On the desk"), "accent") if made.label == on_desk else None,
        }
        for made in standing.runs
    ]
    columns = (
        Column("label", _("Run"), kind="name"),
        Column("as_of", _("As of"), kind="day", on_phone=True),
        Column("customers", _("Customers"), kind="count", on_phone=True),
        Column("started_at", _("Made"), kind="moment"),
        Column("seconds", _("Seconds"), kind="number"),
        Column("controls", _("Control"), kind="badge"),
        Column("place", _("Place"), kind="badge"),
    )
    start = Action(_("Start a run"), reverse("run_start"), icon="player-play")
    empty = Empty(
        _("There is no run yet"), _("A run finds the customers behind the book and settles their accounts."), start
    )
    return Listing("runs", columns, rows, href=lambda row: reverse("run", args=[row["label"]]), empty=empty)


def figures(standing: Standing) -> tuple[Figure, ...]:
    """Which run is on the desk, which is the newest, and which one can go back to."""
    found = []
    if standing.on_desk:
        word = _("as of %(date)s, published %(moment)s") % {
            "date": day(standing.on_desk.as_of),
            "moment": moment(standing.on_desk.published_at),
        }
        found.append(Figure(_("On the desk"), standing.on_desk.label, word=word))
    else:
        found.append(Figure(_("On the desk"), "–", word=_("nothing is published yet")))
    if standing.newest:
        word = _("as of %(date)s") % {"date": day(standing.newest.as_of)}
        found.append(Figure(_("Newest run"), standing.newest.label, word=word))
    if standing.former:
        word = _("as of %(date)s") % {"date": day(standing.former.as_of)}
        found.append(Figure(_("Before it on the desk"), standing.former.label, word=word))
    return tuple(found)


def run_figures(made: RunMade) -> tuple[Figure, ...]:
    """A run at a glance."""
    read = ngettext("%(count)s batch of the book", "%(count)s batches of the book", len(made.batches))
    peak = max((stage.peak_memory_mib for stage in made.stages), default=0)
    return (
        Figure(_("As of"), day(made.as_of), word=_("what was known at the end of that day")),
        Figure(_("Customers"), count(made.customer_count), word=read % {"count": count(len(made.batches))}),
        Figure(_("Seconds"), number(made.seconds, 1), word=moment(made.started_at)),
        Figure(_("Memory"), count(peak), unit="MiB", word=_("at the most")),
    )


def work(job: Job) -> Progress:
    """How far a piece of work is, in words."""
    told = str(Kind(job.kind).label)
    if job.status == Status.DONE:
        return Progress(_("%(work)s: done") % {"work": told}, share=1.0, tone="good")
    if job.status == Status.FAILED:
        return Progress(_("%(work)s: failed") % {"work": told}, share=None, tone="poor", detail=job.message)
    stand = progress.read(job.pk)
    if job.status == Status.WAITING or stand is None:
        return Progress(_("%(work)s: waiting for its turn") % {"work": told})
    share = stand.done / stand.total if stand.total else None
    return Progress(_("%(work)s: %(step)s") % {"work": told, "step": step_name(stand.step)}, share=share)


def next_href(job: Job) -> str:
    """Where one goes when the work is done."""
    if job.kind in (Kind.TRY_LOAD, Kind.LOAD):
        return reverse("load", args=[job.pk])
    if job.kind in JUDGING:
        return reverse(PAGES[Kind(job.kind)], args=[job.outcome["label"]]) if job.outcome else reverse("judged")
    if job.kind == Kind.RUN and job.status == Status.DONE:
        return reverse("run", args=[job.outcome["label"]])
    return reverse("runs")


def batches(found: Iterable[Batch]) -> Listing:
    """The batches of the book."""
    rows = [
        {
            "label": batch.label,
            "number": batch.number,
            "source": batch.source,
            "files": ", ".join(file.name for file in batch.files),
            "accepted": sum(file.accepted for file in batch.files),
            "rejected": sum(file.rejected for file in batch.files),
            "extract_date": batch.extract_date,
        }
        for batch in found
    ]
    columns = (
        Column("label", _("Batch"), kind="name"),
        Column("source", _("Source")),
        Column("files", _("Files"), kind="wrapped"),
        Column("accepted", _("Rows accepted"), kind="count", on_phone=True),
        Column("rejected", _("Rows rejected"), kind="count", on_phone=True),
        Column("extract_date", _("Extracted"), kind="day"),
    )
    new = Action(_("Load files"), reverse("load_new"), icon="upload")
    return Listing(
        "batches", columns, rows, empty=Empty(_("The book is empty"), _("Load the files of a source first."), new)
    )


def loads(found: Iterable[Job]) -> Listing:
    """The last loads, tried and made."""
    rows = [
        {
            "pk": job.pk,
            "names": ", ".join(job.asked.get("names", ())),
            "kind": str(Kind(job.kind).label),
            "by": job.by.full_name,
            "created_at": job.created_at,
            "status": _status(job),
        }
        for job in found
    ]
    columns = (
        Column("names", _("Files"), kind="name"),
        Column("kind", _("What was done")),
        Column("by", _("By")),
        Column("created_at", _("When"), kind="moment", on_phone=True),
        Column("status", _("State"), kind="badge", on_phone=True),
    )
    return Listing(
        "loads",
        columns,
        rows,
        href=lambda row: reverse("load", args=[row["pk"]]),
        empty=Empty(_("Nothing was loaded from the desk yet")),
    )


def load(job: Job) -> dict[str, Any]:
    """What a load did, or would do: counts, files, tables, broken rules, the first rejects."""
    outcome = job.outcome
    if not outcome:
        return {}
    return {
        "figures": _load_figures(outcome),
        "files": _files(outcome["files"]),
        "tables": _tables(outcome["tables"]),
        "rules": _rules(outcome["broken_rules"]),
        "rejects": _rejects(outcome.get("rejects", "")),
        "already": outcome.get("already_loaded_as"),
        "passed_over": ", ".join(outcome.get("passed_over", ())),
        "batch": outcome.get("batch"),
    }


def can_commit(job: Job) -> bool:
    """Whether the files of a trial are there to be loaded."""
    is_new = job.status == Status.DONE and not job.outcome.get("already_loaded_as")
    return is_new and can_discard(job)


def can_discard(job: Job) -> bool:
    """Whether the files of a trial are there to be given up."""
    if job.kind != Kind.TRY_LOAD or job.is_spent or not job.is_over:
        return False
    folder = job.asked["folder"]
    return (uploads.incoming(folder) if folder else uploads.folder_of(job.asked["ticket"])).is_dir()


def _status(job: Job) -> Badge:
    tones = {Status.DONE: "good", Status.FAILED: "poor", Status.RUNNING: "accent"}
    return Badge(str(Status(job.status).label), tones.get(Status(job.status), ""))


def _load_figures(outcome: dict[str, Any]) -> tuple[Figure, ...]:
    read, accepted, rejected = (
        sum(file[name] for file in outcome["files"]) for name in ("read", "accepted", "rejected")
    )
    return (
        Figure(_("Rows read"), count(read), word=_("accepted and rejected together")),
        Figure(_("Accepted"), count(accepted), word=_("go into the book")),
        Figure(_("Rejected"), count(rejected), word=_("given back with the reason"), tone="weak" if rejected else ""),
        Figure(_("Seconds"), number(outcome["seconds"], 1)),
    )


def _files(files: list[dict[str, Any]]) -> Listing:
    columns = (
        Column("name", _("File"), kind="name"),
        Column("read", _("Rows read"), kind="count"),
        Column("accepted", _("Accepted"), kind="count", on_phone=True),
        Column("rejected", _("Rejected"), kind="count", on_phone=True),
        Column("encoding", _("Encoding")),
        Column("delimiter", _("Delimiter")),
    )
    return Listing("files", columns, files)


def _tables(found: dict[str, dict[str, Any]]) -> Listing:
    rows = [{"name": name, **counts} for name, counts in found.items()]
    columns = (
        Column("name", _("Table"), kind="name"),
        Column("inserted", _("New"), kind="count", on_phone=True),
        Column("updated", _("Changed"), kind="count", on_phone=True),
        Column("unchanged", _("Unchanged"), kind="count"),
    )
    return Listing("tables", columns, rows)


def _rules(broken: dict[str, int]) -> Listing:
    rows = [
        {"rule": rule.replace("_", " "), "count": times}
        for rule, times in sorted(broken.items(), key=lambda one: -one[1])
    ]
    columns = (Column("rule", _("Rule"), kind="name"), Column("count", _("Times broken"), kind="count", on_phone=True))
    return Listing("rules", columns, rows, empty=Empty(_("No rule was broken"), icon="circle-check"))


def _rejects(path: str) -> Listing | None:
    """The first rejects, where the file is there."""
    if not path or not Path(path).is_file():
        return None
    rows: tuple[Reject, ...] = read_rejects(Path(path), most=REJECTS_SHOWN)
    columns = (
        Column("file", _("File"), kind="name"),
        Column("row", _("Row"), kind="count", on_phone=True),
        Column("column", _("Column")),
        Column("value", _("It says"), kind="wrapped"),
        Column("reason", _("Reason"), kind="wrapped"),
        Column("what_to_do", _("What to do"), kind="wrapped"),
    )
    return Listing("rejects", columns, rows)
