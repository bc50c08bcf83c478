"""Service in words: states, whom, and what is measured.

Reads codes and values of the engine; gives texts and badges.
"""

from __future__ import annotations

import math

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine.servicing import ServiceEffect, ServicePlan
from kehu_desk.ui.codes import code_name, code_names
from kehu_desk.ui.figures import number, percent
from kehu_desk.ui.values import Badge

STATES = {
    "planned": gettext_lazy("Planned"),
    "never": gettext_lazy("Never reached, not planned"),
    "no_hours": gettext_lazy("Worth it, but no hours left"),
    "not_worth": gettext_lazy("Not worth its cost"),
    "capped": gettext_lazy("Beyond the filed cap"),
    "recent": gettext_lazy("Served lately"),
    "not_entitled": gettext_lazy("Nothing in the catalogue for them"),
}
WHOM = {
    "": gettext_lazy("Everybody"),
    "quiet": gettext_lazy("Without a claim"),
    "claimed": gettext_lazy("With a claim"),
}
TOLD = {"measured": gettext_lazy("measured"), "assumed": gettext_lazy("assumed")}
BASES = {"held_out": gettext_lazy("Beside those held out"), "matched": gettext_lazy("Beside others like them")}
MEASURES = {"renewal": gettext_lazy("Renewal rate"), "claims": gettext_lazy("Claims a year")}


def told(one: ServicePlan) -> Badge | None:
    """Whether the effects that the plan rests on are measured, or are to be by a trial."""
    if one.kind is None:
        return None
    if one.is_trial:
        return Badge(_("trial"), "middling")
    bases = {one.renewal_told, one.claims_told}
    if bases == {"measured"}:
        return Badge(_("measured"), "accent")
    return Badge(_("assumed")) if bases == {"assumed"} else Badge(_("in part measured"))


def kind_name(kind: str | None) -> str:
    """A service by its name in the reader's language, or as the catalogue writes it."""
    return code_name(kind, "service") if kind else ""


def codes(written: str, of: str) -> str:
    """Codes between commas, by their names; any of them as such."""
    if written == "*":
        return _("all")
    return code_names(written.split(","), of)


def seen(one: ServiceEffect) -> str:
    """What a service changed, as people read it: points of renewal, or percent of the claims."""
    return _moved(one, one.effect)


def between(one: ServiceEffect) -> str:
    """The bounds of it."""
    return f"{_moved(one, one.lower)} – {_moved(one, one.upper)}"


def believed(one: ServiceEffect) -> str:
    """What is believed of it, drawn to all services."""
    return _moved(one, one.believed)


def _moved(one: ServiceEffect, effect: float) -> str:
    """A log of a ratio as the change that it makes of what the others did."""
    if one.measure == "claims":
        return _signed(percent(math.exp(effect) - 1, 0), effect)
    others = min(max(one.other or 0.5, 1e-6), 1 - 1e-6)
    odds = others / (1 - others) * math.exp(effect)
    points = 100 * (odds / (1 + odds) - others)
    return _("%(points)s points") % {"points": _signed(number(points, 1), points)}


def _signed(written: str, value: float) -> str:
    return f"+{written}" if value > 0 else written


def effect_of(stays: float, factor: float) -> tuple[str, str]:
    """What a service is planned to do: to the odds of renewal, and to claims."""
    return (
        _signed(percent(math.exp(stays) - 1, 0), stays),
        _signed(percent(factor - 1, 0), factor - 1),
    )
