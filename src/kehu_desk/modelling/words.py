"""Models in words: what they foretell, how they were fitted, what was promoted.

Gives names of models, recipes, measures and units; reads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kehu_desk.engine import ModelTold, PerilTold
from kehu_desk.ui.codes import code_name

MODELS: Mapping[str, Any] = {
    "frequency": gettext_lazy("Claims a year"),
    "severity": gettext_lazy("Cost of a claim"),
    "renewal": pgettext_lazy("model", "Renewal"),
}
BASES: Mapping[str, Any] = {
    "frequency": gettext_lazy("claims a year at all relativities 1"),
    "severity": gettext_lazy("cost of a claim at all relativities 1"),
    "renewal": gettext_lazy("odds of renewal at all factors 1"),
}
WEIGHTS: Mapping[str, Any] = {
    "frequency": gettext_lazy("Years of cover"),
    "severity": gettext_lazy("Claims"),
    "renewal": gettext_lazy("Renewals decided"),
}
TOTALS: Mapping[str, Any] = {
    "frequency": gettext_lazy("claims"),
    "severity": gettext_lazy("cost, large claims cut off"),
    "renewal": gettext_lazy("renewed"),
}
RECIPES: Mapping[str, Any] = {
    "base": gettext_lazy("A base alone"),
    "tables": gettext_lazy("Main tables"),
    "pairs": gettext_lazy("Tables with pairs"),
    "boosted": gettext_lazy("Boosted tables"),
}
LEFT_OUT: Mapping[str, Any] = {
    "hardly ever filled": gettext_lazy("hardly ever filled"),
    "hardly ever differs": gettext_lazy("hardly ever differs"),
    "left out by hand": gettext_lazy("left out by hand"),
    "says too little for a table": gettext_lazy("says too little for a table"),
    "tells nothing beside the others": gettext_lazy("tells nothing beside the others"),
    "all occasions ended alike": gettext_lazy("all renewals ended alike"),
}
NO_PERIL_MODELS: Mapping[str, Any] = {
    "the line's only peril: its models are the line's": gettext_lazy("the line's: it is the only peril"),
    "too few claims for tables: the line's mean for all": gettext_lazy("the line's: too few claims to part them"),
}
MEASURES: Mapping[str, Any] = {
    "frequency": gettext_lazy("Claims a year"),
    "cost": gettext_lazy("Cost a year"),
    "renewal": gettext_lazy("Probability of renewal"),
    "value": gettext_lazy("Result since, a customer"),
}
GROUPINGS: Mapping[str, Any] = {
    "all": gettext_lazy("All"),
    "decile": gettext_lazy("Tenths, from the lowest score"),
    "line": gettext_lazy("Lines"),
    "channel": gettext_lazy("Channels"),
    "grade": gettext_lazy("Risk grades"),
    "branch": gettext_lazy("Branches"),
}
CONTENDERS: Mapping[str, Any] = {
    "model": gettext_lazy("The model"),
    "factors_only": gettext_lazy("Factors without the own record"),
    "line_mean": gettext_lazy("The line's mean"),
    "loss_ratio": gettext_lazy("The policy's own loss ratio"),
    "line_rate": gettext_lazy("The line's rate"),
    "lifetime_value": gettext_lazy("Lifetime value"),
    "coming_result": gettext_lazy("Result of the coming year"),
    "status_quo": gettext_lazy("Result so far, carried on"),
    "premium": gettext_lazy("Premium"),
}
VERDICTS: Mapping[str, Any] = {
    "champion": gettext_lazy("Champion"),
    "better": gettext_lazy("Better"),
    "alike": gettext_lazy("Alike"),
    "worse": gettext_lazy("Worse"),
}
TONES = {"champion": "accent", "better": "good", "worse": "weak"}
ADVICE: Mapping[str, Any] = {
    "keep": gettext_lazy("Keep"),
    "watch": gettext_lazy("Watch"),
    "level": gettext_lazy("Set the level"),
    "fit": gettext_lazy("Fit again"),
}
ADVICE_TONES = {"keep": "good", "watch": "middling", "level": "weak", "fit": "poor"}
WHY: Mapping[str, Any] = {
    "holds": gettext_lazy("level and order hold"),
    "mix": gettext_lazy("the mix of the business is another one"),
    "outside": gettext_lazy("what came lies outside the bounds"),
    "worse_than_plain": gettext_lazy("it orders worse than the plain rule"),
}


def line_name(line: str) -> str:
    """The name of a line; models that several lines share, and lines taken together, are named as such."""
    together = {"other lines": _("Other lines"), "all": _("All lines"), "several": _("Several lines")}
    return together.get(line) or code_name(line, "line")


def peril_tables(peril: PerilTold) -> str:
    """Whose tables count for a peril, or why it has none."""
    if not peril.modelled_as:
        return named(NO_PERIL_MODELS, peril.reason)
    return _("its own") if peril.modelled_as == peril.peril else _("with other perils")


def title(told: ModelTold) -> str:
    """A model by its line, its peril if it is of one, and what it foretells."""
    values = {"line": line_name(told.line), "peril": code_name(told.peril, "peril"), "model": MODELS[told.model]}
    return (_("%(line)s, %(peril)s: %(model)s") if told.peril else _("%(line)s: %(model)s")) % values


def recipe(told: ModelTold) -> str:
    """How a model was fitted, and who made that so."""
    name = str(RECIPES.get(told.recipe, told.recipe)) or _("Tables with pairs")
    if not told.promoted_by:
        return name
    return _("%(recipe)s, promoted by %(who)s") % {"recipe": name, "who": told.promoted_by}


def named(names: Mapping[str, Any], key: str) -> str:
    """A name of a list, or the key as it is."""
    return str(names.get(key, key))
