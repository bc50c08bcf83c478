"""What retention is worth, keeping all beside keeping the good, and how many of each year's customers are still here.

Reads points and cohorts of a `ScopedPortfolio`, which only the whole company has; gives charts and a listing with the
intervals.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from kehu_desk.engine import ScopedPortfolio
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.figures import count, money_short, number, percent
from kehu_desk.ui.lists import Column, Listing

ALL_YEARS = 0
DRAWN = 4  # cohorts beside all years together: more lines cannot be told apart


def worth(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The result that points of retention add, keeping all or the good."""
    gains = {
        kept: {point.points: point.gain for point in portfolio.retention if point.kept == kept}
        for kept in ("all", "good")
    }
    points = sorted(set(gains["all"]) & set(gains["good"]))
    if len(points) < 2:
        return None
    most = points[-1]
    values = {
        "points": number(most, 0),
        "all": money_short(gains["all"][most]),
        "good": money_short(gains["good"][most]),
        "currency": portfolio.currency,
    }
    title = (
        _("%(points)s points of retention add %(all)s %(currency)s if all are kept, %(good)s if the good are") % values
    )
    series = (
        Series(_("Keep all"), [gains["all"][one] for one in points]),
        Series(_("Keep the good"), [gains["good"][one] for one in points]),
    )
    return Chart(
        "retention_worth",
        title,
        "curve",
        points,
        series,
        x=Axis(_("Points of retention gained"), format="number"),
        y=Axis(_("Result added in the following year"), unit=portfolio.currency, format="money"),
        note=_("The good are covers with a value above 0. Computed from this book, not from a rule of thumb."),
        excel=excel,
    )


def worth_table(portfolio: ScopedPortfolio) -> Listing:
    """The same with its interval."""
    names = {"all": _("Keep all"), "good": _("Keep the good")}
    rows = [
        {
            "kept": names[point.kept],
            "points": point.points,
            "retention": point.retention,
            "gain": point.gain,
            "lower": point.gain_lower,
            "upper": point.gain_upper,
            "value": point.value_gain,
        }
        for point in portfolio.retention
    ]
    columns = [
        Column("kept", _("Who is kept"), kind="name"),
        Column("points", _("Points"), kind="count", on_phone=True),
        Column("retention", _("Retention"), kind="percent"),
        Column("gain", _("Adds"), kind="money_short", on_phone=True),
        Column("lower", _("At least"), kind="money_short", hint=_("95% interval")),
        Column("upper", _("At most"), kind="money_short", hint=_("95% interval")),
        Column("value", _("Lifetime value added"), kind="money_short"),
    ]
    return Listing("retention-worth", columns, rows)


def cohorts(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The share still here by year of arrival."""
    found = {(one.cohort, one.year): one.survival for one in portfolio.cohorts}
    every = sorted({cohort for cohort, _year in found if cohort != ALL_YEARS})
    shown = [*every[-DRAWN:], *([ALL_YEARS] if any(one.cohort == ALL_YEARS for one in portfolio.cohorts) else [])]
    years = sorted({year for cohort, year in found if cohort in shown})
    if not years:
        return None
    return Chart(
        "cohorts",
        _cohort_title(portfolio),
        "lines",
        [count(year) for year in years],
        [Series(cohort_name(one), [found.get((one, year)) for year in years]) for one in shown],
        x=Axis(_("Years as a customer"), format="text"),
        y=Axis(_("Still here"), format="percent"),
        excel=excel,
    )


def cohort_table(portfolio: ScopedPortfolio) -> Listing:
    """All years together, with the interval."""
    rows = [one for one in portfolio.cohorts if one.cohort == ALL_YEARS]
    columns = [
        Column("year", _("Years as a customer"), kind="count"),
        Column("survival", _("Still here"), kind="percent", on_phone=True),
        Column("lower", _("At least"), kind="percent", hint=_("95% interval")),
        Column("upper", _("At most"), kind="percent", hint=_("95% interval")),
        Column("at_risk", _("Customers"), kind="count", on_phone=True, hint=_("There at the beginning of that year")),
    ]
    return Listing("cohorts", columns, rows)


def cohort_name(cohort: int) -> str:
    """A year of arrival; years are written without separators."""
    return _("All years together") if cohort == ALL_YEARS else str(cohort)


def _cohort_title(portfolio: ScopedPortfolio) -> str:
    """What the curves say of all customers."""
    first = next((one for one in portfolio.cohorts if (one.cohort, one.year) == (ALL_YEARS, 1)), None)
    if first is None:
        return _("Customers still here, by year of arrival")
    values = {name: percent(getattr(first, name), 0) for name in ("survival", "lower", "upper")}
    return _("%(survival)s of new customers stay beyond the first year (%(lower)s – %(upper)s)") % values
