"""Whose records a reader sees: those of customers whose branch lies in the reader's own.

Gives `sees` and `whole_record`; what is not seen does not exist: 404, and not a refusal that would say it is there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest

from kehu_desk.engine import CustomerPage, UnknownCustomerError
from kehu_desk.engine import customer as read_customer
from kehu_desk.published.visibility import scope_of, visible


def sees(request: HttpRequest) -> Callable[[str], bool]:
    """Whether the reader sees a branch."""
    return scope_of(request.run, request.user.branch).holds


def whole_record(request: HttpRequest, customer_id: str) -> CustomerPage:
    """All that is known of a customer whom the reader sees; raises Http404 for any other."""
    if not request.run:
        raise Http404
    try:
        page = read_customer(request.run.label, customer_id)
    except UnknownCustomerError:
        raise Http404 from None
    if not visible(scope_of(request.run, request.user.branch)).filter(customer_id=page.customer_id).exists():
        raise Http404
    return page
