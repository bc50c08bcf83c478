"""Renewals as charts: the parts of an offer's worth, and the frontier.

Reads values of the engine; gives `Chart`s with their tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kehu_desk.engine.renewing import FrontierPoint, OfferReason, RenewalOffer
from kehu_desk.renewals import words
from kehu_desk.ui.charts import MOST_SERIES, Axis, Chart, Series
from kehu_desk.ui.figures import money_whole, percent


def reasons(one: RenewalOffer, found: Sequence[OfferReason], *, currency: str) -> Chart:
    """What the worth of an offer is made of; without a part, it would be less by that bar."""
    by_name = {each.reason: each.amount for each in found}
    told = [(str(name), by_name[code]) for code, name in words.REASONS.items() if by_name.get(code)]
    return Chart(
        "worth",
        _("Worth %(amount)s %(currency)s") % {"amount": money_whole(one.value_proposed), "currency": currency},
        "waterfall",
        [*(name for name, _amount in told), _("Worth of the offer")],
        [Series(_("Amount"), [*(amount for _name, amount in told), one.value_proposed])],
        x=Axis(_("Part"), format="text"),
        y=Axis(_("Worth"), currency, "money"),
        note=_("Each bar is what would be missing without it."),
        height="high",
    )


def frontier(found: Sequence[FrontierPoint], *, currency: str) -> Chart | None:
    """The best worth for each share of the customers kept, a line for each scenario; None where there is no point."""
    names = list(dict.fromkeys(one.scenario for one in found))[:MOST_SERIES]
    bounds = sorted({one.kept_bound for one in found})
    told = {(one.scenario, one.kept_bound): one.value for one in found if one.is_within}
    if not told:
        return None
    return Chart(
        "frontier",
        _("What keeping more customers costs"),
        "lines",
        [percent(bound, 0) for bound in bounds],
        [Series(name, [told.get((name, bound)) for bound in bounds]) for name in names],
        x=Axis(_("Customers kept at least"), format="text"),
        y=Axis(_("Worth of all offers"), currency, "money", is_cut=True),
        note=_("A line for each scenario, its other limits kept."),
    )
