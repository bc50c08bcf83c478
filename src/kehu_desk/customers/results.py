"""What the search in the top bar shows of those it found.

Reads what was found; gives the values that the component draws.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.customers.columns import customer_links
from kehu_desk.customers.finding import Found
from kehu_desk.published.models import Customer
from kehu_desk.ui import values
from kehu_desk.ui.codes import code_name, code_names
from kehu_desk.ui.figures import money_short


def search_results(found: Found | None, text: str) -> values.SearchResults:
    """Lines below the search field, with words where there is something to say."""
    if found is None:
        return values.SearchResults(())
    more = f"{reverse('customers')}?{urlencode({'q': text})}" if found.has_more else ""
    return values.SearchResults(tuple(map(_line, found.customers)), words=_words(found), more_href=more)


def _words(found: Found) -> str:
    if found.is_short:
        return _("Go on typing: one Chinese character, two letters or three digits at least.")
    if found.is_mended:
        return _("Nothing is spelled quite so. Did you mean:")
    return "" if found.customers else _("Nobody is found.")


def _line(customer: Customer) -> values.Found:
    place = " · ".join(part for part in (customer.branch_name, code_names(customer.lines, "line")) if part)
    badge = values.Badge(code_name(customer.tier, "tier")) if customer.tier else None
    return values.Found(
        customer.title, customer_links()(customer), text=place, hint=money_short(customer.result), badge=badge
    )
