"""A segment as figures, charts and lists: beside the whole, by tier and grade, and its most valuable customers.

Reads `Selection` and saved segments; gives what components draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine import Part, Selection
from kehu_desk.published.models import Customer
from kehu_desk.segments import words
from kehu_desk.segments.models import Segment, Sharing
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_short, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Action, Badge, Empty, Figure

SHOWN = 30
CHARTS = ("value_tier", "grade", "strategy", "channel")
KINDS = {"value_tier": "tier", "grade": "grade", "strategy": "strategy", "channel": "channel"}


def figures(found: Selection) -> tuple[Figure, ...]:
    """A segment beside the whole of the reader's branch."""
    chosen, whole = found.chosen, found.whole
    share = {"share": percent(found.share), "all": count(whole.customers)}
    return (
        Figure(_("Customers"), count(chosen.customers), word=_("%(share)s of %(all)s") % share),
        _amount(_("Result"), chosen.result, whole.result),
        Figure(
            _("Loss ratio"),
            percent(chosen.loss_ratio),
            word=_("all: %(ratio)s") % {"ratio": percent(whole.loss_ratio)},
        ),
        _amount(_("Earned premium"), chosen.earned_premium, whole.earned_premium),
        _amount(_("Lifetime value"), chosen.lifetime_value, whole.lifetime_value),
        Figure(
            _("Premium over technical price"),
            percent(chosen.adequacy, 0),
            word=_("all: %(ratio)s") % {"ratio": percent(whole.adequacy, 0)},
        ),
    )


def _amount(label: str, part: Decimal, whole: Decimal) -> Figure:
    return Figure(label, money_short(part), word=_of(part, whole))


def _of(part: Decimal, whole: Decimal) -> str:
    """A part's share of the whole; nothing where the whole is not above 0."""
    return _("%(share)s of all") % {"share": percent(part / whole)} if whole > 0 else ""


def charts(found: Selection, *, excel: str) -> list[Chart]:
    """The share of each code in the segment beside its share of all."""
    return [_chart(found, name, excel) for name in CHARTS if any(part.customers for part in found.parts.get(name, ()))]


def _chart(found: Selection, name: str, excel: str) -> Chart:
    parts = found.parts[name]
    chosen, whole = found.chosen.customers or 1, found.whole.customers or 1
    most = max(parts, key=lambda part: part.customers)
    values = {"share": percent(most.customers / chosen, 0), "what": _code(name, most), "fact": words.fact_name(name)}
    return Chart(
        f"segment-{name}",
        _("%(fact)s: %(share)s are %(what)s") % values,
        "bars",
        [_code(name, part) for part in parts],
        [
            Series(_("This segment"), [part.customers / chosen for part in parts]),
            Series(_("All"), [part.of_whole / whole for part in parts]),
        ],
        x=Axis(words.fact_name(name), format="text"),
        y=Axis(_("Share of customers"), format="percent"),
        excel=excel,
    )


def _code(name: str, part: Part) -> str:
    return code_name(part.code, KINDS[name]) if part.code else _("not known")


def customers(found: Sequence[Customer], total: int) -> Listing:
    """The most valuable customers, each with the link to its page."""
    columns = (
        Column("title", _("Customer"), kind="name"),
        Column("tier", _("Tier"), kind="tier"),
        Column("result", _("Result"), kind="money_whole", on_phone=True),
        Column("earned_premium", _("Earned premium"), kind="money_whole", on_phone=True),
        Column("claim_count", _("Claims"), kind="count"),
        Column("lines", _("Lines in force"), kind="codes", code="line"),
        Column("next_expiry_date", _("Next renewal"), kind="day"),
        Column("branch_name", _("Branch")),
    )
    empty = Empty(_("Nobody belongs to this segment here"), _("Loosen a condition, or look at another branch."))
    return Listing(
        "segment-customers",
        columns,
        found,
        href=lambda one: reverse("customer", args=[one.customer_id]),
        empty=empty,
        left_out=max(0, total - len(found)) if found else 0,
    )


def segments(rows: Iterable[tuple[Segment, Selection | None]], me: Any) -> Listing:
    """The saved segments with their counts in the run on the desk."""
    lost = Badge(_("asks for what is no longer there"), "weak")
    shown = [
        {
            "pk": one.pk,
            "name": one.name,
            "customers": found.chosen.customers if found else None,
            "share": found.share if found else None,
            "result": found.chosen.result if found else None,
            "loss_ratio": found.chosen.loss_ratio if found else None,
            "value": found.chosen.lifetime_value if found else None,
            "owner": _("me") if one.owner == me else one.owner.full_name,
            "sharing": Badge(str(Sharing(one.sharing).label)) if found else lost,
        }
        for one, found in rows
    ]
    columns = (
        Column("name", _("Segment"), kind="name"),
        Column("customers", _("Customers"), kind="count", on_phone=True),
        Column("share", _("Share"), kind="percent"),
        Column("result", _("Result"), kind="money_short"),
        Column("loss_ratio", _("Loss ratio"), kind="percent"),
        Column("value", _("Lifetime value"), kind="money_short", on_phone=True),
        Column("owner", _("By")),
        Column("sharing", _("Who sees it"), kind="badge"),
    )
    empty = Empty(
        _("No segment is saved yet"),
        _("Choose customers by any facts: good risks without a service, large ones up for renewal, or others."),
        Action(_("New segment"), reverse("segment_new"), icon="plus"),
        icon="filter",
    )
    return Listing("segments", columns, shown, href=lambda row: reverse("segment", args=[row["pk"]]), empty=empty)
