"""The workbook of a segment: its customers with every fact, and what it asks.

Reads customers as the engine gives them, and the names that the reader's branch has on the desk; gives sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.engine import FACTS, Cell, Definition, FactKind, Heading, Selection, Sheet
from kehu_desk.segments import words
from kehu_desk.ui.figures import day

CELLS = {
    FactKind.MONEY: Cell.MONEY,
    FactKind.SHARE: Cell.SHARE,
    FactKind.DATE: Cell.DATE,
    FactKind.NUMBER: Cell.ANY,
}


def sheets(
    name: str, definition: Definition, found: Selection, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> list[Sheet]:
    """The customers of a segment, then its conditions."""
    values = {"run": found.run, "date": day(found.as_of)}
    note = _("Run %(run)s, as of %(date)s") % values
    left_out = found.chosen.customers - len(rows)
    if left_out > 0:
        note += ". " + _("%(count)s more customers did not fit: the most valuable stand here.") % {"count": left_out}
    facts = list(FACTS)
    headings = (
        Heading(_("Number"), width=16),
        Heading(_("Customer"), width=32),
        *(Heading(words.fact_name(fact), CELLS.get(FACTS[fact].kind, Cell.TEXT), 18) for fact in facts),
    )
    cells = [
        (row["customer_id"], names.get(row["customer_id"], ""), *(_cell(fact, row[fact]) for fact in facts))
        for row in rows
    ]
    asked = [(line,) for line in words.definition_words(definition)]
    return [
        Sheet(_("Customers"), name, headings, cells, note=note),
        Sheet(_("Conditions"), name, (Heading(_("All of these hold"), width=80),), asked, note=note),
    ]


def _cell(fact: str, value: Any) -> Any:
    """A value as a cell holds it: codes by their names, yes and no in words."""
    if value is None or FACTS[fact].kind not in (FactKind.CHOICE, FactKind.SET, FactKind.FLAG):
        return value
    if FACTS[fact].kind is FactKind.FLAG:
        return _("yes") if value else _("no")
    if FACTS[fact].kind is FactKind.SET:
        return ", ".join(words.value_name(fact, one) for one in value.strip(",").split(","))
    return words.value_name(fact, value)
