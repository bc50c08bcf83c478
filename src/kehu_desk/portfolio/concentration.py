"""The concentration of result, premium and claims on few customers: the curve, and what it says.

Reads the curves of a `ScopedPortfolio`. The sentence follows the sign of the whole: a share of a loss is no share, so
a book that loses money is told in amounts.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from kehu_desk.engine import Curve, ScopedPortfolio
from kehu_desk.ui.charts import Axis, Chart, Mark, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import money_short, percent

PARETO = 0.2
DRAWN = frozenset([*range(1, 11), *range(15, 101, 5)])


def chart(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The curves whose whole is positive; None where there is none."""
    curves = [curve for curve in portfolio.curves if curve.points and curve.whole > 0]
    if not curves:
        return None
    places = [n for n, point in enumerate(curves[0].points) if round(100 * point.customer_share) in DRAWN]
    series = [
        Series(code_name(curve.measure, "measure"), [curve.points[place].amount_share for place in places])
        for curve in curves
    ]
    return Chart(
        "concentration",
        sentence(portfolio.curves[0]),
        "curve",
        [curves[0].points[place].customer_share for place in places],
        series,
        x=Axis(_("Share of customers, the largest first"), format="percent"),
        y=Axis(_("Share of the whole"), format="percent"),
        excel=excel,
        marks=[Mark(PARETO, _("20% of customers"))],
        note=_("Each curve ranks the customers anew. Above 100% the others lose what the best bring."),
    )


def value_chart(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """The curves of value, which only the whole company has; None where there is none."""
    curves = [curve for curve in portfolio.value_curves if curve.points and curve.whole > 0]
    point = curves[0].at(PARETO) if curves else None
    if point is None:
        return None
    places = [n for n, one in enumerate(curves[0].points) if round(100 * one.customer_share) in DRAWN]
    values = {"customers": percent(point.customer_share, 0), "share": percent(point.amount_share, 0)}
    return Chart(
        "value_curve",
        _("%(customers)s of customers with cover hold %(share)s of the lifetime value") % values,
        "curve",
        [curves[0].points[place].customer_share for place in places],
        [
            Series(code_name(curve.measure, "measure"), [curve.points[place].amount_share for place in places])
            for curve in curves
        ],
        x=Axis(_("Share of customers, the most valuable first"), format="percent"),
        y=Axis(_("Share of the whole"), format="percent"),
        excel=excel,
        marks=[Mark(PARETO, _("20% of customers"))],
        note=_("Each curve ranks the customers anew. Above 100% the others lose what the best bring."),
    )


def sentences(portfolio: ScopedPortfolio) -> list[str]:
    """What the curves say, one sentence each."""
    return [sentence(curve) for curve in portfolio.curves if curve.points]


def sentence(curve: Curve) -> str:
    """What the first fifth of the customers bring of a measure."""
    point = curve.at(PARETO)
    if point is None:
        return _("There are no customers with an account.")
    share = point.amount_share
    values = {
        "customers": percent(point.customer_count / curve.points[-1].customer_count, 0),
        "share": percent(share, 0),
        "amount": money_short(point.amount),
        "rest": money_short(abs(curve.whole - point.amount)),
        "whole": money_short(abs(curve.whole)),
    }
    return _told(curve.measure, curve.whole > 0, share is not None and share > 1) % values


def _told(measure: str, is_positive: bool, is_over: bool) -> str:
    """The sentence of a measure, with places for the values."""
    if measure == "earned_premium":
        return _("%(customers)s of customers bring %(share)s of the premium")
    if measure == "incurred":
        told = _("%(customers)s of customers cause %(share)s of the claims")
        return told if is_positive else _("There are no claims")
    if is_over:
        return _("%(customers)s of customers bring %(share)s of the result; the others together lose %(rest)s")
    if is_positive:
        return _("%(customers)s of customers bring %(share)s of the result")
    return _("The best %(customers)s of customers bring %(amount)s; the whole book loses %(whole)s")
