"""What the values of a column look like.

Reads a sample of a column's texts; gives a `Look`: dates and their format, amounts and their decimal sign, whole
numbers, yes or no, identity numbers, phones. For a person who reviews a proposed mapping, so a shape is named only
where nearly all values have it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kehu.stages.intake.formats import DATE_FORMATS
from kehu.stages.intake.texts import NO, YES

MOST = 0.9
MISSING = frozenset(("", "NA", "N/A", "NULL", "null"))
SHORTEST_DATE = 8
FEW = 30
EARLIEST, LATEST = 1900, 2100

PERSON = re.compile(r"[1-9]\d{16}[\dXx]|\d{8}[A-Z]|[XYZ]\d{7}[A-Z]|[A-Z][12]\d{8}")
COMPANY = re.compile(r"[1-9A-HJ-NPQRTUWXY][1-9A-Z]\d{6}[0-9A-Z]{10}|[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
PHONE = re.compile(r"(\+?86[- ]?)?1[3-9]\d{9}|(\+?34[- ]?)?[67]\d{8}|09\d{2}[- ]?\d{3}[- ]?\d{3}|0\d{2,3}-\d{7,8}")
PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][·-]?[A-Z0-9]{5,6}|\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}")
VIN = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-HJ-NPR-Z0-9]{17}")
DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
WHOLE = re.compile(r"[+-]?(0|[1-9]\d{0,14})")


def _fits(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: any(pattern.fullmatch(value) for pattern in patterns)


SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("identity", _fits(PERSON, COMPANY)),
    ("email", _fits(EMAIL)),
    ("phone", _fits(PHONE)),
    ("plate", _fits(PLATE)),
    ("vin", _fits(VIN)),
    ("flag", lambda value: value.lower() in YES + NO),
    ("whole", _fits(WHOLE)),
)
"""Shapes by name; the first that nearly all values have is the column's."""


@dataclass(frozen=True)
class Look:
    """What most values of a column are: "date", "flag", "whole", "number", "identity", "phone" … or "text".

    `formats` are the date formats that read every date, more than one where they cannot be told apart.
    """

    kind: str
    values: tuple[str, ...]
    formats: tuple[str, ...] = ()
    has_decimal_comma: bool = False

    @property
    def examples(self) -> str:
        """A few values to show; the shape alone where they may be somebody's own."""
        if self.kind in ("identity", "phone", "email", "plate", "vin"):
            return f"looks like {self.kind}"
        if self.kind == "text" and len(self.values) > FEW:
            return f"{len(self.values)} different texts in the sample"
        return ", ".join(repr(value[:20]) for value in self.values[:3]) or "always empty"


def look_at(texts: Sequence[str | None]) -> Look:
    """The look of a column's texts.

    >>> look_at(["15/04/1956", "03/02/1960", ""]).formats, look_at(["1.234,50", "3,20"]).has_decimal_comma
    (('%d/%m/%Y',), True)
    """
    values = tuple(dict.fromkeys(text.strip() for text in texts if text is not None and text.strip() not in MISSING))
    formats = date_formats(values)
    if formats:
        return Look("date", values, formats)
    shape = next((name for name, holds in SHAPES if _most(values, holds)), None)
    if shape:
        return Look(shape, values)
    has_comma = any(DECIMAL_COMMA.fullmatch(value) for value in values)
    as_number = [value.replace(".", "").replace(",", ".") if has_comma else value for value in values]
    is_number = _most(as_number, _fits(NUMBER)) and not any(_is_code(value) for value in values)
    return Look("number", values, has_decimal_comma=has_comma) if is_number else Look("text", values)


def date_formats(values: Sequence[str]) -> tuple[str, ...]:
    """The formats that read nearly all of the values as dates of this age; day first before month first."""
    sample = values[:300]
    fits = {format: sum(date_of(value, format) is not None for value in sample) for format in DATE_FORMATS}
    best = max(fits.values())
    if not sample or best < MOST * len(sample):
        return ()
    return tuple(format for format, count in fits.items() if count == best)


def is_company(value: str) -> bool:
    """Whether an identity number has a company's shape and not a person's."""
    return bool(COMPANY.fullmatch(value)) and not PERSON.fullmatch(value)


def _most(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(holds, values)) >= MOST * len(values)


def _is_code(value: str) -> bool:
    return len(value) > 1 and value[0] == "0" and value[1:].isdigit()


def date_of(value: str, format: str) -> datetime.date | None:
    """The date that a text gives in a format; None where it gives none of this age."""
    if len(value) < SHORTEST_DATE or (format == "%Y%m%d" and len(value) != SHORTEST_DATE):
        return None
    try:
        date = datetime.datetime.strptime(value, format).date()  # noqa: DTZ007  (a calendar date has no zone)
    except ValueError:
        return None
    return date if EARLIEST <= date.year < LATEST else None
