"""A customer's risk in words and tables: grade, technical price, own record, and the reasons of each policy.

Reads the risk of a `Judgement`; gives facts, sentences and listings. The steps of a policy multiply to its expected
cost; those that change nothing are left out, and its perils add up to it. The dearest policies are explained, and the
others stand in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehu_desk.engine import CustomerReasons, Step, TermReasons
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.factors import factors_named
from kehu_desk.ui.figures import count, money_whole, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Fact

EXPLAINED, MOST = 2, 8  # policies explained (of a fleet one, to keep the page light), and policies in the table
BASE, CHANGES_NOTHING = "base", 0.0005
BELIEVED, TELLS = 0.005, 0.005  # least credibility and least change of which one speaks
CHEAP, DEAR = 0.95, 1.05
TONES = {"A": "good", "B": "fair", "C": "middling", "D": "weak", "E": "poor"}
PARTS = {
    "risk_part": gettext_lazy("Claims"),
    "large_loss_part": gettext_lazy("Large claims"),
    "claims_handling_part": gettext_lazy("Handling of claims"),
    "expense_part": gettext_lazy("Expenses"),
    "commission_part": gettext_lazy("Commission"),
    "margin_part": gettext_lazy("Capital and margin"),
}
MADE_OF = {
    ("frequency", "base"): gettext_lazy("Claims a year, to begin with"),
    ("severity", "base"): gettext_lazy("Cost of a claim, to begin with"),
    ("record", "record"): gettext_lazy("The customer's own record"),
    ("large_loss", "large_loss"): gettext_lazy("Large claims, spread over the line"),
}


@dataclass(frozen=True)
class Explained:
    """Why a policy is expected to cost what it is: the steps, the perils, and the parts of its technical price."""

    title: str
    steps: Listing
    perils: Listing | None
    parts: str


def facts(risk: CustomerReasons, *, currency: str) -> list[Fact]:
    """Grade, expected cost, technical price and adequacy of all policies in force."""
    cost = sum(term.expected_cost for term in risk.terms)
    price = sum(term.technical_price for term in risk.terms)
    charged = [term for term in risk.terms if term.annual_premium is not None]
    premium = sum(term.annual_premium or 0 for term in charged)
    due = sum(term.technical_price for term in charged)
    return [
        Fact(_("Risk grade"), risk.grade or "", hint=_("A is the best, E the worst")),
        Fact(_("Expected cost against its like"), percent(risk.risk_index, 0), hint=_("under 100% is better")),
        Fact(_("Expected claims of a year"), f"{money_whole(cost)} {currency}"),
        Fact(_("Technical price of a year"), f"{money_whole(price)} {currency}"),
        Fact(_("Premium charged for a year"), f"{money_whole(premium)} {currency}" if charged else ""),
        Fact(
            _("Premium over technical price"),
            percent(premium / due, 0) if due else "",
            hint=_("under 100% is too little"),
        ),
    ]


def record(risk: CustomerReasons) -> str:
    """The customer's own record in a sentence."""
    values = {
        "claims": number(risk.claim_count, 0 if risk.claim_count == int(risk.claim_count) else 1),
        "expected": number(risk.expected_claims, 2),
        "credibility": percent(risk.credibility, 0),
        "change": percent(abs(risk.record_factor - 1), 0),
        "lower": number(risk.record_lower),
        "upper": number(risk.record_upper),
    }
    if risk.credibility < BELIEVED or abs(risk.record_factor - 1) < TELLS:
        told = _(
            "The own record (%(claims)s claims where %(expected)s were expected) says too little to change anything."
        )
    elif risk.record_factor > 1:
        told = _(
            "The own record (%(claims)s claims where %(expected)s were expected, believed to %(credibility)s) makes "
            "the expected cost %(change)s higher; the factor lies between %(lower)s and %(upper)s."
        )
    else:
        told = _(
            "The own record (%(claims)s claims where %(expected)s were expected, believed to %(credibility)s) makes "
            "the expected cost %(change)s lower; the factor lies between %(lower)s and %(upper)s."
        )
    return told % values


