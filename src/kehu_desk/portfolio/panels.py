"""The panels of the portfolio, in their order: the two lenses first, side by side.

Reads a `ScopedPortfolio`; each function gives the context of one template, or None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.access.permissions import Permission
from kehu_desk.engine import ScopedPortfolio
from kehu_desk.portfolio import charts, concentration, grids, movements, retention, tables
from kehu_desk.portfolio.queries import scoped_portfolio
from kehu_desk.ui.panels import Panel
from kehu_desk.ui.values import Empty

Context = Mapping[str, Any]
NOTHING_PUBLISHED = Empty(
    gettext_lazy("No run is on the desk yet"),
    gettext_lazy("Load the book, run, and publish the run; the portfolio then stands here."),
    icon="database",
)
NOT_JUDGED = Empty(
    gettext_lazy("This run does not judge risk and value"),
    gettext_lazy("Start a run and publish it; the grid then stands here."),
    icon="database",
)
NOBODY_HERE = Empty(
    gettext_lazy("No customer belongs to your branch in this run"),
    gettext_lazy("Ask an administrator whether your branch is written as the source writes it."),
    icon="sitemap",
)


def by_customer(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The customer lens."""
    return {"listing": tables.by_tier(portfolio), "flush": True}


def by_line(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The line lens."""
    return {"listing": tables.by_line(portfolio), "flush": True, "note": _unpriced(portfolio)}


def curve(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The concentration curve, or its sentences where no curve can be drawn."""
    drawn = concentration.chart(portfolio, excel=_excel(request, portfolio))
    told = concentration.sentences(portfolio)
    return {"chart": drawn, "sentences": told[1:] if drawn else told}


def parts(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """The parts of the combined ratio."""
    drawn = charts.ratio_parts(portfolio, excel=_excel(request, portfolio))
    return {"chart": drawn} if drawn else None


def years(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """The book by year."""
    drawn = charts.by_year(portfolio, excel=_excel(request, portfolio))
    return {"chart": drawn} if drawn else None


def renewals(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """What falls due."""
    drawn = charts.renewals(portfolio, excel=_excel(request, portfolio))
    return {"chart": drawn, "listing": tables.renewals(portfolio)} if drawn else None


def channels(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The book by channel."""
    return {"listing": tables.by_channel(portfolio), "flush": True}


def kinds(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The book by persons and organisations."""
    return {"listing": tables.by_kind(portfolio), "flush": True}


def branches(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """The branches below; where there is only one, which is then the same book again, those below that one."""
    groups = portfolio.branches
    while len(groups) == 1:
        only = scoped_portfolio(request.run, groups[0].keys[0])
        groups = only.branches if only else ()
    return {"listing": tables.by_branch(groups), "flush": True} if groups else None


def grid(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """Customers by cell, and below by strategy."""
    drawn = grids.counts(portfolio, excel=_excel(request, portfolio))
    return {"chart": drawn, "listing": grids.strategies(portfolio), "summary": _("By strategy")}


def grid_results(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """The coming result by cell."""
    return {"chart": grids.results(portfolio, excel=_excel(request, portfolio))}


def value_curve(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """The 80/20 curve of value; known of the whole company only."""
    drawn = concentration.value_chart(portfolio, excel=_excel(request, portfolio))
    return {"chart": drawn} if drawn else None


def value_tiers(request: HttpRequest, portfolio: ScopedPortfolio) -> Context:
    """Customers by tier of value."""
    return {"listing": grids.tiers(portfolio), "flush": True}


def moved(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """How customers moved since the run before; known of the whole company only."""
    drawn = movements.flow(portfolio, excel=_excel(request, portfolio))
    if drawn is None:
        return None
    return {"chart": drawn, "listing": movements.listing(portfolio), "summary": _("From cell to cell")}


def retention_worth(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """What points of retention add; known of the whole company only."""
    drawn = retention.worth(portfolio, excel=_excel(request, portfolio))
    if drawn is None:
        return None
    return {"chart": drawn, "listing": retention.worth_table(portfolio), "summary": _("With the interval")}


def cohorts(request: HttpRequest, portfolio: ScopedPortfolio) -> Context | None:
    """Who is still here, by year of arrival; known of the whole company only."""
    drawn = retention.cohorts(portfolio, excel=_excel(request, portfolio))
    if drawn is None:
        return None
    return {"chart": drawn, "listing": retention.cohort_table(portfolio), "summary": _("With the interval")}


def _unpriced(portfolio: ScopedPortfolio) -> str:
    """What is said where the source gives no premium for a part of the business."""
    if not portfolio.figures.unpriced_exposure_days:
        return ""
    return _("Claims on business without a known premium are shown, and left out of the result and of the ratios.")


def _excel(request: HttpRequest, portfolio: ScopedPortfolio) -> str:
    """The address of the workbook; "" for those who may not take it out."""
    if not request.user.may(Permission.CUSTOMERS_EXPORT):
        return ""
    query = f"?{urlencode({'branch': portfolio.scope})}" if portfolio.scope else ""
    return reverse("portfolio_export") + query


PANELS = (
    Panel("by_customer", gettext_lazy("The book by customer"), "portfolio/listing.html", by_customer),
    Panel("by_line", gettext_lazy("The book by line"), "portfolio/listing.html", by_line, column="right"),
    Panel("curve", gettext_lazy("Who carries the book"), "portfolio/curve.html", curve),
    Panel("parts", gettext_lazy("Combined ratio by line"), "portfolio/chart.html", parts, column="right"),
    Panel("renewals", gettext_lazy("Renewals due"), "portfolio/renewals.html", renewals),
    Panel("years", gettext_lazy("By year"), "portfolio/chart.html", years, column="right"),
    Panel("kinds", gettext_lazy("Persons and organisations"), "portfolio/listing.html", kinds),
    Panel("channels", gettext_lazy("By channel"), "portfolio/listing.html", channels, column="right"),
    Panel(
        "branches",
        gettext_lazy("Branches, the best combined ratio first"),
        "portfolio/listing.html",
        branches,
    ),
)

VALUE_PANELS = (
    Panel("grid", gettext_lazy("Risk and value: customers"), "portfolio/charted.html", grid),
    Panel("grid_results", gettext_lazy("Risk and value: result"), "portfolio/chart.html", grid_results, column="right"),
    Panel("value_curve", gettext_lazy("Who carries the value"), "portfolio/chart.html", value_curve, column="right"),
    Panel("movements", gettext_lazy("Since the run before"), "portfolio/charted.html", moved),
    Panel("retention_worth", gettext_lazy("What retention is worth"), "portfolio/charted.html", retention_worth),
    Panel("cohorts", gettext_lazy("Who is still here"), "portfolio/charted.html", cohorts, column="right"),
    Panel("value_tiers", gettext_lazy("Tiers by value"), "portfolio/listing.html", value_tiers, column="right"),
)
