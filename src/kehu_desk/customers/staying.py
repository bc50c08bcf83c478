"""Whether a customer stays, in words and tables: each renewal with its probability, its reasons and what prices do.

Reads the renewal of a `Judgement`; gives facts, sentences, a listing and reasons. Odds are put into words, the
weightiest first; what is left multiplies to one factor, so that nothing is kept back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, prod

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kehu_desk.engine import OccasionJudged, OddsStep, RenewalJudged
from kehu_desk.ui.codes import code_name, code_names
from kehu_desk.ui.factors import effect_word, factor_name, level_name
from kehu_desk.ui.figures import NONE, day, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Fact, Reason

EXPLAINED, MOST, WEIGHTIEST = 2, 8, 6  # occasions explained, occasions in the table, reasons of each
LIKELY, UNLIKELY = 1.05, 1 / 1.05
BASE, OPEN = "base", "open"
PRICES = {
    "randomised": gettext_lazy("What a price does in %(lines)s is known from a randomised price test."),
    "observational": gettext_lazy(
        "What a price does in %(lines)s is read from history, where no price was drawn at random: observational, and "
        "no proof of cause."
    ),
    "prior": gettext_lazy("What a price does in %(lines)s is assumed: history is too short to say."),
}
DECISIONS = {
    "open": pgettext_lazy("offer", "Open"),
    "renewed": gettext_lazy("Renewed"),
    "not_renewed": gettext_lazy("Not renewed"),
}


@dataclass(frozen=True)
class Explained:
    """Why a cover is likely to renew or not."""

    title: str
    reasons: tuple[Reason, ...]
    note: str


def facts(renewal: RenewalJudged) -> list[Fact]:
    """The customer as a whole."""
    years = [percent(share, 0) for share in renewal.survival if share is not None]
    found = [
        Fact(
            _("Renewal probability"), percent(renewal.renewal_probability, 0), hint=_("all covers, weighed by premium")
        ),
        Fact(_("At least one cover stays"), percent(renewal.any_probability, 0)),
        Fact(_("All covers stay"), percent(renewal.all_probability, 0)),
        Fact(_("Next renewal"), day(renewal.next_renewal_date)),
    ]
    if years:
        shares = pgettext("between parts of a list", ", ").join(years)
        found.append(Fact(_("Premium still here after each of the next renewals"), shares))
    return found


def occasions(renewal: RenewalJudged) -> Listing:
    """The renewals to come, the next first."""
    rows = [
        {
            "date": one.renewal_date,
            "line": code_name(one.line, "line"),
            "premium": one.premium,
            "probability": one.renewal_probability,
            "range": _range(one),
            "price": _change(one),
            "decision": Badge(str(DECISIONS[one.decision])),
        }
        for one in renewal.occasions[:MOST]
    ]
    columns = [
        Column("date", _("Renewal"), kind="day"),
        Column("line", _("Line"), kind="name"),
        Column("probability", _("Probability"), kind="percent", on_phone=True),
        Column("range", _("Between"), hint=_("95% interval")),
        Column("premium", _("Premium"), kind="money_whole", on_phone=True),
        Column("price", _("Price"), hint=_("Change of the premium for which the probability holds")),
        Column("decision", _("State"), kind="badge"),
    ]
    return Listing("occasions", columns, rows)


def prices(renewal: RenewalJudged) -> list[str]:
    """How the effect of prices is known, a sentence for each way, with its lines."""
    known: dict[str, dict[str, None]] = {}
    for one in renewal.occasions:
        if one.response_basis:
            known.setdefault(one.response_basis, {})[one.line] = None
    return [PRICES[basis] % {"lines": code_names(lines, "line")} for basis, lines in known.items()]


def explained(renewal: RenewalJudged) -> list[Explained]:
    """The reasons of the next renewals that are still open."""
    open_ones = [one for one in renewal.occasions if one.steps and one.decision == OPEN]
    return [_explained(one) for one in open_ones[:EXPLAINED]]


def _explained(occasion: OccasionJudged) -> Explained:
    values = {
        "line": code_name(occasion.line, "line"),
        "date": day(occasion.renewal_date),
        "probability": percent(occasion.renewal_probability, 0),
    }
    weighed = sorted((one for one in occasion.steps if one.factor != BASE), key=lambda one: -abs(log(one.odds)))
    reasons = tuple(_reason(one) for one in weighed[:WEIGHTIEST] if not UNLIKELY < one.odds < LIKELY)
    rest = weighed[len(reasons) :]
    title = _("%(line)s on %(date)s: why %(probability)s") % values
    return Explained(title, reasons, " ".join(_note(occasion, rest)))


def _note(occasion: OccasionJudged, rest: Iterable[OddsStep]) -> Iterator[str]:
    """Where the odds begin, and what the factors that are not named come to."""
    base = prod(one.odds for one in occasion.steps if one.factor == BASE)
    values = {"base": number(base), "rest": number(prod(one.odds for one in rest))}
    yield _("The odds begin at %(base)s to 1; all other factors together: odds × %(rest)s.") % values


def _reason(step: OddsStep) -> Reason:
    named = {"factor": factor_name(step.factor), "level": level_name(step.level, step.factor)}
    values = {"effect": effect_word(step.odds), "odds": number(step.odds)}
    detail = _("%(effect)s: odds × %(odds)s") % values
    return Reason(_("%(factor)s: %(level)s") % named, tone="good" if step.odds > 1 else "weak", detail=detail)


def _range(occasion: OccasionJudged) -> str:
    if occasion.lower is None:
        return NONE
    return f"{percent(occasion.lower, 0)} – {percent(occasion.upper, 0)}"


def _change(occasion: OccasionJudged) -> str:
    """The change of price that the probability holds for: the one offered, or the usual one."""
    if occasion.price_change is None:
        return NONE
    values = {"change": percent(exp(occasion.price_change) - 1, 1)}
    told = _("offered: %(change)s") if occasion.price_basis == "offered" else _("as usual: %(change)s")
    return told % values
