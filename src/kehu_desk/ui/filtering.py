"""The filter bar of a list: a form sent by GET, what is set of it as chips, and each chip's link that takes it out.

Reads a bound form and the query; gives a `Bar`. The query string is the whole state, so that a filtered list can be
kept as a bookmark and sent to a colleague.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField, Form
from django.forms.boundfield import BoundWidget
from django.http import QueryDict

from kehu_desk.ui import figures
from kehu_desk.ui.controls import select_box
from kehu_desk.ui.lists import changed

KEPT = ("order", "columns")


@dataclass(frozen=True)
class Chip:
    """A filter that is set: its words, and the link that takes it out."""

    label: str
    text: str
    href: str


@dataclass(frozen=True)
class Bar:
    """A filter bar: fields that stand in it, fields behind "More filters", chips, what else the query holds."""

    fields: tuple[BoundField, ...]
    more: tuple[BoundField, ...]
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    is_more_open: bool


def bar(form: Form, query: QueryDict) -> Bar:
    """The filter bar of a form in the light of a query."""
    main = getattr(form, "main_fields", tuple(form.fields))
    shown = tuple(field for field in form.visible_fields() if field.name in main)
    more = tuple(field for field in form.visible_fields() if field.name not in main)
    chips = tuple(_chips(form, query))
    kept = tuple((name, value) for name in query if name in KEPT for value in query.getlist(name))
    has_errors = any(field.errors for field in more)
    return Bar(shown, more, chips, kept, _cleared(query, form), has_errors)


def _chips(form: Form, query: QueryDict) -> Iterator[Chip]:
    """A chip for each filter that is set and understood."""
    form.full_clean()
    cleaned = getattr(form, "cleaned_data", {})
    for field in form.visible_fields():
        value = cleaned.get(field.name)
        if value not in (None, "", [], False) and field.html_name in query:
            yield Chip(str(field.label), _words(field, value), changed(query, **{field.html_name: ""}))


def _words(field: BoundField, value: Any) -> str:
    """The value of a filter as its reader knows it."""
    names = {str(code): str(name) for code, name in _choices(field)}
    if isinstance(value, list | tuple | set):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    if value is True:
        return ""
    if isinstance(field.field, forms.DateField):
        return figures.day(value)
    if isinstance(field.field, forms.DecimalField | forms.IntegerField) and not names:
        return figures.money_short(value)
    return names.get(str(value), str(value))


def _choices(field: BoundField) -> Iterator[tuple[Any, Any]]:
    """The choices of a field with those of its groups."""
    for code, name in getattr(field.field, "choices", ()):
        if isinstance(name, list | tuple):
            yield from name
        else:
            yield code, name


def _cleared(query: QueryDict, form: Form) -> str:
    """The query string without any filter."""
    return changed(query, **{field.html_name: "" for field in form.visible_fields()})


WIDGETS = {
    forms.CheckboxInput: "check",
    forms.RadioSelect: "radios",
    forms.CheckboxSelectMultiple: "checks",
    forms.Select: "select",
    forms.ClearableFileInput: "file",
    forms.Textarea: "text",
}
CLASSES = {
    "check": "form-check-input",
    "select": "form-select",
    "radios": "form-check-input",
    "checks": "form-check-input",
}


def field_parts(field: BoundField) -> dict[str, Any]:
    """A field with its widget in the desk's clothes, tied to its hint and its errors for those who listen."""
    widget = next((shape for kind, shape in WIDGETS.items() if isinstance(field.field.widget, kind)), "input")
    described = [f"{field.id_for_label}-hint"] if field.help_text else []
    described += [f"{field.id_for_label}-error"] if field.errors else []
    attributes = {"class": f"{CLASSES.get(widget, 'form-control')}{' is-invalid' if field.errors else ''}"}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if isinstance(field.field, forms.DateField):
        field.field.widget.input_type = "date"
    control = select_box(field, attributes) if widget == "select" else field.as_widget(attrs=attributes)
    return {"field": field, "shape": widget, "control": control, "options": _options(field, widget)}


def _options(field: BoundField, shape: str) -> list[BoundWidget]:
    """The choices of a field of which all are seen at once, each with its own control."""
    options = list(field.subwidgets) if shape in ("radios", "checks") else []
    for option in options:
        option.data["attrs"]["class"] = CLASSES[shape]
    return options
