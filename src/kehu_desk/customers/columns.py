"""The columns of the list of customers, and how its rows are written.

Gives `COLUMNS` and the listings of the list and of a search; reads the published customers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.customers.queries import Page
from kehu_desk.published.models import Customer
from kehu_desk.ui.lists import Column, Listing, choose_columns
from kehu_desk.ui.values import Action, Empty

COLUMNS = (
    Column("title", gettext_lazy("Customer"), kind="name", is_fixed=True),
    Column("tier", gettext_lazy("Tier"), kind="tier"),
    Column("result", gettext_lazy("Result"), kind="money_whole", sorts=True, on_phone=True),
    Column("earned_premium", gettext_lazy("Earned premium"), kind="money_whole", sorts=True, on_phone=True),
    Column("incurred", gettext_lazy("Incurred claims"), kind="money_whole", sorts=True),
    Column("claim_count", gettext_lazy("Claims"), kind="count"),
    Column("lines", gettext_lazy("Lines in force"), kind="codes", code="line"),
    Column("next_expiry_date", gettext_lazy("Next renewal"), kind="day", sorts=True),
    Column("branch_name", gettext_lazy("Branch")),
    Column("producer_name", gettext_lazy("Producer"), is_shown=False),
    Column("channel", gettext_lazy("Channel"), kind="code", code="channel", is_shown=False),
    Column("kind", gettext_lazy("Kind"), kind="code", code="kind", is_shown=False),
    Column("customer_since_date", gettext_lazy("Customer since"), kind="day", sorts=True, is_shown=False),
    Column("policies_in_force", gettext_lazy("Policies in force"), kind="count", is_shown=False),
    Column("policy_count", gettext_lazy("Policies ever"), kind="count", is_shown=False),
    Column("party_count", gettext_lazy("Records"), kind="count", is_shown=False),
    Column("customer_id", gettext_lazy("Number"), is_shown=False),
)

NOTHING_PUBLISHED = Empty(
    gettext_lazy("No run is on the desk yet"),
    gettext_lazy("Load the book, run, and publish the run; its customers then stand here."),
    icon="database",
)


def customer_links() -> Callable[[Customer], str]:
    """The page of each customer; the address is looked up once for a list."""
    before, after = reverse("customer", args=["-"]).split("-")
    return lambda customer: f"{before}{customer.customer_id}{after}"


def listing(request: HttpRequest, page: Page) -> Listing:
    """The list as a page shows it."""
    everything = Action(_("Show all customers"), reverse("customers"))
    return Listing(
        "customers",
        choose_columns(request, "customers", COLUMNS),
        page.customers,
        href=customer_links(),
        order=page.order.text,
        next_key=page.next_key,
        previous_key=page.previous_key,
        count=page.count,
        count_is_capped=page.count_is_capped,
        columns_offered=COLUMNS,
        empty=Empty(
            _("No customer fits all of these filters"), _("Take one out, or look in a wider branch."), everything
        ),
    )


def found_listing(request: HttpRequest, customers: Sequence[Customer]) -> Listing:
    """What a search found, as a list."""
    empty = Empty(
        _("Nobody is found"),
        _("Try a part of the name, its pinyin, the last digits of the telephone, a plate or a policy number."),
    )
    chosen = choose_columns(request, "customers", COLUMNS)
    return Listing("customers", chosen, customers, href=customer_links(), empty=empty)
