"""The pages of the portfolio, and its workbook.

Reads one published portfolio; whose branch it is, is asked first. Another branch does not exist for the reader.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import ScopedPortfolio
from kehu_desk.portfolio import actions, panels, queries
from kehu_desk.portfolio.heads import crumbs, figures, finding


@require(Permission.PORTFOLIO_VIEW)
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """The book by customer beside the book by line."""
    if not request.run:
        return render(request, "portfolio/none.html", {"nothing": panels.NOTHING_PUBLISHED})
    found = _portfolio(request)
    if found is None:
        return render(request, "portfolio/none.html", {"nothing": panels.NOBODY_HERE})
    context = {
        "portfolio": found,
        "finding": finding(found),
        "figures": figures(found),
        "crumbs": crumbs(found.scope, own=request.user.branch),
        "panels": panels.PANELS,
        "value_href": _address(request, "portfolio_value"),
        "export_href": _export(request),
    }
    return render(request, "portfolio/portfolio.html", context)


@require(Permission.PORTFOLIO_VIEW)
@require_safe
def value(request: HttpRequest) -> HttpResponse:
    """The grid of risk and value, and what retention is worth."""
    if not request.run:
        return render(request, "portfolio/none.html", {"nothing": panels.NOTHING_PUBLISHED})
    found = _portfolio(request)
    if found is None:
        return render(request, "portfolio/none.html", {"nothing": panels.NOBODY_HERE})
    context = {
        "portfolio": found,
        "nothing": panels.NOT_JUDGED,
        "panels": panels.VALUE_PANELS,
        "export_href": _export(request),
    }
    return render(request, "portfolio/value.html", context)


@require(Permission.CUSTOMERS_EXPORT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Every table of the page, in Excel."""
    if not request.run:
        raise Http404
    found = _portfolio(request)
    if found is None:
        raise Http404
    return actions.export(portfolio=found, by=request.user)


def _portfolio(request: HttpRequest) -> ScopedPortfolio | None:
    """The portfolio of the branch asked for; raises Http404 for one that is not the reader's."""
    branch = request.GET.get("branch", "") or request.user.branch
    if not queries.is_within(branch, request.user.branch):
        raise Http404
    found = queries.scoped_portfolio(request.run, branch)
    if found is None and branch != request.user.branch:
        raise Http404
    return found


def _export(request: HttpRequest) -> str:
    """The address of the workbook; "" for those who may not take it out."""
    return _address(request, "portfolio_export") if request.user.may(Permission.CUSTOMERS_EXPORT) else ""


def _address(request: HttpRequest, name: str) -> str:
    """Another address of the portfolio, of the branch that is shown."""
    branch = request.GET.get("branch", "")
    return reverse(name) + (f"?{urlencode({'branch': branch})}" if branch else "")
