"""From texts to values: how dates, amounts, numbers and yes or no are read from what a source wrote.

Gives `read_text`, an expression of the kind asked for that is null where the text is no such value, and `RULES`, the
name and the advice of what was broken. Texts stay beside the values until the rows are judged, so that a reject can
show what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.engines import parse_date
from kehu.stages.intake.mapping import SourceFile
from kehu.tables.schema import DATATYPES, Kind

YES = ("1", "y", "yes", "t", "true", "s", "si", "sí", "是", "有")
NO = ("0", "n", "no", "f", "false", "否", "无", "無")
GROUPING = {".": ",", ",": "."}
MOST_WHOLE = 2**53


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
    plain = _plain_number(text, decimal=file.decimal or ".")
    if kind is Kind.MONEY:
        return plain.try_cast(DATATYPES[Kind.MONEY])
    real = plain.try_cast("float64")
    real = ibis.ifelse(real.isnan() | real.isinf(), ibis.null("float64"), real)
    if kind is Kind.NUMBER:
        return real
    return ibis.ifelse((real == real.floor()) & (real.abs() < MOST_WHOLE), real, ibis.null("float64")).cast("int64")


def is_rounded(text: ir.StringValue, file: SourceFile) -> ir.BooleanValue:
    """Whether an amount has more than two decimals, so that reading it rounds it to the cent."""
    plain = _plain_number(text, decimal=file.decimal or ".")
    return plain.try_cast("float64").notnull() & plain.re_search(r"\.\d{2}\d*[1-9]")


def _plain_number(text: ir.StringValue, *, decimal: str) -> ir.StringValue:
    """The number with a decimal point and ungrouped; null where the grouping sign does not part groups of three.

    So "1,5" in a file with decimal points is a mistake, and not fifteen.
    """
    grouping, sign = GROUPING[decimal], re.escape(decimal)
    grouped = text.re_search(rf"^[+-]?\d{{1,3}}({re.escape(grouping)}\d{{3}})+({sign}\d*)?$")
    without = ibis.ifelse(grouped, text.replace(grouping, ""), ibis.null("string"))
    ungrouped = ibis.ifelse(text.contains(grouping), without, text)
    return ungrouped.replace(",", ".") if decimal == "," else ungrouped


def _flag(text: ir.StringValue) -> ir.BooleanValue:
    said = text.lower()
    return ibis.cases((said.isin(YES), True), (said.isin(NO), False), else_=ibis.null("boolean"))
