"""The grid of risk and value: who stands in which cell, what the cells bring, tiers and strategies.

Reads the cells of a `ScopedPortfolio`; gives two heat maps and two listings with the same total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import GridCell, ScopedPortfolio
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_short
from kehu_desk.ui.lists import Column, Listing

UNKNOWN = "none"
SUMMED = ("customer_count", "annual_premium", "coming_result", "lifetime_value", "future_value")


def counts(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """How many customers stand in each cell."""
    if not portfolio.grid:
        return None
    kept = sum(cell.customer_count for cell in portfolio.grid if cell.strategy == "keep")
    whole = sum(cell.customer_count for cell in portfolio.grid)
    values = {"kept": count(kept), "customers": count(whole)}
    title = ngettext(
        "%(kept)s of %(customers)s customer with cover is one to keep",
        "%(kept)s of %(customers)s customers with cover are ones to keep",
        whole,
    )
    return _heat(portfolio, "grid_counts", title % values, "customer_count", Axis(_("Customers")), excel)


def results(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The result that each cell is expected to bring in the coming year."""
    if not portfolio.grid:
        return None
    worst = min(portfolio.grid, key=lambda cell: cell.coming_result)
    names = {"grade": code_name(worst.grade, "grade"), "tier": code_name(worst.tier, "place")}
    values = {**names, "loss": money_short(-worst.coming_result)}
    title = _("No cell is expected to lose money in the coming year")
    if worst.coming_result < 0:
        title = _("The costliest cell is risk %(grade)s, %(tier)s: it is expected to lose %(loss)s") % values
    axis = Axis(_("Result of the coming twelve months"), unit=portfolio.currency, format="money")
    return _heat(portfolio, "grid_results", title, "coming_result", axis, excel)


def tiers(portfolio: ScopedPortfolio) -> Listing:
    """The customers with cover by tier of value."""
    return _listing(
        "value_tiers", _("Tier by value"), portfolio.grid, lambda cell: cell.tier, lambda code: code_name(code, "place")
    )


def strategies(portfolio: ScopedPortfolio) -> Listing:
    """The same customers by what to do with them."""
    named: Callable[[str], str] = lambda code: code_name(code, "strategy") if code else _("not known")  # noqa: E731
    return _listing("strategies", _("Strategy"), portfolio.grid, lambda cell: cell.strategy or "", named)


def _heat(portfolio: ScopedPortfolio, name: str, title: str, measure: str, axis: Axis, excel: str) -> Chart:
    """A heat map of grades by tiers."""
    cells = {(cell.grade, cell.tier): round(getattr(cell, measure)) for cell in portfolio.grid}
    grades = _ordered(grade for grade, _tier_of in cells)
    columns = _ordered(tier for _grade_of, tier in cells)
    return Chart(
        name,
        title,
        "heat",
        [code_name(tier, "place") for tier in columns],
        [Series(code_name(grade, "grade"), [cells.get((grade, tier)) for tier in columns]) for grade in grades],
        x=Axis(_("Tier by value"), format="text"),
        y=axis,
        note=_("Rows are risk grades, columns tiers of value; A is the best of both."),
        excel=excel,
    )


def _listing(
    name: str,
    title: str,
    cells: Iterable[GridCell],
    key: Callable[[GridCell], str],
    named: Callable[[str], str],
) -> Listing:
    """Sums of cells by a key, with their total."""
    sums: dict[str, dict[str, Any]] = {}
    total: dict[str, Any] = {"name": _("Together"), **dict.fromkeys(SUMMED, Decimal(0))}
    for cell in cells:
        own = sums.setdefault(key(cell), dict.fromkeys(SUMMED, Decimal(0)))
        for one in SUMMED:
            own[one] += getattr(cell, one)
            total[one] += getattr(cell, one)
    columns = [
        Column("name", title, kind="name"),
        Column("customer_count", _("Customers"), kind="count", on_phone=True),
        Column("annual_premium", _("Premium"), kind="money_short", hint=_("Premium of a year")),
        Column(
            "coming_result", _("Coming year"), kind="money_short", on_phone=True, hint=_("Result of the coming year")
        ),
        Column("lifetime_value", _("Lifetime value"), kind="money_short"),
        Column("future_value", _("With potential"), kind="money_short"),
    ]
    rows = [{"name": named(code), **sums[code]} for code in _ordered(sums)]
    return Listing(name, columns, rows, total=total)


def _ordered(codes: Iterable[str]) -> list[str]:
    """Codes once each, in their order; what is not known stands last."""
    return sorted(set(codes), key=lambda code: (code in ("", UNKNOWN), code))
