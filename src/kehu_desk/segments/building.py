"""The rows of the builder: what was typed, what may be asked of each fact, and what is wrong.

Reads the fields of a form, row by row, or a saved definition; gives rows and the `Definition` that the finished ones
make. A row that is not finished is kept as it is and asks for nothing yet. "Or" joins a row with the one above it; when
the first of a group goes, the next one begins the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from kehu_desk.engine import FACTS, Condition, ConditionError, Definition, FactKind, choices_of
from kehu_desk.segments import words

MOST_ROWS = 20
MOST_BOXES = 12  # choices that stand as boxes; more are typed, with suggestions
OPEN_CHOICES = frozenset({"is", "is_not", "holds", "holds_not"})
IN_DAYS = frozenset({"within", "since", "before"})
NO_VALUE = frozenset({"known", "unknown", "yes", "no"})
RANKED = frozenset({"grade", "former_grade", "value_tier", "former_tier", "result_tier"})  # A before B
AND, OR = "and", "or"
RATIO = "80%"  # how ratios may be written


@dataclass(frozen=True)
class Row:
    """A row of the builder. `input` says what its values are given in: boxes, text, number, date, days, or nothing.

    `absent` are values that nobody of the run has: the row counts nobody by them.
    """

    number: int
    joiner: str
    fact: str
    operator: str
    values: tuple[str, ...]
    operators: tuple[tuple[str, str], ...]
    input: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    fault: str
    absent: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first value, or all that were typed where there may be many."""
        return ", ".join(self.values) if self.input == "text" else (self.values[0] if self.values else "")

    @property
    def second(self) -> str:
        """The second value of two bounds."""
        return self.values[1] if len(self.values) > 1 else ""

    @property
    def has_two(self) -> bool:
        """Whether two values are asked for."""
        return self.operator == "between"

    @property
    def is_unfinished(self) -> bool:
        """Whether nothing is wrong but that a value is still to be given."""
        return bool(self.fault) and not any(self.values)

    @property
    def condition(self) -> Condition | None:
        """What it asks, if it is finished and right."""
        return Condition(self.fact, self.operator, self.values) if self.fact and not self.fault else None


def rows_of(data: QueryDict, *, run: str, scope: str) -> list[Row]:
    """The rows of a form that was sent, one added or taken out where that was asked for."""
    count = int(data.get("rows", "0")) if data.get("rows", "0").isdecimal() else 0
    deed = data.get("do", "")
    numbers = [number for number in range(min(count, MOST_ROWS)) if deed != f"remove-{number}"]
    rows = [
        made_row(
            place,
            joiner=_joiner(data, number, deed),
            fact=data.get(f"fact-{number}", ""),
            operator=data.get(f"operator-{number}", ""),
            values=_typed(data, number),
            run=run,
            scope=scope,
        )
        for place, number in enumerate(numbers)
    ]
    if (deed == "add" or not rows) and len(rows) < MOST_ROWS:
        rows.append(empty_row(len(rows)))
    return rows


def rows_of_definition(definition: Definition, *, run: str, scope: str) -> list[Row]:
    """The rows of a saved definition, or one empty row."""
    rows: list[Row] = []
    for group in definition.groups:
        for place, one in enumerate(group):
            joiner = OR if place else AND
            asked = {"fact": one.fact, "operator": one.operator, "values": one.values}
            rows.append(made_row(len(rows), joiner=joiner, **asked, run=run, scope=scope))  # type: ignore[arg-type]
    return rows or [empty_row(0)]


def definition_of(rows: Sequence[Row]) -> Definition:
    """What the finished rows ask: a row joined by "or" belongs to the group above it."""
    groups: list[list[Condition]] = []
    for row in rows:
        if row.joiner != OR or not groups:
            groups.append([])
        if row.condition is not None:
            groups[-1].append(row.condition)
    return Definition(tuple(tuple(group) for group in groups if group))


def empty_row(number: int) -> Row:
    """A row of which nothing is known yet."""
    return Row(number, AND, "", "", (), (), "", (), "", "")


