"""Effects in words: what was measured, and how sure it is.

Reads the plain rows of effects; gives texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehu_desk.engine.effects import EffectsSeen
from kehu_desk.ui.figures import count, day, money_whole, number, percent

Row = Mapping[str, Any]
MEASURES = {
    "renewal": gettext_lazy("Renewal rate"),
    "loss_ratio": gettext_lazy("Loss ratio"),
    "result": gettext_lazy("Result of a renewal"),
}
QUALITIES = {
    "all": gettext_lazy("Keep all"),
    "good": gettext_lazy("Keep the good"),
    "poor": gettext_lazy("Keep the poor"),
}
MOVEMENTS = {
    "left": gettext_lazy("Left"),
    "stayed": gettext_lazy("Stayed"),
    "came": gettext_lazy("Joined"),
}
STEPS = {
    "before": gettext_lazy("Expected of the book"),
    "leaving": gettext_lazy("Customers and covers that left"),
    "prices": gettext_lazy("Prices of what stayed"),
    "claims": gettext_lazy("Claims beside what was expected"),
    "coming": gettext_lazy("Those who came"),
}


def lead(seen: EffectsSeen) -> str:
    """Whose decisions they are, and what can be said of them."""
    days = {"run": seen.run, "as_of": day(seen.as_of), "until": day(seen.until)}
    if seen.is_replay:
        told = _(
            "Decisions as of %(as_of)s, made afterwards and held against what was known on %(until)s. "
            "Nobody worked with them: they are judged as forecasts, and the hold-out shows chance alone."
        )
        return told % days
    return _("The decisions of %(run)s as of %(as_of)s, held against what was known on %(until)s.") % days


def written(
    measure: str, value: float | None, *, currency: str = "", signed: bool = False, is_bare: bool = False
) -> str:
    """A measure, or a difference of two, as people write it; without its unit where it is bare."""
    if value is None:
        return "–"
    sign = "+" if signed and value > 0 else ""
    if measure == "result":
        return f"{sign}{money_whole(value)} {currency}".strip()
    if signed:
        points = f"{sign}{number(100 * value, 1)}"
        return points if is_bare else _("%(points)s points") % {"points": points}
    return percent(value)


def within(row: Row, *, currency: str) -> str:
    """The bounds of an effect, and what they leave open."""
    bounds = {
        "lower": written(row["measure"], row["lower"], currency=currency, signed=True),
        "upper": written(row["measure"], row["upper"], currency=currency, signed=True),
    }
    told = _("between %(lower)s and %(upper)s") % bounds
    if row["lower"] is None or row["upper"] is None:
        return _("too few customers for bounds")
    return told


def certainty(row: Row) -> str:
    """Whether an effect can be told from chance, and how many customers would tell it better."""
    if row["is_sure"]:
        return _("More than chance would do.")
    held = ngettext("%(count)s customer held out", "%(count)s customers held out", row["held_out_customers"]) % {
        "count": count(row["held_out_customers"])
    }
    needed = _("bounds half as wide need %(count)s") % {"count": count(row["for_half"])}
    return _("Not told from chance: %(held)s, %(needed)s.") % {"held": held, "needed": needed}