def policies(risk: CustomerReasons) -> Listing:
    """Every policy in force with its price, the dearest first."""
    rows = [
        {
            "line": code_name(term.line, "line"),
            "cost": term.expected_cost,
            "price": term.technical_price,
            "premium": term.annual_premium,
            "adequacy": _adequacy(term.adequacy),
            "policy_id": term.policy_id,
        }
        for term in _dearest(risk)[:MOST]
    ]
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("cost", _("Expected cost"), kind="money_whole"),
        Column("price", _("Technical price"), kind="money_whole", on_phone=True),
        Column("premium", _("Premium"), kind="money_whole", on_phone=True),
        Column(
            "adequacy", _("Adequacy"), kind="badge", hint=_("Premium over technical price; under 100% is too little")
        ),
        Column("policy_id", _("Policy")),
    ]
    return Listing("risks", columns, rows)


def explained(risk: CustomerReasons) -> list[Explained]:
    """The reasons of the dearest policies."""
    return [_explained(term) for term in _dearest(risk)[: _explained_count(risk)]]


def rest(risk: CustomerReasons) -> str:
    """What is said of policies that are not explained here."""
    others = len(risk.terms) - _explained_count(risk)
    if others <= 0:
        return ""
    told = ngettext(
        "The dearest policies stand first and are explained; one more is priced the same way.",
        "The dearest policies stand first and are explained; %(count)s more are priced the same way.",
        others,
    )
    return told % {"count": count(others)}


def _explained_count(risk: CustomerReasons) -> int:
    return EXPLAINED if len(risk.terms) <= MOST else 1


def _dearest(risk: CustomerReasons) -> list[TermReasons]:
    return sorted(risk.terms, key=lambda term: (-term.expected_cost, term.term_id))


def _adequacy(adequacy: float | None) -> Badge | None:
    if adequacy is None:
        return None
    tone = "poor" if adequacy < CHEAP else "good" if adequacy > DEAR else "middling"
    return Badge(percent(adequacy, 0), tone)


def _explained(term: TermReasons) -> Explained:
    values = {"line": code_name(term.line, "line"), "policy": term.policy_id, "cost": money_whole(term.expected_cost)}
    columns = [
        Column("factor", _("Factor"), kind="name"),
        Column("level", _("Here")),
        Column("times", _("Times"), kind="factor", on_phone=True, hint=_("What it multiplies by")),
        Column("product", _("Comes to"), kind="factor", on_phone=True, hint=_("Claims a year, then their cost")),
    ]
    return Explained(
        _("%(line)s %(policy)s: why %(cost)s") % values,
        Listing(f"steps-{term.term_id}", columns, list(_steps(term))),
        _perils(term) if term.perils else None,
        _parts(term),
    )


def _perils(term: TermReasons) -> Listing:
    """The perils of a policy, which add up to its expected cost."""
    rows = [
        {
            "peril": code_name(part.peril, "peril"),
            "often": part.claims_per_year,
            "dear": part.cost_per_claim,
            "cost": part.expected_cost,
        }
        for part in term.perils
    ]
    columns = [
        Column("peril", _("Peril"), kind="name"),
        Column("often", _("Claims a year"), kind="factor"),
        Column("dear", _("Cost of a claim"), kind="money_whole"),
        Column("cost", _("Expected cost"), kind="money_whole", on_phone=True, hint=_("With the own record in it")),
    ]
    return Listing(f"perils-{term.term_id}", columns, rows)


def _steps(term: TermReasons) -> Iterator[dict[str, object]]:
    for step in term.steps:
        named = MADE_OF.get((step.model, step.factors[0]))
        if step.factors[0] != BASE and abs(step.relativity - 1) < CHANGES_NOTHING:
            continue
        factor, level = (str(named), "") if named else factors_named(step.factors, step.levels)
        yield {"factor": factor, "level": _level(step, level), "times": step.relativity, "product": step.product}


def _level(step: Step, level: str) -> str:
    if step.fitted is None:
        return level
    return _("%(level)s, set by hand (the data say %(fitted)s)") % {"level": level, "fitted": number(step.fitted)}


def _parts(term: TermReasons) -> str:
    """The parts of the technical price in a line."""
    parts = [f"{PARTS[name]} {money_whole(part)}" for name, part in term.price_parts if part]
    values = {"parts": " + ".join(parts), "price": money_whole(term.technical_price)}
    return _("Technical price: %(parts)s = %(price)s.") % values
