"""Rules in words: the facts that tell a group, and their levels.

Reads rules of the engine; gives texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kehu_desk.ui.codes import code_name

TENURES = {
    "0": gettext_lazy("customer for less than a year"),
    "1-2": gettext_lazy("customer for 1–2 years"),
    "3-5": gettext_lazy("customer for 3–5 years"),
    "6+": gettext_lazy("customer for 6 years or more"),
}
LINES_HELD = {
    "0-1": gettext_lazy("at most one line held"),
    "2": gettext_lazy("two lines held"),
    "3+": gettext_lazy("three lines or more held"),
}


def rule(facts: Iterable[tuple[str, str]]) -> str:
    """A rule as people read it.

    >>> rule([("region", "杭州")])
    '杭州'
    """
    return pgettext("between parts of a list", ", ").join(_level(fact, level) for fact, level in facts)


def _level(fact: str, level: str) -> str:
    if fact == "age":
        return _("aged %(age)s") % {"age": level.replace("-", "–")}
    if fact == "tenure":
        return str(TENURES.get(level, level))
    if fact == "other_lines":
        return str(LINES_HELD.get(level, level))
    return code_name(level, fact)
