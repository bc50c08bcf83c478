"""What each rule says, and what a person should do who broke it.

Gives `advise`: the reason and the advice for a rule's name on a table; reads the rules that tables and kinds declare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehu.stages.intake.texts import RULES
from kehu.tables import Table

REFERS = "refers_to_known_"
SHAPE = "has_the_headings_fields"


@dataclass(frozen=True)
class Advice:
    """Why a row was rejected, and what to do about it."""

    reason: str
    what_to_do: str


GENERAL = {
    "is_present": Advice("The value must be there.", "Fill it in at the source, or map another column."),
    "is_a_known_code": Advice(
        "The code is one of the list.", "Correct the code, or add it under `codes` in the mapping. Known: {codes}."
    ),
    "is_not_negative": Advice(
        "The value is zero or more.", "Correct the sign; a return of premium is an endorsement or a return premium."
    ),
    "is_unique": Advice(
        "The key stands once.", "Keep one of the rows with this key, or give the other a key of its own."
    ),
    SHAPE: Advice(
        "The row has as many fields as the heading.",
        "Put text that holds the delimiter into quotes, or complete a row that was cut off.",
    ),
}


def advise(rule: str, column: str, schema: type[Table] | None, *, mapped: Sequence[str] = ()) -> Advice:
    """The reason and the advice for a rule that a row of a table broke in a column.

    `mapped` lists the source's codes that the mapping translates for the column.
    """
    own = {rule.name: Advice(rule.about, rule.advice) for rule in (schema.rules if schema else ())}
    read = {rule.name: Advice(rule.about, rule.advice) for rule in RULES.values()}
    if rule in own or rule in read:
        return own.get(rule) or read[rule]
    if rule.startswith(REFERS):
        table = rule.removeprefix(REFERS)
        reason = f"What is named stands among the {table} of the file or of the book."
        return Advice(reason, f"Load the {table} first or together, or correct the key.")
    codes = mapped or (schema.columns[column].codes if schema and column in schema.columns else ())
    general = GENERAL.get(rule, Advice(rule.replace("_", " "), "Correct the value."))
    return Advice(general.reason, general.what_to_do.replace("{codes}", ", ".join(codes) or "any code"))
