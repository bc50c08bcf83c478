"""The workbook of a portfolio: every table of the page as a sheet.

Reads a `ScopedPortfolio`; gives sheets whose heading row carries the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kehu_desk.engine import Cell, Curve, Figures, Group, Heading, ScopedPortfolio, Sheet
from kehu_desk.portfolio import concentration
from kehu_desk.portfolio.heads import finding
from kehu_desk.portfolio.movements import BEYOND
from kehu_desk.portfolio.retention import cohort_name
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import day


def sheets(portfolio: ScopedPortfolio) -> Iterator[Sheet]:
    """The sheets, in the order of the page."""
    yield _groups(portfolio, _("Tiers"), _("Tier"), portfolio.tiers, "tier")
    yield _groups(portfolio, _("Lines"), _("Line"), portfolio.lines, "line")
    yield _groups(portfolio, _("Kinds"), _("Kind"), portfolio.kinds, "kind")
    yield _groups(portfolio, _("Channels"), _("Channel"), portfolio.channels, "channel")
    yield _groups(portfolio, _("Years"), _("Year"), portfolio.years, "")
    yield _groups(portfolio, _("Branches"), _("Branch"), portfolio.branches, "")
    yield _concentration(portfolio)
    yield _renewals(portfolio)
    if portfolio.grid:
        yield _grid(portfolio)
    if portfolio.value_curves:
        yield _curves(portfolio, _("Value curve"), _("Who carries the value"), portfolio.value_curves)
    if portfolio.movements:
        yield _movements(portfolio)
    if portfolio.retention:
        yield _retention(portfolio)
    if portfolio.cohorts:
        yield _cohorts(portfolio)


def _groups(portfolio: ScopedPortfolio, name: str, title: str, groups: Iterable[Group], code: str) -> Sheet:
    unit = portfolio.currency
    headings = (
        Heading(title, width=32),
        Heading(_("Customers"), Cell.COUNT),
        Heading(f"{_('Result')} ({unit})", Cell.MONEY),
        Heading(_("Combined ratio"), Cell.SHARE),
        Heading(_("Loss ratio"), Cell.SHARE),
        Heading(f"{_('Earned premium')} ({unit})", Cell.MONEY),
        Heading(f"{_('Incurred claims')} ({unit})", Cell.MONEY),
        Heading(f"{_('Commission')} ({unit})", Cell.MONEY),
        Heading(f"{_('Expenses')} ({unit})", Cell.MONEY),
        Heading(_("Claims"), Cell.COUNT),
    )
    rows = [_row(code_name(group.keys[0], code), group.figures) for group in groups]
    together = _row(_("Together"), portfolio.figures)
    return Sheet(name, finding(portfolio), headings, [*rows, together], note=_note(portfolio))


def _row(name: str, figures: Figures) -> tuple[object, ...]:
    return (
        *(name, figures.customer_count, figures.result, figures.combined_ratio, figures.loss_ratio),
        *(figures.earned_premium, figures.incurred, figures.commission, figures.expenses, figures.claim_count),
    )


def _concentration(portfolio: ScopedPortfolio) -> Sheet:
    title = " ".join(f"{told}." for told in concentration.sentences(portfolio))
    return _curves(portfolio, _("Concentration"), title, portfolio.curves)


def _curves(portfolio: ScopedPortfolio, name: str, title: str, curves: Iterable[Curve]) -> Sheet:
    headings = (
        Heading(_("Measure"), width=20),
        Heading(_("Share of customers"), Cell.SHARE),
        Heading(_("Customers"), Cell.COUNT),
        Heading(f"{_('Amount')} ({portfolio.currency})", Cell.MONEY),
        Heading(_("Share of the whole"), Cell.SHARE),
    )
    rows = [
        (code_name(curve.measure, "measure"), one.customer_share, one.customer_count, one.amount, one.amount_share)
        for curve in curves
        for one in curve.points
    ]
    return Sheet(name, title, headings, rows, note=_note(portfolio))


def _renewals(portfolio: ScopedPortfolio) -> Sheet:
    headings = (
        Heading(_("Month"), Cell.DATE),
        Heading(_("Customers"), Cell.COUNT),
        Heading(_("Policies"), Cell.COUNT),
        Heading(f"{_('Expiring premium')} ({portfolio.currency})", Cell.MONEY),
        Heading(f"{_('Their result to date')} ({portfolio.currency})", Cell.MONEY),
        Heading(_("Customers who lose money"), Cell.COUNT),
    )
    rows = [
        (due.month, due.customer_count, due.term_count, due.expiring_premium, due.result, due.losing_count)
        for due in portfolio.renewals
    ]
    return Sheet(_("Renewals due"), _("Renewals due in the next twelve months"), headings, rows, note=_note(portfolio))


def _grid(portfolio: ScopedPortfolio) -> Sheet:
    unit = portfolio.currency
    headings = (
        Heading(_("Risk grade")),
        Heading(_("Tier by value")),
        Heading(_("Strategy"), width=16),
        Heading(_("Customers"), Cell.COUNT),
        Heading(f"{_('Premium of a year')} ({unit})", Cell.MONEY),
        Heading(f"{_('Result of the coming year')} ({unit})", Cell.MONEY),
        Heading(f"{_('Lifetime value')} ({unit})", Cell.MONEY),
        Heading(f"{_('Lifetime value and potential')} ({unit})", Cell.MONEY),
    )
    rows = [
        (
            *(
                code_name(cell.grade, "grade"),
                code_name(cell.tier, "place"),
                code_name(cell.strategy, "strategy"),
                cell.customer_count,
            ),
            *(cell.annual_premium, cell.coming_result, cell.lifetime_value, cell.future_value),
        )
        for cell in portfolio.grid
    ]
    return Sheet(_("Risk and value"), _("Customers by risk grade and tier"), headings, rows, note=_note(portfolio))


def _movements(portfolio: ScopedPortfolio) -> Sheet:
    headings = (
        Heading(_("Risk grade before"), width=20),
        Heading(_("Tier before"), width=24),
        Heading(_("Risk grade"), width=20),
        Heading(_("Tier by value"), width=24),
        Heading(_("Customers"), Cell.COUNT),
        Heading(f"{_('Lifetime value and potential')} ({portfolio.currency})", Cell.MONEY),
    )
    rows = [
        (
            *(_grade(one.former_grade), code_name(one.former_tier, "place")),
            *(_grade(one.grade), code_name(one.tier, "place")),
            *(one.customer_count, one.future_value),
        )
        for one in portfolio.movements
    ]
    title = _("Customers by their place in the run before and now")
    return Sheet(_("Movements"), title, headings, rows, note=_note(portfolio))


def _grade(grade: str) -> str:
    """A risk grade; those who came or went are named once, in the tier."""
    return "" if grade in BEYOND else code_name(grade, "grade")


def _retention(portfolio: ScopedPortfolio) -> Sheet:
    unit, names = portfolio.currency, {"all": _("Keep all"), "good": _("Keep the good")}
    headings = (
        Heading(_("Who is kept"), width=16),
        Heading(_("Points"), Cell.COUNT),
        Heading(_("Retention"), Cell.SHARE),
        Heading(f"{_('Adds')} ({unit})", Cell.MONEY),
        Heading(f"{_('At least')} ({unit})", Cell.MONEY),
        Heading(f"{_('At most')} ({unit})", Cell.MONEY),
        Heading(f"{_('Lifetime value added')} ({unit})", Cell.MONEY),
    )
    rows = [
        (
            *(names[one.kept], one.points, one.retention, one.gain, one.gain_lower, one.gain_upper),
            one.value_gain,
        )
        for one in portfolio.retention
    ]
    return Sheet(_("Retention"), _("What retention is worth"), headings, rows, note=_note(portfolio))


def _cohorts(portfolio: ScopedPortfolio) -> Sheet:
    headings = (
        Heading(_("Year of arrival"), width=20),
        Heading(_("Years as a customer"), Cell.COUNT),
        Heading(_("Customers"), Cell.COUNT),
        Heading(_("Still here"), Cell.SHARE),
        Heading(_("At least"), Cell.SHARE),
        Heading(_("At most"), Cell.SHARE),
    )
    rows = [
        (cohort_name(one.cohort), one.year, one.at_risk, one.survival, one.lower, one.upper)
        for one in portfolio.cohorts
    ]
    return Sheet(_("Cohorts"), _("Customers still here, by year of arrival"), headings, rows, note=_note(portfolio))


def _note(portfolio: ScopedPortfolio) -> str:
    values = {"branch": portfolio.scope or _("whole company"), "date": day(portfolio.as_of), "run": portfolio.run}
    return _("%(branch)s, as of %(date)s (run %(run)s)") % values
