"""The models of a run as lists: all of them, the levels of a table, edits, factors left out, and two runs compared.

Reads `ModelTold` and what belongs to it; gives listings, figures and facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import EditsSeen, Effect, FactorTable, Level, ModelComparison, ModelTold, StandingEdit
from kehu_desk.modelling import words
from kehu_desk.modelling.addresses import edit_href, href
from kehu_desk.ui.factors import factor_name, factors_named
from kehu_desk.ui.figures import count, day, factor, money_short, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Fact, Figure

STATES = {"in_run": "good", "waiting": "accent", "going": "middling", "lost": "weak"}
MOST_CHANGES = 40

Waiting = Mapping[tuple[str, str], int]


def models(found: Iterable[ModelTold], waiting: Waiting) -> Listing:
    """Every model, a row each."""
    rows = [
        {
            "line": words.line_name(one.line),
            "model": words.MODELS[one.model],
            "recipe": words.recipe(one),
            "base": one.base,
            "weight": one.weight,
            "tables": len(one.tables),
            "levels": one.level_count,
            "skill": one.skill,
            "edits": _edits_badge(one, waiting.get((one.line, one.model), 0)),
            "href": href("model", one),
        }
        for one in sorted(found, key=_place)
    ]
    columns = (
        Column("line", _("Line"), kind="name"),
        Column("model", _("What it foretells"), on_phone=True),
        Column("base", _("Base"), kind="factor", hint=_("The answer where all relativities are 1")),
        Column("weight", _("Fitted on"), kind="count", hint=_("Years of cover, claims, or renewals decided")),
        Column("tables", _("Tables"), kind="count"),
        Column("levels", _("Levels"), kind="count"),
        Column(
            "skill", _("Saves"), kind="percent", on_phone=True, hint=_("Share of the deviance, on policies held back")
        ),
        Column("recipe", _("Recipe")),
        Column("edits", _("By hand"), kind="badge"),
    )
    empty = Empty(_("This run has no models"), _("Start a run and publish it; its models then stand here."))
    return Listing("models", columns, rows, href=lambda row: str(row["href"]), empty=empty)


def _place(told: ModelTold) -> tuple[bool, str, int]:
    """What sorts models: those of a line together, shared ones last."""
    return told.line == "other lines", words.line_name(told.line), list(words.MODELS).index(told.model)


def _edits_badge(told: ModelTold, waiting: int) -> Badge | None:
    if waiting:
        text = ngettext("%(count)s waits", "%(count)s wait", waiting) % {"count": waiting}
        return Badge(text, "accent", _("The next run obeys them"))
    return Badge(count(told.edited_levels), "", _("Levels set by hand")) if told.edited_levels else None


def figures(told: ModelTold) -> tuple[Figure, ...]:
    """A model at a glance."""
    base = factor(told.base) if told.base < 100 else count(told.base)
    of_total = {"total": money_short(told.total), "what": words.TOTALS[told.model]}
    saved = percent(told.skill) if told.skill is not None else "–"
    tables = ngettext("in %(count)s table", "in %(count)s tables", len(told.tables)) % {"count": len(told.tables)}
    found = (
        Figure(_("Base"), base, word=str(words.BASES[told.model])),
        Figure(str(words.WEIGHTS[told.model]), count(told.weight), word=_("%(total)s %(what)s") % of_total),
        Figure(_("Levels"), count(told.level_count), word=tables),
    )
    return (
        found if told.peril else (*found, Figure(_("Saves"), saved, word=_("of the deviance, on policies held back")))
    )


def facts(told: ModelTold) -> tuple[Fact, ...]:
    """Fitted how and as of when."""
    whole = (
        Fact(_("Run"), told.run),
        Fact(_("As of"), day(told.as_of), hint=_("What was known at the end of that day, and nothing later")),
    )
    if told.peril:
        return (*whole, Fact(_("Recipe"), _("The line's tables, and how this peril departs from them")))
    return (*whole, Fact(_("Recipe"), words.recipe(told)), Fact(_("Set by hand"), count(told.edited_levels)))


def levels(told: ModelTold, table: FactorTable, *, may_edit: bool) -> Listing:
    """The levels of a table, with the weight behind each, its interval, and what was set by hand."""
    whole = sum(level.exposure for level in table.levels) or 1.0
    rows = [
        {
            "level": factors_named(table.factors, level.labels)[1],
            "exposure": level.exposure,
            "share": level.exposure / whole,
            "fitted": level.fitted,
            "interval": _interval(level),
            "edited": level.edited,
            "href": edit_href(told, table.factors, level.labels),
        }
        for level in table.levels
        if level.exposure > 0 or level.edited is not None
    ]
    columns = [
        Column("level", _("Level"), kind="name"),
        Column("exposure", str(words.WEIGHTS[told.model]), kind="count"),
        Column("share", _("Share"), kind="percent"),
        Column("fitted", _("Relativity"), kind="number", on_phone=True),
        Column("interval", _("95% interval"), on_phone=True),
    ]
    if any(row["edited"] is not None for row in rows):
        columns.append(Column("edited", _("Set by hand"), kind="number", on_phone=True))
    link: Callable[[Any], str] | None = (lambda row: str(row["href"])) if may_edit and told.may_be_edited else None
    return Listing(f"levels-{'-'.join(table.factors)}", columns, rows, href=link)


def _interval(level: Level) -> str:
    if level.lower is None or level.upper is None:
        return "–"
    return f"{number(level.lower)} – {number(level.upper)}"


def left_out(told: ModelTold) -> Listing:
    """The factors in no table, and why."""
    rows = [
        {"factor": factor_name(one.factor), "reason": words.named(words.LEFT_OUT, one.reason)} for one in told.left_out
    ]
    columns = (Column("factor", _("Factor"), kind="name"), Column("reason", _("Why"), on_phone=True))
    return Listing("left-out", columns, rows)


def edits(told: ModelTold, seen: EditsSeen) -> Listing:
    """The relativities set by hand: in this run, waiting for the next, or going."""
    states = {
        "in_run": _("in this run"),
        "waiting": _("waits for the next run"),
        "going": _("taken back: gone with the next run"),
        "lost": _("fits no level of this run"),
    }
    rows = [
        {
            "level": " · ".join(factors_named(one.edit.factors, one.edit.levels)),
            "fitted": one.fitted,
            "set": one.edit.relativity,
            "by": one.edit.by,
            "reason": one.edit.reason,
            "state": Badge(states[one.state], STATES[one.state]),
            "href": edit_href(told, one.edit.factors, one.edit.levels),
        }
        for one in seen.edits
    ]
    columns = (
        Column("level", _("Level"), kind="name"),
        Column("fitted", _("Fitted"), kind="number"),
        Column("set", _("Set by hand"), kind="number", on_phone=True),
        Column("by", _("By")),
        Column("reason", _("Reason"), kind="wrapped"),
        Column("state", _("State"), kind="badge", on_phone=True),
    )
    return Listing("edits", columns, rows, href=lambda row: str(row["href"]))


def level_facts(told: ModelTold, table: FactorTable, level: Level, standing: StandingEdit | None) -> tuple[Fact, ...]:
    """What a person ought to know of a level before setting it."""
    whole = sum(each.exposure for each in table.levels) or 1.0
    weight = f"{count(level.exposure)} ({percent(level.exposure / whole)})"
    found = [
        Fact(str(words.WEIGHTS[told.model]), weight, hint=_("behind this level, and its share")),
        Fact(_("Fitted"), number(level.fitted)),
        Fact(_("95% interval"), _interval(level)),
    ]
    if level.edited is not None:
        found.append(Fact(_("In this run"), number(level.edited), hint=f"{level.edited_by}: {level.edit_reason}"))
    if standing and standing.state == "waiting":
        words_of_it = f"{standing.edit.by}: {standing.edit.reason}"
        found.append(Fact(_("Waits for the next run"), number(standing.edit.relativity), hint=words_of_it))
    return tuple(found)


def effect_figures(effect: Effect, currency: str) -> tuple[Figure, ...]:
    """What a relativity would do to the book, before it is saved."""
    before = _ratio(effect.touched_premium, effect.touched_price)
    after = _ratio(effect.touched_premium, effect.touched_price_after)
    sign = "+" if effect.change > 0 else ""
    return (
        Figure(
            _("Terms that move"),
            count(effect.terms),
            word=_("of %(count)s in force") % {"count": count(effect.line_terms)},
        ),
        Figure(
            _("Their expected cost"),
            money_short(effect.touched_cost_after),
            unit=currency,
            word=_("now %(cost)s") % {"cost": money_short(effect.touched_cost)},
        ),
        Figure(
            _("Expected cost of the line"),
            f"{sign}{percent(effect.share, 2)}",
            word=_("%(change)s a year") % {"change": f"{sign}{money_short(effect.change)}"},
        ),
        Figure(
            _("Their technical price"),
            money_short(effect.touched_price_after),
            unit=currency,
            word=_("now %(price)s") % {"price": money_short(effect.touched_price)},
        ),
        Figure(_("Premium over technical price"), after, word=_("now %(share)s, of these terms") % {"share": before}),
    )


def _ratio(premium: float, price: float) -> str:
    return percent(premium / price, 0) if price and premium else "–"


def changes(found: ModelComparison) -> Listing:
    """The levels that moved most between two runs."""
    rows = [
        {
            "factor": factors_named(one.factors, one.labels)[0],
            "level": factors_named(one.factors, one.labels)[1],
            "before": one.before,
            "now": one.now,
            "change": None if one.ratio is None else one.ratio - 1,
            "exposure": one.exposure,
            "doubt": Badge(_("beyond doubt"), "accent", _("The intervals of the two runs do not meet"))
            if one.is_beyond_doubt
            else None,
        }
        for one in found.changes
    ]
    columns = (
        Column("factor", _("Factor"), kind="name"),
        Column("level", _("Level"), on_phone=True),
        Column("before", found.before.run, kind="number"),
        Column("now", found.now.run, kind="number", on_phone=True),
        Column("change", _("Change"), kind="percent", on_phone=True),
        Column("exposure", str(words.WEIGHTS[found.now.model]), kind="count"),
        Column("doubt", _("Doubt"), kind="badge"),
    )
    return Listing("changes", columns, rows[:MOST_CHANGES], left_out=max(0, len(rows) - MOST_CHANGES))


def comparison_figures(found: ModelComparison) -> tuple[Figure, ...]:
    """Two runs' models at a glance."""
    beyond = sum(one.is_beyond_doubt for one in found.changes)
    both = sum(one.ratio is not None for one in found.changes)
    base = f"{'+' if found.base_ratio > 1 else ''}{percent(found.base_ratio - 1)}"
    bases = {"before": factor(found.before.base), "now": factor(found.now.base)}
    return (
        Figure(_("Base"), base, word=_("from %(before)s to %(now)s") % bases),
        Figure(_("Levels in both"), count(both), word=_("of %(count)s") % {"count": count(len(found.changes))}),
        Figure(_("Moved beyond doubt"), count(beyond), word=_("intervals that do not meet")),
    )
