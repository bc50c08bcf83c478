"""The tags and filters of every template: components by name, figures as text.

Reads the values of `ui/values.py`, `lists.py`, `charts.py`, `panels.py`; gives HTML from `templates/ui/`. The library
stands among the template builtins, so that no template loads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.http import QueryDict
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.safestring import SafeString

from kehu_desk.ui import cells, codes, figures, filtering, lists, masking, panels
from kehu_desk.ui.charts import Chart
from kehu_desk.ui.lists import Listing
from kehu_desk.ui.values import Action, Empty, Fact, Figure, Moment, Progress, Reason, SearchResults

WIDEST_ON_PHONE = 4  # columns of a table that stays one on a phone

register = template.Library()

for written in (
    *(figures.number, figures.count, figures.money, figures.money_whole, figures.money_short, figures.signed_money),
    *(figures.percent, figures.interval, figures.day, figures.month, figures.moment),
    *(masking.masked_phone, masking.masked_id, codes.code_name, codes.code_names),
):
    register.filter(written.__name__, written)


@register.filter
def tone_class(tone: str, part: str) -> str:
    """The class of a tone on a part, such as `badge-poor`."""
    return f"desk-{part}-{tone or 'plain'}"


for drawn in (cells.icon, cells.badge, cells.tier_badge, cells.delta):
    register.simple_tag(drawn)


@register.simple_tag
def link_button(label: str, href: str, icon: str = "", kind: str = "", key: str = "") -> SafeString:
    """A link that looks like a button; `key` presses it as well."""
    return cells.link_button(Action(label, href, icon, kind, key))


@register.simple_tag
def action_button(action: Action) -> SafeString:
    """An `Action` as a link that looks like a button."""
    return cells.link_button(action)


@register.simple_tag(takes_context=True)
def page_title(context: template.Context) -> SafeString:
    """The block `title` once more: the browser's title is also the page's heading."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context)


@register.inclusion_tag("ui/crumb.html")
def crumb(title: str, address: str, *arguments: Any) -> dict[str, Any]:
    """A breadcrumb: a title and the name of its address."""
    return {"title": title, "href": reverse(address, args=arguments)}


@register.inclusion_tag("ui/alert.html")
def alert(text: str, tone: str = "", title: str = "") -> dict[str, Any]:
    """A calm message above or inside a page."""
    return {"text": text, "tone": tone, "title": title}


@register.inclusion_tag("ui/button.html")
def button(
    label: str, kind: str = "", icon: str = "", name: str = "", value: str = "", key: str = ""
) -> dict[str, Any]:
    """A button that sends its form; `key` presses it as well."""
    return {"label": label, "kind": kind, "icon": icon, "name": name, "value": value, "key": key}


@register.inclusion_tag("ui/print_button.html")
def print_button(label: str = "") -> dict[str, Any]:
    """A button that prints the page."""
    return {"label": label}


@register.inclusion_tag("ui/figures.html", name="figures")
def figure_tiles(figures: Iterable[Figure]) -> dict[str, Any]:
    """Figures beside each other."""
    return {"figures": list(figures)}


@register.inclusion_tag("ui/facts.html")
def facts(facts: Iterable[Fact]) -> dict[str, Any]:
    """Names and what they are."""
    return {"facts": list(facts)}


@register.inclusion_tag("ui/reasons.html")
def reasons(reasons: Iterable[Reason]) -> dict[str, Any]:
    """Why a figure is what it is, the weightiest first."""
    return {"reasons": list(reasons)}


@register.inclusion_tag("ui/timeline.html")
def timeline(moments: Iterable[Moment]) -> dict[str, Any]:
    """What happened, the newest first."""
    return {"moments": list(moments)}


@register.inclusion_tag("ui/progress.html")
def progress(progress: Progress) -> dict[str, Any]:
    """How far a piece of work is."""
    return {"progress": progress}


@register.inclusion_tag("ui/empty.html")
def empty(empty: Empty) -> dict[str, Any]:
    """What stands where there is nothing."""
    return {"empty": empty}


