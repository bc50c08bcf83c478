"""From texts to values: how dates, amounts, numbers and yes or no are read from what a source wrote.

Gives `read_text`, an expression of the kind asked for that is null where the text is no such value, and `RULES`, the
name and the advice of what was broken. Texts stay beside the values until the rows are judged, so that a reject can
show what the file says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.engines import parse_date
from kehu.stages.intake.entries import SourceFile
from kehu.tables.schema import DATATYPES, Kind

YES = ("1", "y", "yes", "t", "true", "s", "si", "sí", "是", "有")
NO = ("0", "n", "no", "f", "false", "否", "无", "無")
# A comma counts only between groups of three, so that "1,5" in a file with decimal points is a mistake, not fifteen.
GROUPED = r"(\d+|\d{1,3}(,\d{3})+)"
WHOLE = rf"^[+-]?{GROUPED}(\.0*)?$"
REAL = rf"^[+-]?({GROUPED}(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"


@dataclass(frozen=True)
class TextRule:
    """What a text must be to become a value of one kind."""

    name: str
    about: str
    advice: str


RULES: Mapping[Kind, TextRule] = {
    Kind.DATE: TextRule(
        "is_a_date",
        "The text is a calendar date in one of the mapped formats.",
        "Correct the date, or add its format under `dates` in the mapping.",
    ),
    Kind.MONEY: TextRule(
        "is_an_amount",
        "The text is an amount of money.",
        "Correct the amount, or set `decimal` in the mapping to the sign the file uses.",
    ),
    Kind.NUMBER: TextRule(
        "is_a_number",
        "The text is a number.",
        "Correct the number, or set `decimal` in the mapping to the sign the file uses.",
    ),
    Kind.WHOLE: TextRule("is_a_whole_number", "The text is a whole number.", "Correct the number, without a fraction."),
    Kind.FLAG: TextRule("is_yes_or_no", "The text is a yes or a no.", "Use 1/0, yes/no, true/false or 是/否."),
}


def blank_to_null(text: ir.StringValue, file: SourceFile) -> ir.StringValue:
    """The text without spaces around it; null where it is one of the file's words for a missing value."""
    trimmed = text.strip()
    return ibis.ifelse(trimmed.isin(sorted({"", *file.missing})), ibis.null("string"), trimmed)


def read_text(text: ir.StringValue, kind: Kind, file: SourceFile) -> ir.Value:
    """The value of a kind that a text gives; null where it gives none."""
    if kind is Kind.DATE:
        return parse_date(text, file.dates or ("%Y-%m-%d",))
    if kind is Kind.FLAG:
        return _flag(text)
    if kind in (Kind.TEXT, Kind.CODE):
        return text
    pointed = text.translate(",.", ".,") if file.decimal == "," else text
    if kind is Kind.WHOLE:
        return ibis.ifelse(pointed.re_search(WHOLE), pointed.replace(",", "").try_cast("int64"), ibis.null("int64"))
    datatype = DATATYPES[kind]
    return ibis.ifelse(pointed.re_search(REAL), pointed.replace(",", "").try_cast(datatype), ibis.null(datatype))


def _flag(text: ir.StringValue) -> ir.BooleanValue:
    said = text.lower()
    return ibis.cases((said.isin(YES), True), (said.isin(NO), False), else_=ibis.null("boolean"))
