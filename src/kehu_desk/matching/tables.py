"""Who is who as lists and facts: the queue, the two files of a question, what each field says, what was decided.

Reads questions, evidence, decisions and customers' pages; gives the values that components draw. Numbers are masked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine import (
    CustomerPage,
    Evidence,
    IdentityDecision,
    PartyRecord,
    Question,
    Queue,
)
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, day, money_whole, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked_id, masked_phone
from kehu_desk.ui.values import Action, Badge, Empty, Fact

FIELDS: Mapping[str, Any] = {
    "name": gettext_lazy("Names"),
    "birth": gettext_lazy("Dates of birth"),
    "number": gettext_lazy("Identity numbers"),
    "phone": gettext_lazy("Telephone numbers"),
    "email": gettext_lazy("Mail addresses"),
    "address": gettext_lazy("Postal addresses"),
    "postcode": gettext_lazy("Postal codes"),
    "region": gettext_lazy("Regions"),
    "gender": gettext_lazy("Gender"),
    "licence": gettext_lazy("Driving licences"),
    "industry": gettext_lazy("Industries"),
}
OVERTAKEN = gettext_lazy("Somebody has decided on this meanwhile. Look at it again, and then decide.")
KINDS: Mapping[str, tuple[Any, str]] = {
    "asked": (gettext_lazy("Open"), ""),
    "contradicted": (gettext_lazy("Contradiction"), "weak"),
    "sample": (gettext_lazy("To check"), "accent"),
}
VERDICTS: Mapping[str, Any] = {
    "same": gettext_lazy("One customer"),
    "different": gettext_lazy("Two customers"),
    "undo": gettext_lazy("Taken back"),
}
SAYS = 1.0  # bits: a field of less speaks neither for one nor for two


def pair_href(one: str, other: str) -> str:
    """The address of a question."""
    return f"{reverse('matching_pair')}?{urlencode({'one': one, 'other': other})}"


def queue(found: Queue, *, currency: str, next_key: str) -> Listing:
    """The open questions, the dearest first."""
    rows = [
        {
            "name": f"{_name(one.name, one.customer_id)} · {_name(one.other_name, one.other_id)}",
            "kind": _badge(one.kind),
            "stake": one.stake,
            "probability": one.probability,
            "pairs": one.pair_count,
            "branch": _branches(one),
            "href": pair_href(one.joined_party_id, one.party_id),
        }
        for one in found.questions
    ]
    columns = [
        Column("name", _("One or two?"), kind="name"),
        Column("kind", _("Question"), kind="badge"),
        Column("stake", _("At stake"), kind="money_whole", unit=currency, on_phone=True),
        Column("probability", _("Probability of one"), kind="percent", on_phone=True),
        Column("pairs", _("Pairs compared"), kind="count"),
        Column("branch", _("Branch")),
    ]
    empty = Empty(
        _("Nothing is open"), _("Every question of this run has been answered, or it asks none."), icon="checks"
    )
    return Listing(
        "questions",
        columns,
        rows,
        href=lambda row: str(row["href"]),
        next_key=next_key,
        count=found.open_count,
        empty=empty,
    )


def records(page: CustomerPage) -> Listing:
    """The party records of a customer, with masked numbers."""
    rows = [
        {
            "name": one.name or "",
            "identity": masked_id(one.identity_number or ""),
            "born": one.birth_date,
            "phone": masked_phone(one.phone or ""),
            "address": one.address or "",
            "source": one.source,
            "known": one.known_date,
        }
        for one in page.records
    ]
    columns = [
        Column("name", _("Name as written"), kind="name"),
        Column("born", _("Born"), kind="day", on_phone=True),
        Column("identity", _("Identity number")),
        Column("phone", _("Telephone"), on_phone=True),
        Column("address", _("Postal address"), kind="wrapped"),
        Column("source", _("Source")),
        Column("known", _("Known since"), kind="day"),
    ]
    return Listing(f"records-{page.customer_id}", columns, rows)


def held(page: CustomerPage) -> list[Fact]:
    """What a customer holds and brings: what would move."""
    figures = page.figures
    return [
        Fact(_("Policies"), count(len(page.policies))),
        Fact(_("Claims"), count(len(page.claims))),
        Fact(_("Earned premium"), f"{money_whole(figures.earned_premium)} {page.currency}"),
        Fact(_("Result"), f"{money_whole(figures.result)} {page.currency}"),
    ]


def together(one: CustomerPage, other: CustomerPage) -> list[Fact]:
    """What a merger would give: one account, and the id that stays."""
    premium = one.figures.earned_premium + other.figures.earned_premium
    return [
        Fact(_("Policies"), count(len(one.policies) + len(other.policies))),
        Fact(_("Claims"), count(len(one.claims) + len(other.claims))),
        Fact(_("Earned premium"), f"{money_whole(premium)} {one.currency}"),
        Fact(_("Result"), f"{money_whole(one.figures.result + other.figures.result)} {one.currency}"),
        Fact(_("The number that stays"), one.customer_id),
        Fact(_("The number that leads there"), other.customer_id),
    ]


def compared(one: PartyRecord, other: PartyRecord, found: Sequence[Evidence]) -> Listing:
    """The two records field by field, with what each field says in bits."""
    weights = {each.field: each.weight for each in found}
    sides = [_values(one), _values(other)]
    rows = [
        {
            "field": str(FIELDS[field]),
            "one": sides[0].get(field, ""),
            "other": sides[1].get(field, ""),
            "says": _says(bits),
        }
        for field, bits in ((field, weights.get(field)) for field in FIELDS)
        if bits is not None or any(side.get(field) for side in sides)
    ]
    columns = [
        Column("field", _("Field"), kind="name"),
        Column("one", one.name or one.party_id, kind="wrapped", on_phone=True),
        Column("other", other.name or other.party_id, kind="wrapped", on_phone=True),
        Column("says", _("Speaks for one or for two"), kind="badge", on_phone=True),
    ]
    return Listing("compared", columns, rows, is_cards=True)


def evidence(question: Question, found: Sequence[Evidence]) -> Chart | None:
    """From how common matches are, over what each field says, to what all say; None where the model has no say."""
    if question.weight is None:
        return None
    rest = question.weight - sum(each.weight for each in found)
    telling = [each for each in found if each.weight]
    return Chart(
        "evidence",
        _("All together: %(bits)s") % {"bits": _bits(question.weight)},
        "waterfall",
        [_("Before any evidence"), *(str(FIELDS[each.field]) for each in telling), _("All together")],
        [Series(_("Evidence"), [rest, *(each.weight for each in telling), question.weight])],
        y=Axis(_("Evidence"), _("bits"), "number"),
        note=_("It begins below nothing: of all pairs in this book, few are one."),
    )


def _values(record: PartyRecord) -> dict[str, str]:
    return {
        "name": record.name or "",
        "birth": day(record.birth_date) if record.birth_date else "",
        "number": masked_id(record.identity_number or ""),
        "phone": masked_phone(record.phone or ""),
        "email": record.email or "",
        "address": record.address or "",
        "postcode": record.postcode or "",
        "region": record.region or "",
        "gender": code_name(record.gender or "", "gender"),
        "licence": day(record.licence_date) if record.licence_date else "",
        "industry": record.industry or "",
    }


def _says(weight: float | None) -> Badge:
    if weight is None:
        return Badge("–")
    return Badge(_bits(weight), "accent" if weight >= SAYS else "weak" if weight <= -SAYS else "")


def probability(question: Question) -> str:
    """The evidence in one sentence."""
    if question.weight is None and question.rule is None:
        return _("The run has not compared these two: it is for you to know.")
    if question.weight is None or question.probability is None:
        values = {"rule": code_name(question.rule or "", "rule")}
        return _("The rule “%(rule)s” says one, but what both say cannot be of one.") % values
    values = {"probability": percent(question.probability)}
    return _("By this pair alone, %(probability)s that both are one. Each bit doubles or halves the odds.") % values


def decisions(found: Sequence[IdentityDecision], *, names: Mapping[str, str], may_undo: bool) -> Listing:
    """Decisions, the newest first, with what was taken back."""
    undone = {each.undoes: each for each in found if each.verdict == "undo"}
    rows = list(_decisions(found, undone, names, may_undo))
    columns = [
        Column("who", _("Records"), kind="name"),
        Column("verdict", _("Decision"), kind="badge", on_phone=True),
        Column("by", _("By"), on_phone=True),
        Column("at", _("When"), kind="moment", on_phone=True),
        Column("reason", _("Why"), kind="wrapped"),
        Column("undo", "", kind="link", on_phone=True),
    ]
    empty = Empty(_("Nobody has decided anything yet"), icon="checks")
    return Listing("decisions", columns, rows, empty=empty)


def _decisions(
    found: Sequence[IdentityDecision],
    undone: Mapping[int | None, IdentityDecision],
    names: Mapping[str, str],
    may: bool,
) -> Iterator[dict[str, object]]:
    for each in found:
        if each.verdict == "undo":
            continue
        back = undone.get(each.number)
        reason = each.reason if back is None else f"{each.reason} — {_taken_back(back)}"
        yield {
            "who": " · ".join(names.get(side[0], side[0]) for side in (each.records, each.others)),
            "verdict": Badge(str(VERDICTS[each.verdict]), "" if back else "accent"),
            "by": each.by,
            "at": each.decided_at,
            "reason": reason,
            "undo": _back(each) if may and back is None else None,
        }


def _back(decision: IdentityDecision) -> Action:
    """The way to take a decision back."""
    return Action(_("Take back"), reverse("matching_undo", args=[decision.number]), "arrow-back-up", "quiet")


def _taken_back(undo: IdentityDecision) -> str:
    return _("taken back by %(by)s: %(reason)s") % {"by": undo.by, "reason": undo.reason}


def _badge(kind: str) -> Badge:
    text, tone = KINDS[kind]
    return Badge(str(text), tone)


def _name(name: str | None, customer_id: str) -> str:
    return name or customer_id


def _branches(question: Question) -> str:
    parts = [(branch or "").rpartition("/")[2] for branch in (question.branch, question.other_branch)]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _bits(weight: float) -> str:
    return _("%(weight)s bits") % {"weight": f"{'+' if weight > 0 else ''}{number(round(weight, 1))}"}
