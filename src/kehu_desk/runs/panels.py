"""The panels of a run: how it went, what it checked, what it read, and what it assumed.

Reads a `RunMade`; each function gives the context of one template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine import RunMade
from kehu_desk.runs.steps import step_name, total_name
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.panels import Panel
from kehu_desk.ui.values import Badge

Context = Mapping[str, Any]


def controls(request: HttpRequest, made: RunMade) -> Context:
    """The totals of the accounts beside those of the book."""
    rows = [
        {
            "name": total_name(one.name),
            "in_book": one.in_book,
            "in_accounts": one.in_accounts,
            "holds": Badge(_("Equal"), "good") if one.holds else Badge(_("Different"), "poor"),
        }
        for one in made.controls
    ]
    columns = (
        Column("name", _("Total"), kind="name"),
        Column("in_book", _("In the book"), kind="money", on_phone=True),
        Column("in_accounts", _("In the accounts"), kind="money", on_phone=True),
        Column("holds", _("Control"), kind="badge"),
    )
    return {"listing": Listing("controls", columns, rows), "flush": True}


def stages(request: HttpRequest, made: RunMade) -> Context:
    """How each stage went."""
    rows = [{**vars(stage), "about": step_name(stage.about.capitalize())} for stage in made.stages]
    columns = (
        Column("about", _("Stage"), kind="name"),
        Column("row_count", _("Rows written"), kind="count", on_phone=True),
        Column("seconds", _("Seconds"), kind="number", on_phone=True),
        Column("peak_memory_mib", _("Memory"), kind="count", unit="MiB"),
    )
    return {"listing": Listing("stages", columns, rows), "flush": True}


def batches(request: HttpRequest, made: RunMade) -> Context:
    """The batches that the run read."""
    rows = [{"label": label, "source": source} for label, source in made.batches]
    columns = (Column("label", _("Batch"), kind="name"), Column("source", _("Source"), on_phone=True))
    return {"listing": Listing("batches", columns, rows), "flush": True}


def parameters(request: HttpRequest, made: RunMade) -> Context:
    """What the run assumed, entry by entry."""
    rows = [{"entry": entry, "value": value} for entry, value in _entries("", made.parameters)]
    columns = (
        Column("entry", _("Assumption"), kind="name"),
        Column("value", _("Value"), kind="wrapped", on_phone=True),
    )
    return {"listing": Listing("parameters", columns, rows), "flush": True}


def _entries(place: str, value: Any) -> Iterator[tuple[str, str]]:
    """The entries of a tree of assumptions, each with its place."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _entries(f"{place}.{name}".lstrip("."), part)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _entries(f"{place} {number}", part)
    else:
        yield place, "" if value is None else str(value)


PANELS = (
    Panel("controls", gettext_lazy("The accounts add up to the book"), "runs/listing.html", controls),
    Panel("stages", gettext_lazy("How it went"), "runs/listing.html", stages),
    Panel("batches", gettext_lazy("What it read"), "runs/listing.html", batches, column="right"),
    Panel("parameters", gettext_lazy("What it assumed"), "runs/listing.html", parameters, column="right"),
)
