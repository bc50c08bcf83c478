"""Markets as figures and lists.

Reads values of the engine; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kehu_desk.engine.marketing import MarketChannel, MarketGroup
from kehu_desk.markets import words
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_whole, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Figure


def figures(targets: Sequence[MarketGroup], channels: Sequence[MarketChannel], *, currency: str) -> list[Figure]:
    """What winning the targets of a line would bring, and through which channel."""
    best = next((one for one in channels if one.is_best), None)
    goal, worth = sum(one.goal_count for one in targets), sum((one.expected_result for one in targets), Decimal(0))
    return [
        Figure(_("Groups to win"), count(len(targets))),
        Figure(_("Customers to win in a year"), number(goal, 0), word=_("of those who have cover of other lines")),
        Figure(_("Result of a year of it"), money_whole(worth), unit=currency),
        Figure(
            _("Channel"),
            code_name(best.channel, "channel") if best else "–",
            word=_("claims and charges: %(ratio)s of the premium") % {"ratio": percent(best.combined_ratio, 0)}
            if best
            else "",
        ),
    ]


def targets(found: Sequence[MarketGroup], *, currency: str) -> Listing:
    """The plans of a line: whom, how many, at which price, through which channel."""
    rows = [
        _experience(one)
        | {
            "walk_away": one.walk_away_price,
            "technical": one.technical_price,
            "usual": one.usual_premium,
            "channel": one.channel,
            "open": one.open_count,
            "goal": round(one.goal_count),
            "probability": one.purchase_probability,
            "each": one.cover_result,
            "result": one.expected_result,
        }
        for one in found
    ]
    columns = [
        Column("group", _("Whom"), kind="wrapped"),
        *_of_experience(),
        Column("walk_away", _("Walk away"), kind="money_whole", unit=currency),
        Column("technical", _("Technical price"), kind="money_whole", unit=currency),
        Column("usual", _("Usual premium"), kind="money_whole", unit=currency),
        Column("channel", _("Channel"), kind="code", code="channel"),
        Column("open", _("Without the line"), kind="count", hint=_("Customers of the group with cover of other lines")),
        Column("goal", _("To win"), kind="count", on_phone=True),
        Column("each", _("Result of each"), kind="money_whole", unit=currency),
        Column("result", _("Result of all"), kind="money_whole", unit=currency, on_phone=True),
    ]
    nothing = Empty(
        _("No group is told from the line"),
        _("None is better, and believed enough; more years and more claims will tell."),
        icon="scale",
    )
    return Listing("targets", columns, rows, empty=nothing)


def avoided(found: Sequence[MarketGroup], *, currency: str) -> Listing:
    """The groups of a line that cost more than they pay."""
    rows = [
        _experience(one)
        | {"technical": one.technical_price, "usual": one.usual_premium, "each": one.cover_result}
        for one in found
    ]  # fmt: skip
    columns = [
        Column("group", _("Whom"), kind="wrapped"),
        *_of_experience(),
        Column("usual", _("Usual premium"), kind="money_whole", unit=currency),
        Column("technical", _("Technical price"), kind="money_whole", unit=currency, on_phone=True),
        Column("each", _("Result of each"), kind="money_whole", unit=currency, on_phone=True),
    ]
    return Listing("avoided", columns, rows, empty=Empty(_("No group is to be avoided"), icon="checks"))


def channels(found: Sequence[MarketChannel], *, currency: str) -> Listing:
    """What each channel costs, claims and charges together."""
    rows = [
        vars(one)
        | {"name": code_name(one.channel, "channel"), "best": Badge(_("best"), "accent") if one.is_best else None}
        for one in found
    ]
    columns = [
        Column("name", _("Channel"), kind="name"),
        Column("earned_premium", _("Premium"), kind="money_whole", unit=currency),
        Column("loss_ratio", _("Loss ratio"), kind="percent"),
        Column("credibility", _("Believed by"), kind="percent"),
        Column("believed_loss_ratio", _("As believed"), kind="percent"),
        Column("commission", _("Commission"), kind="percent"),
        Column("expenses", _("Expenses"), kind="percent"),
        Column("combined_ratio", _("In all"), kind="percent", on_phone=True),
        Column("new_count", _("New last year"), kind="count", on_phone=True),
        Column("best", _("Choice"), kind="badge"),
    ]
    return Listing("channels", columns, rows)


def _experience(one: MarketGroup) -> dict[str, object]:
    return {
        "group": words.rule(one.facts),
        "holders": one.holder_count,
        "ratio": one.loss_ratio,
        "credibility": one.credibility,
        "believed": one.believed_loss_ratio,
        "line": one.line_loss_ratio,
    }


def _of_experience() -> list[Column]:
    return [
        Column("holders", _("Held it"), kind="count", hint=_("Customers of the group who ever held the line")),
        Column("ratio", _("Loss ratio"), kind="percent", hint=_("Claims developed, large ones spread over the line")),
        Column("credibility", _("Believed by"), kind="percent", hint=_("How far its own loss ratio is believed")),
        Column("believed", _("As believed"), kind="percent"),
        Column("line", _("Of the line"), kind="percent"),
    ]
