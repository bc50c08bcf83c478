"""From records to customers, for whoever audits it: steps as a list, and how often the model errs as figures.

Reads the steps of a run and what people said of its sample; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine import Checked, IdentityStep, SharedValue
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked, masked_phone
from kehu_desk.ui.values import Empty, Figure

CONTACTS = {
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("Mail address"),
    "address": gettext_lazy("Postal address"),
}


def steps(made: Sequence[IdentityStep]) -> Listing:
    """What joined how many records, and how many customers there were then."""
    rows = [
        {
            "what": code_name(each.rule, "rule") if each.rule else _("Party records"),
            "pairs": each.pairs,
            "customers": each.customers_after,
            "wrong": each.expected_wrong / each.pairs if each.pairs and each.expected_wrong is not None else None,
        }
        for each in made
    ]
    columns = [
        Column("what", _("Step"), kind="name"),
        Column("pairs", _("Records joined"), kind="count", on_phone=True),
        Column("customers", _("Customers after it"), kind="count", on_phone=True),
        Column("wrong", _("Expected to be wrong"), kind="percent"),
    ]
    empty = Empty(_("This run was made before steps were counted"), icon="checks")
    return Listing("steps", columns, rows, empty=empty, is_cards=True)


def shared(found: Sequence[SharedValue]) -> Listing:
    """Values under too many names to be anybody's own, the most shared first, with where they come from."""
    rows = [
        {
            "what": str(CONTACTS[one.field]) if one.field in CONTACTS else code_name(one.field, "rule"),
            "value": _masked(one),
            "records": one.record_count,
            "branch": (one.branch or "").rpartition("/")[2],
            "channel": one.channel,
            "producer": one.producer_name,
            "href": reverse("customer", args=[one.customer_id]),
        }
        for one in found
    ]
    columns = [
        Column("what", _("What is shared"), kind="name"),
        Column("value", _("Value"), on_phone=True),
        Column("records", _("Records"), kind="count", on_phone=True),
        Column("channel", _("Channel"), kind="code", code="channel"),
        Column("branch", _("Branch of the first")),
        Column("producer", _("Looked after by"), on_phone=True),
    ]
    empty = Empty(_("Nothing is shared by too many"), icon="checks")
    return Listing("shared", columns, rows, href=lambda row: str(row["href"]), empty=empty, is_cards=True)


def _masked(one: SharedValue) -> str:
    value = one.value or ""
    if one.field == "phone":
        return masked_phone(value)
    return masked(value, first=2, last=6) if one.field == "email" else value


def figures(made: Sequence[IdentityStep], checked: Checked) -> list[Figure]:
    """Records, customers, and how often the model's joins are wrong: by its own word, and by those who checked."""
    if not made:
        return []
    last = made[-1]
    expected = percent(last.expected_wrong / last.pairs) if last.pairs and last.expected_wrong is not None else "–"
    found = percent(checked.wrong / checked.checked) if checked.checked else "–"
    values = {"lower": percent(checked.lower), "upper": percent(checked.upper)}
    word = _("between %(lower)s and %(upper)s, 19 times in 20") % values if checked.checked else _("nobody has checked")
    return [
        Figure(_("Party records"), count(made[0].customers_after)),
        Figure(_("Customers"), count(last.customers_after)),
        Figure(_("Wrong joins expected"), expected, word=_("of the model's joins, by its own probabilities")),
        Figure(_("Wrong joins found"), found, word=word),
        Figure(_("Checked"), f"{count(checked.checked)} / {count(checked.drawn)}", word=_("of the sample")),
    ]