def made_row(
    number: int, *, joiner: str, fact: str, operator: str, values: tuple[str, ...], run: str, scope: str
) -> Row:
    """A row with what may be asked of its fact; the first operator of a fact is taken where none fits."""
    if not fact:
        return empty_row(number)
    known = FACTS.get(fact)
    if known is None:
        return Row(number, joiner, fact, operator, values, (), "", (), "", str(words.FAULTS["fact"]))
    fitting = operator if operator in known.operators else known.operators[0]
    found = _found(fact, fitting, known.kind, run=run, scope=scope)
    asked = _parted(values, found)
    choices = _choices(fact, found, asked) if fitting in OPEN_CHOICES else ()
    shape = _input(known.kind, fitting, len(choices))
    kept = _kept(asked, fitting, shape)
    return Row(
        number=number,
        joiner=joiner if joiner in (AND, OR) else AND,
        fact=fact,
        operator=fitting,
        values=kept,
        operators=tuple((one, str(words.OPERATORS[one])) for one in known.operators),
        input=shape,
        choices=choices,
        hint=RATIO if known.is_ratio else "",
        fault=_fault(Condition(fact, fitting, kept)),
        absent=tuple(words.value_name(fact, value) for value in kept if choices and value not in found),
    )


def _joiner(data: QueryDict, number: int, deed: str) -> str:
    """How a row is joined: the one after a row that goes begins a group where that one did."""
    joiners = [data.get(f"joiner-{number}", AND)]
    if deed == f"remove-{number - 1}":
        joiners.append(data.get(f"joiner-{number - 1}", AND))
    return OR if all(joiner == OR for joiner in joiners) else AND


def _is_of_another(data: QueryDict, number: int) -> bool:
    """Whether the values were given for another fact, and say nothing of this one."""
    was, now = (FACTS.get(data.get(f"{name}-{number}", "")) for name in ("was", "fact"))
    if was is None or now is None or was == now:
        return False
    return was.kind is not now.kind or now.kind in (FactKind.CHOICE, FactKind.SET)


def _typed(data: QueryDict, number: int) -> tuple[str, ...]:
    """The values of a row: boxes that were ticked, texts between commas, or one or two bounds."""
    if _is_of_another(data, number):
        return ()
    ticked = data.getlist(f"box-{number}")
    if ticked:
        return tuple(ticked)
    listed = data.get(f"list-{number}")
    if listed is not None:
        return tuple(part.strip() for part in listed.replace("，", ",").split(",") if part.strip())
    first, second = (data.get(f"{name}-{number}", "").strip() for name in ("value", "second"))
    return (first, second) if second else (first,)


def _found(fact: str, operator: str, kind: FactKind, *, run: str, scope: str) -> list[str]:
    """What a choice may be in this run."""
    if kind not in (FactKind.CHOICE, FactKind.SET) or operator not in OPEN_CHOICES:
        return []
    found = choices_of(run, fact, scope=scope)
    return sorted(found) if fact in RANKED else found


def _parted(values: tuple[str, ...], found: Sequence[str]) -> tuple[str, ...]:
    """The values, those parted that list choices with “、” between them: many a name has one inside."""
    parted: list[str] = []
    for value in values:
        parts = [part.strip() for part in value.split("、")]
        parted += parts if value not in found and all(part in found for part in parts) else [value]
    return tuple(parted)


def _kept(values: tuple[str, ...], operator: str, shape: str) -> tuple[str, ...]:
    """The values that the operator has room for; of two bounds each keeps its place."""
    if operator == "between" and any(values[:2]):
        return values[:2]
    given = values if shape in ("boxes", "text") else values[:1]
    return tuple(value for value in given if value != "") if shape else ()


def _choices(fact: str, found: Sequence[str], values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What a choice may be in this run, and what was chosen before even if this run has none of it."""
    codes = dict.fromkeys((*found, *(value for value in values if value)))
    return tuple((code, words.value_name(fact, code)) for code in codes)


def _input(kind: FactKind, operator: str, choices: int) -> str:
    """In what the values are given."""
    if operator in NO_VALUE:
        return ""
    if operator in OPEN_CHOICES:
        return "boxes" if choices <= MOST_BOXES else "text"
    if kind is FactKind.DATE:
        return "days" if operator in IN_DAYS else "date"
    return "number"


def _fault(condition: Condition) -> str:
    """What is wrong with a condition, in words; "" where nothing is."""
    if "" in condition.values:
        return str(words.FAULTS["count"])
    try:
        condition.check()
    except ConditionError as error:
        return str(words.FAULTS[error.fault])
    return ""
