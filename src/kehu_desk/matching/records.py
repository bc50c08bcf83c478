"""Who a customer is, as lists: what is held for true and why, and the records behind it with what each brings.

Reads a `CustomerPage` and the fields that people set; gives listings and choices. Numbers are masked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehu_desk.engine import CustomerPage, FieldCorrection, FieldHeld, PartyRecord
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, day
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked, masked_id, masked_phone
from kehu_desk.ui.values import Action

FIELDS = {
    "name": gettext_lazy("Name"),
    "identity_number": gettext_lazy("Identity number"),
    "birth_date": gettext_lazy("Born"),
    "gender": gettext_lazy("Gender"),
    "licence_date": gettext_lazy("Driving licence since"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("Mail address"),
    "address": gettext_lazy("Postal address"),
    "postcode": gettext_lazy("Postal code"),
    "region": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry or trade"),
}
ORGANISATIONS_HAVE_NO = frozenset({"birth_date", "gender", "licence_date"})
DAYS = ("birth_date", "licence_date")
BEGINNING = 6


def golden_record(page: CustomerPage, corrections: Sequence[FieldCorrection], *, may_correct: bool) -> Listing:
    """What is held for true of the customer, field by field; what people set since the run stands beside it."""
    held = {one.field: one for one in page.golden_record}
    rows = [
        {
            "field": str(title),
            "value": shown(field, held[field].value) if field in held else "",
            "why": why(held.get(field), pending(page, corrections, field)),
            "source": _source(held.get(field)),
            "correct": _correct(page, field) if may_correct else None,
        }
        for field, title in FIELDS.items()
        if field in held or (may_correct and not (page.kind == "organisation" and field in ORGANISATIONS_HAVE_NO))
    ]
    columns = [
        Column("field", _("Field"), kind="name"),
        Column("value", _("Held for true"), kind="wrapped", on_phone=True),
        Column("why", _("Why"), kind="wrapped", on_phone=True),
        Column("source", _("From")),
        Column("correct", "", kind="link", is_shown=may_correct, on_phone=True),
    ]
    return Listing("golden-record", [column for column in columns if column.is_shown], rows, is_cards=True)


def pending(page: CustomerPage, corrections: Sequence[FieldCorrection], field: str) -> FieldCorrection | None:
    """The last word of a person on a field that the run does not know of yet."""
    records = {record.party_id for record in page.records}
    last = next((one for one in reversed(corrections) if one.party_id in records and one.field == field), None)
    held = next((one for one in page.golden_record if one.field == field and one.why == "by_hand"), None)
    known = held.value if held else None
    return None if last is None or last.value == known else last


def why(held: FieldHeld | None, waiting: FieldCorrection | None) -> str:
    """Why a value is held for true, in words."""
    said = _why(held) if held else _("No record says anything.")
    if waiting is None:
        return said
    values = {"by": waiting.by, "reason": waiting.reason, "said": said}
    if waiting.value is None:
        return _("%(said)s %(by)s took what was set back: %(reason)s. It holds from the next run.") % values
    values["value"] = shown(waiting.field, waiting.value)
    return _("%(by)s set it to %(value)s: %(reason)s. It holds from the next run.") % values


def _why(held: FieldHeld) -> str:
    values = {
        "agreeing": count(held.agreeing_count),
        "records": count(held.record_count),
        "others": count(held.value_count - 1),
        "by": held.by or "",
        "reason": held.reason or "",
        "day": day(held.known_date) if held.known_date else "",
    }
    if held.why == "by_hand":
        return _("%(by)s set it: %(reason)s.") % values
    if held.why == "only":
        if held.record_count == 1:
            return _("The only record that says anything.")
        return _("All %(records)s records that say anything agree.") % values
    if held.why == "checked":
        return _("The only value that can be true; %(others)s others cannot or are less sure.") % values
    if held.why == "most":
        return _("%(agreeing)s of %(records)s records say so.") % values
    return _("The latest record says so, of %(day)s; others say something else.") % values


def shown(field: str, value: str) -> str:
    """A value as everybody who may see the customer may see it."""
    if field == "identity_number":
        return masked_id(value)
    if field == "phone":
        return masked_phone(value)
    if field == "email":
        return masked(value, first=2, last=6)
    if field == "gender":
        return code_name(value, "gender")
    if field == "birth_date":
        return value[:4]
    return f"{value[:BEGINNING]}…" if field == "address" and len(value) > BEGINNING else value


def choices(page: CustomerPage) -> list[tuple[str, str]]:
    """The records behind the customer, each with what it says and what would go with it."""
    return [(record.party_id, " · ".join(_told(page, record))) for record in page.records]


def _told(page: CustomerPage, record: PartyRecord) -> Iterator[str]:
    yield record.name or record.party_id
    if record.birth_date:
        yield str(record.birth_date.year)
    if record.identity_number:
        yield masked_id(record.identity_number)
    if record.phone:
        yield masked_phone(record.phone)
    yield record.source
    policies = sum(policy.party_id == record.party_id for policy in page.policies)
    in_force = sum(policy.party_id == record.party_id and policy.is_in_force for policy in page.policies)
    values = {"policies": count(policies), "in_force": count(in_force)}
    yield (
        ngettext("%(policies)s policy, %(in_force)s in force", "%(policies)s policies, %(in_force)s in force", policies)
        % values
    )


def _source(held: FieldHeld | None) -> str:
    return held.source or _("a person") if held else ""


def _correct(page: CustomerPage, field: str) -> Action:
    """The way to set a field."""
    return Action(_("Correct"), reverse("matching_field", args=[page.customer_id, field]), "edit", "quiet")
