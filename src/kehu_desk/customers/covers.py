"""What a customer holds, row by row: policies, insured objects, claims, offers and changes.

Reads a `CustomerPage`; gives listings. What is in force stands first; what has ended is folded away.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.engine import CustomerPage, PolicyHeld, TermHeld
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty

MOST = 8  # rows of a list; how many more there are is said, and the workbook has them all


def policies(page: CustomerPage) -> tuple[Listing, Listing]:
    """Policies in force, and those that have ended."""
    rows = [_policy(policy, page) for policy in page.policies]
    state = Column("status", _("State"), kind="badge")
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("policy_id", _("Policy")),
        Column("premium", _("Premium"), kind="money_whole", on_phone=True),
        Column("sum_insured", _("Sum insured"), kind="money_short"),
        Column("begin", _("From"), kind="day"),
        Column("end", _("To"), kind="day", on_phone=True),
        Column("terms", _("Terms"), kind="count"),
        Column("product", _("Product")),
    ]
    in_force = [row for row in rows if row["is_in_force"]]
    ended = [row for row in rows if not row["is_in_force"]]
    empty = Empty(_("No cover is in force"))
    return _begun("policies", columns, in_force, empty=empty), _begun("ended", [*columns, state], ended)


def objects(page: CustomerPage) -> Listing:
    """The things insured."""
    rows = [
        {
            "kind": code_name(thing.kind, "object"),
            "what": " · ".join(part for part in (thing.plate, thing.description) if part) or thing.object_id,
            "address": thing.address or "",
            "sum_insured": thing.sum_insured,
            "policy_id": thing.policy_id,
        }
        for thing in page.objects
    ]
    columns = [
        Column("what", _("Insured object"), kind="name"),
        Column("kind", _("Kind")),
        Column("address", _("Place"), kind="wrapped"),
        Column("sum_insured", _("Sum insured"), kind="money_short", on_phone=True),
        Column("policy_id", _("Policy")),
    ]
    return _begun("objects", columns, rows)


def claims(page: CustomerPage) -> Listing:
    """Claims, the last first."""
    lines = {policy.policy_id: policy.line for policy in page.policies}
    rows = [
        {
            "date": claim.occurred_date,
            "peril": code_name(claim.peril, "peril"),
            "line": code_name(lines.get(claim.policy_id), "line"),
            "paid": claim.paid,
            "outstanding": claim.outstanding,
            "state": _state(claim.closed_date is not None),
        }
        for claim in reversed(page.claims)
    ]
    columns = [
        Column("date", _("Occurred"), kind="day"),
        Column("line", _("Line"), kind="name"),
        Column("peril", _("Peril")),
        Column("paid", _("Paid"), kind="money_whole", on_phone=True),
        Column("outstanding", _("Outstanding"), kind="money_whole", on_phone=True),
        Column("state", _("State"), kind="badge"),
    ]
    empty = Empty(_("No claims"), _("Nothing has been reported on any policy of this customer."), icon="shield-check")
    return _begun("claims", columns, rows, empty=empty)


def offers(page: CustomerPage) -> Listing:
    """Renewal offers, the last first."""
    lines = {policy.policy_id: policy.line for policy in page.policies}
    rows = [
        {
            "date": offer.renewal_date,
            "line": code_name(lines.get(offer.policy_id), "line"),
            "expiring": offer.expiring_premium,
            "offered": offer.offered_premium,
            "change": _change(offer.expiring_premium, offer.offered_premium),
            "outcome": Badge(code_name(offer.outcome or "open", "outcome")),
        }
        for offer in sorted(page.offers, key=lambda offer: offer.renewal_date, reverse=True)
    ]
    columns = [
        Column("date", _("Renewal"), kind="day"),
        Column("line", _("Line"), kind="name"),
        Column("outcome", _("Outcome"), kind="badge"),
        Column("expiring", _("Expiring"), kind="money_whole", hint=_("Premium of the period that ends")),
        Column("offered", _("Offered"), kind="money_whole", on_phone=True, hint=_("Premium of the period offered")),
        Column("change", _("Change"), kind="percent", on_phone=True),
    ]
    return _begun("offers", columns, rows, empty=Empty(_("No offer is known")))


def changes(page: CustomerPage) -> Listing:
    """Changes of terms, the last first."""
    rows = [
        {"date": one.effective_date, "what": one.description or "", "premium": one.premium_change}
        for one in reversed(page.changes)
    ]
    columns = [
        Column("date", _("From"), kind="day"),
        Column("what", _("Endorsement"), kind="name"),
        Column("premium", _("Premium change"), kind="money", on_phone=True),
    ]
    return _begun("changes", columns, rows)


def _begun(name: str, columns: list[Column], rows: list[dict[str, Any]], *, empty: Empty | None = None) -> Listing:
    """The first rows of a list, which says how many more there are."""
    return Listing(name, columns, rows[:MOST], empty=empty, left_out=max(0, len(rows) - MOST))


def _policy(policy: PolicyHeld, page: CustomerPage) -> dict[str, Any]:
    last = policy.terms[-1] if policy.terms else None
    return {
        "line": code_name(policy.line, "line"),
        "policy_id": policy.policy_id,
        "product": policy.product or "",
        "premium": last.written_premium if last else None,
        "sum_insured": last.sum_insured if last else None,
        "begin": last.inception_date if last else None,
        "end": _end(last),
        "terms": len(policy.terms),
        "status": Badge(_status(last, page)),
        "is_in_force": policy.is_in_force,
    }


def _end(term: TermHeld | None) -> Any:
    return (term.cancellation_date or term.expiry_date) if term else None


def _status(last: TermHeld | None, page: CustomerPage) -> str:
    """The state of a policy that is not in force."""
    if last is not None and last.inception_date > page.as_of:
        return code_name("not_begun", "status")
    return code_name("cancelled" if last is not None and last.cancellation_date else "expired", "status")


def _state(is_closed: bool) -> Badge:
    return Badge(code_name("closed" if is_closed else "open", "status"))


def _change(expiring: Decimal | None, offered: Decimal | None) -> Decimal | None:
    return offered / expiring - 1 if expiring and offered is not None else None
