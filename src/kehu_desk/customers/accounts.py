"""The account of a customer as a chart by year and a table by line.

Reads a `CustomerPage`; gives a `Chart`, whose title is its finding, and a `Listing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import CustomerPage
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count
from kehu_desk.ui.lists import Column, Listing

SUMMED = ("earned_premium", "incurred", "costs", "result", "claim_count")


def by_year(page: CustomerPage) -> dict[int, dict[str, Any]]:
    """Sums over the lines, by year."""
    return _summed((year.year, year.figures) for year in page.account)


def chart(page: CustomerPage, *, excel: str) -> Chart:
    """What each year brought and cost."""
    years = by_year(page)
    series = (
        Series(_("Earned premium"), [row["earned_premium"] for row in years.values()]),
        Series(_("Incurred claims"), [row["incurred"] for row in years.values()]),
        Series(_("Commission and expenses"), [row["costs"] for row in years.values()]),
        Series(_("Result"), [row["result"] for row in years.values()], kind="line"),
    )
    return Chart(
        "account",
        _finding(years),
        "mixed",
        [str(year) for year in years],
        series,
        x=Axis(_("Year"), format="text"),
        y=Axis(_("Amount"), unit=page.currency, format="money"),
        excel=excel,
    )


def by_line(page: CustomerPage) -> Listing:
    """The account by line, with the total below."""
    lines = _summed((year.line, year.figures) for year in page.account)
    rows = [{"line": code_name(line, "line"), **sums} for line, sums in lines.items()]
    total = _summed(("", year.figures) for year in page.account)[""]
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("result", _("Result"), kind="money_whole", on_phone=True),
        Column("earned_premium", _("Premium"), kind="money_whole", on_phone=True, hint=_("Earned premium")),
        Column("incurred", _("Claims"), kind="money_whole", hint=_("Incurred claims")),
        Column("costs", _("Costs"), kind="money_whole", hint=_("Commission and expenses")),
        Column("claim_count", _("Number of claims"), kind="count"),
    ]
    ordered = sorted(rows, key=lambda row: -row["result"])
    return Listing("account", columns, ordered, total={"line": _("Together"), **total} if len(rows) > 1 else None)


def _summed(figures: Iterable[tuple[Any, Any]]) -> dict[Any, dict[str, Any]]:
    sums: dict[Any, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(SUMMED, Decimal(0)))
    for key, found in figures:
        for name in SUMMED:
            sums[key][name] += getattr(found, name)
    return dict(sums)


def _finding(years: dict[int, dict[str, Any]]) -> str:
    """What the chart shows, as a sentence."""
    losing = sum(row["result"] < 0 for row in years.values())
    values = {"losing": count(losing), "years": count(len(years))}
    if not losing:
        told = ngettext("The year brought money", "Every one of %(years)s years brought money", len(years))
    elif losing == len(years):
        told = ngettext("The year cost money", "Every one of %(years)s years cost money", len(years))
    else:
        told = ngettext("%(losing)s of %(years)s years cost money", "%(losing)s of %(years)s years cost money", losing)
    return told % values
