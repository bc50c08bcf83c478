"""The tables of the portfolio: every lens with the same columns and the same total.

Reads the groups of a `ScopedPortfolio`; gives listings whose rows lead to the customers behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine import Figures, Group, ScopedPortfolio
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.lists import Column, Listing

LARGEST_WHOLE = 9_999_999  # the currency's units
Row = dict[str, Any]


def by_tier(portfolio: ScopedPortfolio) -> Listing:
    """The book by customer: tiers by result."""
    return _listing(portfolio, "tier", _("Tier"), portfolio.tiers)


def by_line(portfolio: ScopedPortfolio) -> Listing:
    """The book by line."""
    return _listing(portfolio, "line", _("Line"), portfolio.lines)


def by_kind(portfolio: ScopedPortfolio) -> Listing:
    """The book by persons and organisations."""
    return _listing(portfolio, "kind", _("Kind"), portfolio.kinds)


def by_channel(portfolio: ScopedPortfolio) -> Listing:
    """The book by channel: what a channel is worth, before what it brings in."""
    return _listing(portfolio, "channel", _("Channel"), portfolio.channels)


def by_year(portfolio: ScopedPortfolio) -> Listing:
    """The book by year; a year is no filter of customers."""
    rows = [_row(group.keys[0], group.figures, "") for group in portfolio.years]
    return Listing("year", _columns(_("Year"), portfolio.figures), rows, total=_total(portfolio))


def by_branch(groups: Iterable[Group]) -> Listing:
    """Branches, the best combined ratio first."""
    branches = tuple(groups)
    rows = [_branch(group) for group in branches]
    known = sorted((row for row in rows if row["combined_ratio"] is not None), key=lambda row: row["combined_ratio"])
    ordered = [*known, *(row for row in rows if row["combined_ratio"] is None)]
    columns = _columns(_("Branch"), *(group.figures for group in branches))
    return Listing("branch", columns, ordered, href=lambda row: str(row["href"]))


def renewals(portfolio: ScopedPortfolio) -> Listing:
    """What falls due in the next twelve months."""
    rows = [
        {
            "month": due.month,
            "customers": due.customer_count,
            "terms": due.term_count,
            "premium": due.expiring_premium,
            "result": due.result,
            "losing": due.losing_count,
            "href": _customers(portfolio.scope, month=due.month.isoformat(), order="next_expiry_date"),
        }
        for due in portfolio.renewals
    ]
    columns = (
        Column("month", _("Month"), kind="month"),
        Column("customers", _("Customers"), kind="count", on_phone=True),
        Column("terms", _("Policies"), kind="count"),
        Column("premium", _("Expiring premium"), kind="money_whole"),
        Column("result", _("Their result to date"), kind="money_whole", on_phone=True),
        Column("losing", _("Customers who lose money"), kind="count"),
    )
    return Listing("renewals", columns, rows, href=lambda row: str(row["href"]))


def _listing(portfolio: ScopedPortfolio, filtered: str, title: str, groups: Iterable[Group]) -> Listing:
    rows = [
        _row(
            code_name(group.keys[0], filtered), group.figures, _customers(portfolio.scope, **{filtered: group.keys[0]})
        )
        for group in groups
    ]
    link: Callable[[Row], str] = lambda row: str(row["href"])  # noqa: E731
    return Listing(filtered, _columns(title, portfolio.figures), rows, href=link, total=_total(portfolio))


def _columns(title: str, *shown: Figures) -> tuple[Column, ...]:
    """The columns; amounts too large for two tables side by side are written in the reader's large units."""
    is_large = any(figures.earned_premium > LARGEST_WHOLE or figures.incurred > LARGEST_WHOLE for figures in shown)
    money = "money_short" if is_large else "money_whole"
    return (
        Column("name", title, kind="name"),
        Column("customers", _("Customers"), kind="count", hint=_("Customers with an account")),
        Column("result", _("Result"), kind=money, on_phone=True),
        Column("combined_ratio", _("Ratio"), kind="percent", on_phone=True, hint=_("Combined ratio")),
        Column("earned_premium", _("Premium"), kind=money, hint=_("Earned premium")),
        Column("incurred", _("Claims"), kind=money, hint=_("Incurred claims")),
        Column("costs", _("Costs"), kind=money, hint=_("Commission and expenses")),
    )


def _row(name: str, figures: Figures, href: str) -> Row:
    return {
        "name": name,
        "customers": figures.customer_count,
        "result": figures.result,
        "combined_ratio": figures.combined_ratio,
        "earned_premium": figures.earned_premium,
        "incurred": figures.incurred,
        "costs": figures.costs,
        "href": href,
    }


def _branch(group: Group) -> Row:
    path = group.keys[0]
    return _row(path.rpartition("/")[2], group.figures, f"{reverse('portfolio')}?{urlencode({'branch': path})}")


def _total(portfolio: ScopedPortfolio) -> Row:
    return _row(_("Together"), portfolio.figures, "")


def _customers(scope: str, **filters: str) -> str:
    query = {name: value for name, value in {"branch": scope, **filters}.items() if value}
    return f"{reverse('customers')}?{urlencode(query)}"
