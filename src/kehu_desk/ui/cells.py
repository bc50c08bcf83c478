"""The cells of a table and the smallest marks as HTML, written without templates.

Reads `Cell`s, badges and tiers; gives safe HTML. A list of fifty rows has six hundred cells: a template for each would
cost more than everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kehu_desk.ui import codes, figures
from kehu_desk.ui.lists import Cell, Column
from kehu_desk.ui.values import Action

LONGEST_UNCUT = 20  # signs; a longer text may be cut, and says itself in full to whoever points at it
NOTHING = format_html('<span class="desk-muted">{}</span>', figures.NONE)


def icon(name: str) -> SafeString:
    """An icon of the sprite; it decorates, and is not read out."""
    return format_html(
        '<svg class="desk-icon" width="18" height="18" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


def badge(text: Any, tone: str = "", hint: str = "") -> SafeString:
    """A word in a small box; also a `Badge`."""
    if hasattr(text, "tone"):
        text, tone, hint = text.text, text.tone, text.hint
    titled = f' title="{escaped(hint)}"' if hint else ""
    return SafeString(f'<span class="desk-badge desk-badge-{escaped(tone or "plain")}"{titled}>{escaped(text)}</span>')


def tier_badge(tier: str | None) -> SafeString:
    """A customer's tier, the best in the colour of good."""
    if not tier:
        return NOTHING
    name, written = escaped(codes.code_name(tier, "tier")), escaped(tier)
    return SafeString(f'<span class="desk-tier desk-tier-{written.lower()}" title="{name}">{written}</span>')


def delta(value: Any) -> SafeString:
    """An amount with its sign, in the colour of a warning where it is below zero."""
    text = figures.signed_money(value)
    return format_html('<span class="desk-delta{}">{}</span>', sign_class(text), text)


def link_button(action: Action) -> SafeString:
    """A link that looks like a button."""
    drawn = icon(action.icon) if action.icon else ""
    kind = action.kind or "plain"
    key = format_html(' data-key="{}"', action.key) if action.key else ""
    return format_html(
        '<a class="btn desk-button desk-button-{}" href="{}"{}>{}{}</a>', kind, action.href, key, drawn, action.label
    )


def sign_class(text: str) -> str:
    """The class of an amount below zero."""
    return " desk-negative" if text.startswith(figures.MINUS) else ""


def labels(columns: Iterable[Column]) -> dict[str, str]:
    """The titles of some columns as HTML, by name: worked out once for all rows of a table."""
    return {column.name: escaped(column.title) for column in columns}


def table_row(cells: Iterable[Cell], phone: Mapping[str, str]) -> SafeString:
    """A row of a table; columns with a label in `phone` carry it, and a card on a phone shows it."""
    return SafeString(f"<tr>{''.join(_cell(one, phone) for one in cells)}</tr>")


def _cell(cell: Cell, phone: Mapping[str, str]) -> str:
    content = _content(cell)
    if cell.href:
        content = f'<a href="{escaped(cell.href)}">{content}</a>'
    return f"<td{_attributes(cell, phone)}>{content}</td>"


def _attributes(cell: Cell, phone: Mapping[str, str]) -> str:
    """The classes of a cell, its title where it may be cut, and its label for a card."""
    column, is_figure, on_phone = cell.column, cell.column.is_figure, cell.column.name in phone
    classes = ["num"] if is_figure else [f"desk-{column.kind}"] if column.kind in ("name", "wrapped") else []
    classes += ["desk-negative"] if "money" in column.kind and cell.text.startswith(figures.MINUS) else []
    classes += ["on-phone"] if on_phone else []
    parts = [f' class="{" ".join(classes)}"'] if classes else []
    parts += [f' title="{escaped(cell.text)}"'] if len(cell.text) > LONGEST_UNCUT else []
    parts += [f' data-label="{phone[column.name]}"'] if on_phone else []
    return "".join(parts)


def _content(cell: Cell) -> str:
    kind, value = cell.column.kind, cell.value
    if value is None or value in ("", (), []):
        return NOTHING
    if kind == "badge":
        return badge(value)
    if kind == "badges":
        return " ".join(badge(one) for one in value)
    if kind == "tier":
        return tier_badge(value)
    if kind == "link":
        return link_button(value)
    return escaped(cell.text)


def escaped(text: Any) -> str:
    """A text as HTML; what is HTML already stays as it is. Django's own `escape` costs three times as much."""
    return str(text.__html__()) if hasattr(text, "__html__") else escape(str(text))
