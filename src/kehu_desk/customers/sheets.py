"""The sheets of customers that people take out: the list as filtered, and one customer's account, policies and claims.

Reads the published list and a `CustomerPage`; gives sheets whose rows are read while they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.customers.queries import filters
from kehu_desk.engine import Cell, CustomerPage, Heading, Sheet
from kehu_desk.published.models import Customer
from kehu_desk.published.visibility import Scope, visible
from kehu_desk.ui.codes import code_name, code_names
from kehu_desk.ui.figures import count, day

MOST = 100_000


def customers(scope: Scope, asked: Mapping[str, Any]) -> Sheet:
    """The customers of a scope that fit the filters, by place, at most MOST of them."""
    values = {"date": day(scope.run.as_of), "run": scope.run.label, "most": count(MOST)}
    note = _("As of %(date)s (run %(run)s); at most %(most)s customers, the best by result.") % values
    headings = (
        Heading(_("Place"), Cell.COUNT),
        Heading(_("Number"), width=16),
        Heading(_("Customer"), width=32),
        Heading(_("Kind")),
        Heading(_("Tier"), width=8),
        Heading(_("Branch"), width=36),
        Heading(_("Channel")),
        Heading(_("Producer")),
        Heading(_("Lines in force"), width=30),
        Heading(_("Customer since"), Cell.DATE),
        Heading(_("Next renewal"), Cell.DATE),
        Heading(_("Policies in force"), Cell.COUNT),
        Heading(_("Claims"), Cell.COUNT),
        Heading(f"{_('Earned premium')} ({scope.run.currency})", Cell.MONEY),
        Heading(f"{_('Incurred claims')} ({scope.run.currency})", Cell.MONEY),
        Heading(f"{_('Result')} ({scope.run.currency})", Cell.MONEY),
    )
    found = visible(scope).filter(filters(scope, asked)).order_by("place")[:MOST]
    return Sheet(_("Customers"), _("Customers by result to date"), headings, _rows(found.iterator(2_000)), note=note)


def _rows(found: Iterator[Customer]) -> Iterator[Sequence[object]]:
    for one in found:
        yield (
            *(one.place, one.customer_id, one.name, code_name(one.kind, "kind"), one.tier, one.branch),
            *(code_name(one.channel, "channel"), one.producer_name or one.producer_id, code_names(one.lines, "line")),
            *(one.customer_since_date, one.next_expiry_date, one.policies_in_force, one.claim_count),
            *(one.earned_premium, one.incurred, one.result),
        )


def customer(page: CustomerPage) -> list[Sheet]:
    """One customer: account by year and line, policies and terms, claims."""
    title = page.name or page.customer_id
    note = _("As of %(date)s (run %(run)s); amounts in %(currency)s.") % {
        "date": day(page.as_of),
        "run": page.run,
        "currency": page.currency,
    }
    return [_account(page, title, note), _policies(page, title, note), _claims(page, title, note)]


def _account(page: CustomerPage, title: str, note: str) -> Sheet:
    headings = (
        Heading(_("Year"), Cell.YEAR),
        Heading(_("Line")),
        Heading(_("Earned premium"), Cell.MONEY),
        Heading(_("Incurred claims"), Cell.MONEY),
        Heading(_("Commission"), Cell.MONEY),
        Heading(_("Expenses"), Cell.MONEY),
        Heading(_("Result"), Cell.MONEY),
        Heading(_("Claims"), Cell.COUNT),
    )
    rows = [
        (
            *(one.year, code_name(one.line, "line"), one.figures.earned_premium, one.figures.incurred),
            *(one.figures.commission, one.figures.expenses, one.figures.result, one.figures.claim_count),
        )
        for one in page.account
    ]
    return Sheet(_("Account"), title, headings, rows, note=note)


def _policies(page: CustomerPage, title: str, note: str) -> Sheet:
    headings = (
        Heading(_("Policy"), width=24),
        Heading(_("Line")),
        Heading(_("Product")),
        Heading(_("Branch"), width=32),
        Heading(_("From"), Cell.DATE),
        Heading(_("To"), Cell.DATE),
        Heading(_("Cancelled"), Cell.DATE),
        Heading(_("Premium"), Cell.MONEY),
        Heading(_("Sum insured"), Cell.MONEY),
    )
    rows = [
        (
            *(policy.policy_id, code_name(policy.line, "line"), policy.product, policy.branch, term.inception_date),
            *(term.expiry_date, term.cancellation_date, term.written_premium, term.sum_insured),
        )
        for policy in page.policies
        for term in policy.terms
    ]
    return Sheet(_("Policies"), title, headings, rows, note=note)


def _claims(page: CustomerPage, title: str, note: str) -> Sheet:
    headings = (
        Heading(_("Claim"), width=24),
        Heading(_("Policy"), width=24),
        Heading(_("Occurred"), Cell.DATE),
        Heading(_("Reported"), Cell.DATE),
        Heading(_("Peril")),
        Heading(_("Paid"), Cell.MONEY),
        Heading(_("Outstanding"), Cell.MONEY),
    )
    rows = [
        (
            *(one.claim_id, one.policy_id, one.occurred_date, one.reported_date, code_name(one.peril, "peril")),
            *(one.paid, one.outstanding),
        )
        for one in page.claims
    ]
    return Sheet(_("Claims"), title, headings, rows, note=note)
