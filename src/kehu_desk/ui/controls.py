"""The select boxes of a form as HTML, written without templates.

Reads bound fields of Django's forms; gives safe HTML with the same values, marks and ids. Django draws each option of a
select box by two templates of its own: the filters of a list have a hundred options, and would cost more than its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

from kehu_desk.ui.cells import escaped


def select_box(field: BoundField, attributes: Mapping[str, str]) -> SafeString:
    """The select box of a field, with some attributes more."""
    widget = field.field.widget
    given = field.build_widget_attrs({**attributes, "id": field.auto_id} if field.auto_id else dict(attributes), widget)
    context = widget.get_context(field.html_name, field.value(), given)["widget"]
    options = "".join(_groups(context["optgroups"]))
    return SafeString(f'<select name="{escaped(context["name"])}"{_attributes(context["attrs"])}>{options}</select>')


def _groups(groups: list[tuple[Any, list[dict[str, Any]], int]]) -> Iterator[str]:
    for name, options, _place in groups:
        written = "".join(map(_option, options))
        yield f'<optgroup label="{escaped(name)}">{written}</optgroup>' if name else written


def _option(option: Mapping[str, Any]) -> str:
    value, label = escaped(option["value"]), escaped(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """Attributes; one that is true stands alone, one that is false not at all."""
    written = ((name, value) for name, value in attributes.items() if value is not False and value is not None)
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in written)