@register.inclusion_tag("ui/search_results.html")
def search_results(results: SearchResults) -> dict[str, Any]:
    """What the search in the top bar found."""
    return {"results": results}


@register.inclusion_tag("ui/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    """A chart with the table behind it."""
    return {"chart": chart}


@register.inclusion_tag("ui/listing.html", takes_context=True)
def listing(context: Mapping[str, Any], listing: Listing) -> dict[str, Any]:
    """A list or a table."""
    query = context["request"].GET
    return {
        "listing": listing,
        "picker": lists.picker(listing, query),
        "previous_href": lists.changed(query, before=listing.previous_key) if listing.previous_key else "",
        "next_href": lists.changed(query, after=listing.next_key) if listing.next_key else "",
        **_table(listing, query),
    }


@register.inclusion_tag("ui/table.html")
def chart_table(chart: Chart) -> dict[str, Any]:
    """The table behind a chart."""
    return _table(chart.table, QueryDict())


def _table(listing: Listing, query: QueryDict) -> dict[str, Any]:
    """The parts of a table; a wide one becomes cards on a phone."""
    is_wide = listing.is_cards or len(listing.columns) > WIDEST_ON_PHONE
    phone = cells.labels(listing.phone_columns) if is_wide else {}
    return {
        "headings": lists.headings(listing, query),
        "rows": [cells.table_row(listing.cells(row), phone) for row in listing.rows],
        "total": "" if listing.total is None else cells.table_row(listing.cells(listing.total), phone),
        "is_wide": is_wide,
        "is_live": listing.is_live,
    }


@register.inclusion_tag("ui/panels.html", takes_context=True, name="panels")
def panel_columns(context: Mapping[str, Any], page: Iterable[panels.Panel], subject: Any) -> dict[str, Any]:
    """The panels of a page about a subject, in two columns."""
    return {"columns": panels.shown_panels(page, request=context["request"], subject=subject)}


@register.simple_block_tag
def panel(
    content: str, title: str = "", note: str = "", actions: Iterable[Action] = (), flush: bool = False
) -> SafeString:
    """A panel by hand."""
    shown = panels.ShownPanel("", title, "whole", note, tuple(actions or ()), flush, body=SafeString(content))
    return render_to_string("ui/panel.html", {"panel": shown})


@register.inclusion_tag("ui/filter_bar.html", takes_context=True)
def filter_bar(context: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """The filters of a list, and what is set of them."""
    return {"bar": filtering.bar(form, context["request"].GET), "path": context["request"].path}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: Form) -> dict[str, Any]:
    """The fields of a form, with what is wrong above and beside them."""
    return {"form": form}


@register.inclusion_tag("ui/field.html")
def field(field: BoundField) -> dict[str, Any]:
    """A field: label above, hint, errors beside."""
    return filtering.field_parts(field)


@register.simple_block_tag
def form_actions(content: str) -> SafeString:
    """The buttons of a form."""
    return render_to_string("ui/form_actions.html", {"content": SafeString(content)})


@register.simple_block_tag
def dialog(content: str, name: str, title: str, opener: str = "", kind: str = "", icon: str = "") -> SafeString:
    """A dialog with the button that opens it."""
    parts = {"name": name, "title": title, "opener": opener, "kind": kind, "icon": icon}
    return render_to_string("ui/dialog.html", {**parts, "content": SafeString(content)})


@register.inclusion_tag("ui/dialog_close.html")
def dialog_close(label: str = "") -> dict[str, Any]:
    """The button that closes a dialog and changes nothing."""
    return {"label": label}


@register.inclusion_tag("ui/slider.html", takes_context=True)
def slider(context: template.Context, name: str, value: int, most: int, label: str, shown: float) -> dict[str, Any]:
    """A limit that one can move; the part of the page with the id `<name>-answer` follows it."""
    told = {"name": name, "value": value, "most": most, "label": label, "shown": shown}
    return told | {"path": context["request"].path}
