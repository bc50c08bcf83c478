"""The charts of the portfolio, each with its finding as the title.

Reads a `ScopedPortfolio`; gives charts. The parts of the combined ratio stand on one another, so that one sees which
of them is too much.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import Figures, ScopedPortfolio
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, month


def ratio_parts(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The combined ratio of each line as claims, commission and expenses; None where no line has a premium."""
    lines = [group for group in portfolio.lines if group.figures.earned_premium > 0]
    if not lines:
        return None
    losing = sum((group.figures.combined_ratio or 0) > 1 for group in lines)
    values = {"losing": count(losing), "lines": count(len(lines))}
    title = ngettext(
        "%(losing)s of %(lines)s lines costs more than it brings",
        "%(losing)s of %(lines)s lines cost more than they bring",
        losing,
    )
    parts = {
        _("Claims"): [
            _share(group.figures, group.figures.incurred - group.figures.unpriced_incurred) for group in lines
        ],
        _("Commission"): [_share(group.figures, group.figures.commission) for group in lines],
        _("Expenses"): [_share(group.figures, group.figures.expenses) for group in lines],
    }
    return Chart(
        "ratio_parts",
        title % values if losing else _("Every line brings more than it costs"),
        "stacked",
        [code_name(group.keys[0], "line") for group in lines],
        [Series(name, shares) for name, shares in parts.items()],
        x=Axis(_("Line"), format="text"),
        y=Axis(_("Share of the earned premium"), format="percent"),
        excel=excel,
    )


def by_year(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """Premium, claims, costs and result by year."""
    years = portfolio.years
    if not years:
        return None
    losing = sum(group.figures.result < 0 for group in years)
    values = {"losing": count(losing), "years": count(len(years))}
    title = ngettext("%(losing)s of %(years)s years cost money", "%(losing)s of %(years)s years cost money", losing)
    series = (
        Series(_("Earned premium"), [group.figures.earned_premium for group in years]),
        Series(_("Incurred claims"), [group.figures.incurred for group in years]),
        Series(_("Commission and expenses"), [group.figures.costs for group in years]),
        Series(_("Result"), [group.figures.result for group in years], kind="line"),
    )
    return Chart(
        "years",
        title % values if losing else _("Every year brought money"),
        "mixed",
        [group.keys[0] for group in years],
        series,
        x=Axis(_("Year"), format="text"),
        y=Axis(_("Amount"), unit=portfolio.currency, format="money"),
        excel=excel,
    )


def renewals(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The customers whose cover expires in each of the next twelve months."""
    due = portfolio.renewals
    if not due:
        return None
    most = max(due, key=lambda one: one.customer_count)
    values = {"month": month(most.month), "customers": count(most.customer_count)}
    return Chart(
        "renewals",
        _("Most renewals fall due in %(month)s: %(customers)s customers") % values,
        "stacked",
        [month(one.month) for one in due],
        [
            Series(_("Customers who bring money"), [one.customer_count - one.losing_count for one in due]),
            Series(_("Customers who lose money"), [one.losing_count for one in due]),
        ],
        x=Axis(_("Month"), format="text"),
        y=Axis(_("Customers"), format="count"),
        excel=excel,
    )


def _share(figures: Figures, amount: Decimal) -> Decimal:
    return amount / figures.earned_premium
