"""The pages of customers: the list, the search, a customer, and what is taken out in Excel.

Reads through `queries`, `finding` and the gateway; every question begins with the branch of whoever asks. What is not
in that branch does not exist for the reader: the answer is 404, and not a refusal that would say it is there.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.customers import actions, columns, forms, panels, queries, timelines
from kehu_desk.customers.finding import find
from kehu_desk.customers.heads import head
from kehu_desk.customers.results import search_results
from kehu_desk.engine import CustomerPage, UnknownCustomerError
from kehu_desk.engine import customer as read_customer
from kehu_desk.published.visibility import Scope, scope_of, visible

MOST_IN_BAR, MOST_ON_PAGE = 8, 100


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """The list, or what a search found."""
    if not request.run:
        return render(request, "customers/none.html", {"nothing": columns.NOTHING_PUBLISHED})
    scope = _scope(request)
    text = request.GET.get("q", "").strip()
    if text:
        found = find(scope, text, most=MOST_ON_PAGE)
        shown = columns.found_listing(request, found.customers)
        return render(request, "customers/found.html", {"found": found, "text": text, "customers": shown})
    form = _filters(request, scope)
    inner = queries.narrowed_scope(scope, form.asked.get("branch", ""))
    keys = {"after": request.GET.get("after", ""), "before": request.GET.get("before", "")}
    page = queries.page(inner, form.asked, order=queries.order_of(request.GET.get("order", "")), **keys)
    context = {"form": form, "customers": columns.listing(request, page), "export_href": _export(request)}
    return render(request, "customers/customers.html", context)


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the search in the top bar finds while one types."""
    text = request.GET.get("q", "").strip()
    found = find(_scope(request), text, most=MOST_IN_BAR) if request.run and text else None
    return render(request, "customers/search.html", {"results": search_results(found, text)})


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    """The page of a customer."""
    page = _customer(request, customer_id)
    if page.customer_id != customer_id:
        return redirect("customer", page.customer_id)
    context = {"page": page, "head": head(page), "panels": panels.PANELS, "export_href": _export(request, customer_id)}
    return render(request, "customers/customer.html", context)


@require(Permission.CUSTOMERS_VIEW)
@require_safe
def timeline(request: HttpRequest, customer_id: str) -> HttpResponse:
    """A further part of the timeline."""
    page = _customer(request, customer_id)
    part = timelines.part(page, kind=request.GET.get("kind", ""), first=request.GET.get("first", ""))
    return render(request, "customers/timeline_part.html", {"page": page, "part": part})


@require(Permission.PERSONAL_REVEAL)
@require_POST
def reveal(request: HttpRequest, customer_id: str) -> HttpResponse:
    """The records with identity numbers and telephones in full; who looked is kept."""
    page = _customer(request, customer_id)
    actions.reveal(customer_id=page.customer_id, by=request.user)
    return render(request, "customers/records.html", panels.records(request, page, is_revealed=True))


@require(Permission.CUSTOMERS_EXPORT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as filtered, in Excel."""
    if not request.run:
        raise Http404
    scope = _scope(request)
    asked = _filters(request, scope).asked
    inner = queries.narrowed_scope(scope, asked.get("branch", ""))
    return actions.export_list(scope=inner, asked=asked, by=request.user)


@require(Permission.CUSTOMERS_EXPORT)
@require_safe
def export_customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    """One customer's account, policies and claims, in Excel."""
    return actions.export_customer(page=_customer(request, customer_id), by=request.user)


def _export(request: HttpRequest, *customer: str) -> str:
    """The address of the Excel file of what is shown; "" for those who may not take it out."""
    if not request.user.may(Permission.CUSTOMERS_EXPORT):
        return ""
    address = reverse("customer_export" if customer else "customers_export", args=customer)
    query = request.GET.urlencode()
    return f"{address}?{query}" if query and not customer else address


def _scope(request: HttpRequest) -> Scope:
    return scope_of(request.run, request.user.branch)


def _filters(request: HttpRequest, scope: Scope) -> forms.CustomerFilters:
    """The filters that the query sets, with the choices of the reader's portfolio."""
    inner = queries.narrowed_scope(scope, request.GET.get("branch", ""))
    branches = queries.offered_branches(scope, inner)
    offered = forms.offered_choices(queries.document_of(scope), branches, scope.path)
    return forms.CustomerFilters(request.GET, offered=offered)


def _customer(request: HttpRequest, customer_id: str) -> CustomerPage:
    """A customer whom the reader may see; raises Http404 for any other."""
    if not request.run:
        raise Http404
    try:
        page = read_customer(request.run.label, customer_id)
    except UnknownCustomerError:
        raise Http404 from None
    if not visible(_scope(request)).filter(customer_id=page.customer_id).exists():
        raise Http404
    return page
