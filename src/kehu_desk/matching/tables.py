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

from kehu_desk.engine import CustomerPage, Evidence, IdentityDecision, Question, Queue
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_whole, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked_id, masked_phone
from kehu_desk.ui.values import Badge, Empty, Fact, Reason

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
    "industry": gettext_lazy("Industries"),
}
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
STRONG = 10.0  # bits: a field of so much fills its bar


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


def evidence(found: Sequence[Evidence], question: Question) -> list[Reason]:
    """What each field says, in bits, and how common matches are at all; they add up to the weight."""
    if question.weight is None:
        rule = code_name(question.rule or "", "rule")
        told = _("The rule “%(rule)s” says one, but what both say cannot be of one.") % {"rule": rule}
        return [Reason(told, tone="weak")]
    steps = [(str(FIELDS.get(one.field, one.field)), one.weight) for one in found]
    rest = question.weight - sum(weight for _field, weight in steps)
    told = [*steps, (_("How common matches are in this book"), rest)]
    return [Reason(text, detail=_bits(weight), share=max(-1.0, min(1.0, weight / STRONG))) for text, weight in told]


def probability(question: Question) -> str:
    """The evidence in one sentence."""
    if question.weight is None or question.probability is None:
        return ""
    values = {"bits": _bits(question.weight), "probability": percent(question.probability)}
    return _("All together %(bits)s: by this pair alone, %(probability)s that both are one.") % values


def decisions(found: Sequence[IdentityDecision], *, names: Mapping[str, str], may_undo: bool) -> Listing:
    """Decisions, the newest first, with what was taken back."""
    undone = {each.undoes: each for each in found if each.verdict == "undo"}
    rows = list(_decisions(found, undone, names, may_undo))
    columns = [
        Column("who", _("Records"), kind="name"),
        Column("verdict", _("Decision"), kind="badge"),
        Column("by", _("By"), on_phone=True),
        Column("at", _("When"), kind="moment", on_phone=True),
        Column("reason", _("Why"), kind="wrapped"),
        Column("undo", _("Take back"), kind="link", href=lambda row: str(row["undo_href"])),
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
            "undo": _("Take back") if may and back is None else "",
            "undo_href": reverse("matching_undo", args=[each.number]) if may and back is None else "",
        }


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
