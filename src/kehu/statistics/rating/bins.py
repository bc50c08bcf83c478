"""Bins of one factor: which values share a level of a rating table.

Reads a factor's values, as a column of the engine or as an array; gives the number of each value's bin: 0 for missing,
then the bins in their order. A number falls into [a, b) between two cuts, so infinities fall into the outer bins and
NaN is missing; a code stands in a group of codes, and one that no group names falls into the last bin, "other",
because it is known but rare, which is not the same as unknown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

MISSING, OTHER = "missing", "other"
KINDS = ("numeric", "codes")
DIRECTIONS = ("up", "down", None)
LONGEST_LIST = 4096

Numbers = NDArray[np.int32]
Direction = Literal["up", "down"] | None


@dataclass(frozen=True)
class Binning:
    """The bins of a factor; `number` says which values they hold, `labels` what people call them.

    `cuts` (kind "numeric") ascend and part n + 1 bins; `groups` (kind "codes") are the codes of each bin but the last.
    `is_whole` says that the factor has whole numbers only. `monotone` says which way relativities have to go.
    Raises ValueError where the parts do not fit together.
    """

    factor: str
    kind: Literal["numeric", "codes"]
    cuts: tuple[float, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    is_whole: bool = False
    monotone: Direction = None

    def __post_init__(self) -> None:
        """Refuse bins that do not fit together."""
        fault = _fault(self)
        if fault:
            raise ValueError(f"the bins of {self.factor}: {fault}")

    @property
    def count(self) -> int:
        """How many bins there are, the one for missing values included."""
        return 2 + (len(self.cuts) if self.kind == "numeric" else len(self.groups))

    @property
    def is_ordered(self) -> bool:
        """Whether neighbouring bins are alike: so it is for numbers."""
        return self.kind == "numeric"

    @property
    def labels(self) -> tuple[str, ...]:
        """What a person calls each bin, by its number; no two are the same."""
        named = _numeric_labels(self) if self.is_ordered else [*map(_code_label, self.groups), OTHER]
        return (MISSING, *named)


def number(column: ir.Value, binning: Binning) -> ir.IntegerValue:
    """The number of the bin of each value, as an expression.

    Cuts are a balanced tree of comparisons, ⌈log₂ n⌉ for a value; whole numbers, and codes (texts, whole numbers or
    flags), are looked up in a list.

    >>> binning = Binning("age", "numeric", cuts=(18, 25), is_whole=True)
    >>> [number(ibis.literal(age), binning).to_pyarrow().as_py() for age in (17, 18, 99)]
    [1, 2, 3]
    """
    if binning.is_ordered:
        return _numeric_number(column, binning)
    codes = column if column.type().is_string() else column.cast("string")
    known = [(code, place) for place, group in enumerate(binning.groups, start=1) for code in group]
    listed = ibis.literal([code for code, _ in known], type="array<string>")
    places = ibis.literal([len(binning.groups) + 1, *(place for _, place in known)], type="array<int32>")
    # A code that is not in the list has the index -1, so the first place is that of "other".
    found = places[listed.index(codes) + 1]
    return ibis.ifelse(codes.isnull(), 0, found).cast("int32")


def numbers(values: NDArray[Any] | Sequence[Any], binning: Binning) -> Numbers:
    """The number of the bin of each value of an array; the same as `number` gives in the engine.

    >>> numbers(["B", None, "Z"], Binning("brand", "codes", groups=(("A",), ("B", "C")))).tolist()
    [2, 0, 3]
    """
    if binning.is_ordered:
        given = np.asarray(values, dtype=np.float64)
        placed = np.searchsorted(np.asarray(binning.cuts, dtype=np.float64), given, side="right") + 1
        return np.where(np.isnan(given), 0, placed).astype(np.int32)
    places = {code: place for place, group in enumerate(binning.groups, start=1) for code in group}
    distinct, inverse = _distinct([None if _is_missing(value) else _as_code(value) for value in values])
    found = [0 if code is None else places.get(code, len(binning.groups) + 1) for code in distinct]
    return np.asarray(found, dtype=np.int32)[inverse]


def translation(fine: Binning, coarse: Binning) -> Numbers:
    """For each bin of a fine binning, the bin of a coarse one of the same factor that holds it.

    Raises ValueError where a bin of the fine one lies across two of the coarse one.

    >>> ages = Binning("age", "numeric", cuts=(18, 25, 60))
    >>> translation(ages, Binning("age", "numeric", cuts=(25,))).tolist()
    [0, 1, 1, 2, 2]
    """
    if fine == coarse:
        return np.arange(fine.count, dtype=np.int32)
    if fine.is_ordered:
        if not set(coarse.cuts) <= set(fine.cuts):
            raise ValueError(f"the coarse bins of {fine.factor} have cuts that the fine ones have not")
        return np.concatenate([[0], numbers([-math.inf, *fine.cuts], coarse)]).astype(np.int32)
    held = [set(numbers(group, coarse).tolist()) for group in fine.groups]
    if any(len(places) > 1 for places in held) or _names_more(coarse, fine):
        raise ValueError(f"a group of {fine.factor} is spread over several groups of the coarse bins")
    return np.array([0, *(places.pop() for places in held), len(coarse.groups) + 1], dtype=np.int32)


def as_plain(binning: Binning) -> dict[str, Any]:
    """A binning as texts, numbers and lists, for files that people edit.

    >>> as_plain(Binning("brand", "codes", groups=(("A",), ("B", "C"))))
    {'factor': 'brand', 'kind': 'codes', 'groups': [['A'], ['B', 'C']]}
    """
    plain: dict[str, Any] = {"factor": binning.factor, "kind": binning.kind}
    if binning.is_ordered:
        plain |= {"is_whole": binning.is_whole, "cuts": [_plain_cut(cut, binning) for cut in binning.cuts]}
    else:
        plain["groups"] = [list(group) for group in binning.groups]
    return plain | ({"monotone": binning.monotone} if binning.monotone else {})


def from_plain(plain: Mapping[str, Any]) -> Binning:
    """The binning that `as_plain` wrote, or that a person did: a group of one code may stand bare.

    Raises ValueError that names the factor and what is wrong.

    >>> from_plain({"factor": "brand", "kind": "codes", "groups": ["A", ["B", "C"]]}).labels
    ('missing', 'A', 'B, C', 'other')
    """
    groups = [(group,) if isinstance(group, str) else tuple(map(str, group)) for group in plain.get("groups", ())]
    return Binning(
        factor=str(plain["factor"]),
        kind=plain["kind"],
        cuts=tuple(float(cut) for cut in plain.get("cuts", ())),
        groups=tuple(groups),
        is_whole=bool(plain.get("is_whole", False)),
        monotone=plain.get("monotone"),
    )


def _fault(binning: Binning) -> str:
    """What is wrong with a binning, or nothing."""
    if binning.kind not in KINDS or binning.monotone not in DIRECTIONS:
        return f"the kind is one of {KINDS}, the direction one of {DIRECTIONS}"
    return _fault_of_cuts(binning) or _fault_of_groups(binning)


def _fault_of_cuts(binning: Binning) -> str:
    if binning.cuts if binning.kind == "codes" else binning.groups:
        return "numbers have cuts, codes have groups"
    if any(not math.isfinite(cut) for cut in binning.cuts) or any(a >= b for a, b in pairwise(binning.cuts)):
        return "cuts are finite and ascend"
    if binning.is_whole and any(cut != int(cut) for cut in binning.cuts):
        return "whole numbers have whole cuts"
    return ""


def _fault_of_groups(binning: Binning) -> str:
    codes = [code for group in binning.groups for code in group]
    if len(set(codes)) < len(codes) or not all(binning.groups):
        return "a code stands in one group, and no group is empty"
    if binning.kind == "codes" and binning.monotone:
        return "codes have no order, so relativities cannot be monotone"
    return ""


def _numeric_number(column: ir.Value, binning: Binning) -> ir.IntegerValue:
    kind = column.type()
    if kind.is_integer() and binning.cuts and binning.cuts[-1] - binning.cuts[0] <= LONGEST_LIST:
        return _listed_number(column, binning)
    compared = column if kind.is_floating() else column.cast("float64")
    missing = compared.isnull() | compared.isnan()
    return ibis.ifelse(missing, 0, _tree(compared, binning.cuts, 1, len(binning.cuts) + 1)).cast("int32")


def _listed_number(column: ir.IntegerValue, binning: Binning) -> ir.IntegerValue:
    """The bin of whole numbers, looked up in a list of those between the outer cuts: a seventh of a tree's time."""
    first, last = math.ceil(binning.cuts[0]) - 1, math.ceil(binning.cuts[-1])
    listed = ibis.literal(numbers(np.arange(first, last + 1), binning).tolist(), type="array<int32>")
    inside = ibis.least(ibis.greatest(column.cast("int64"), first), last)
    return ibis.ifelse(column.isnull(), 0, listed[inside - first]).cast("int32")


def _tree(column: ir.Value, cuts: Sequence[float], first: int, last: int) -> ir.IntegerValue:
    """The bin between two, found by halving: bin n ends before cuts[n - 1]."""
    if first == last:
        return ibis.literal(first, type="int32")
    middle = (first + last) // 2
    return ibis.ifelse(
        column < cuts[middle - 1], _tree(column, cuts, first, middle), _tree(column, cuts, middle + 1, last)
    )


def _numeric_labels(binning: Binning) -> list[str]:
    cuts = binning.cuts
    if not cuts:
        return ["any"]
    if not binning.is_whole:
        inner = [f"{_written(low)}–<{_written(high)}" for low, high in pairwise(cuts)]
        return [f"< {_written(cuts[0])}", *inner, f"≥ {_written(cuts[-1])}"]
    inner = [f"{low:.0f}" if high == low + 1 else f"{low:.0f}–{high - 1:.0f}" for low, high in pairwise(cuts)]
    return [f"≤ {cuts[0] - 1:.0f}", *inner, f"≥ {cuts[-1]:.0f}"]


def _written(cut: float) -> str:
    return f"{cut:.0f}" if cut == int(cut) and abs(cut) < 2**53 else repr(cut)


def _plain_cut(cut: float, binning: Binning) -> float:
    return int(cut) if binning.is_whole else float(cut)


def _code_label(group: Sequence[str]) -> str:
    """The codes of a group; those that mean something else here, or hold a comma, stand in quotes."""
    return ", ".join(f'"{code}"' if code in (MISSING, OTHER, "") or "," in code else code for code in group)


def _as_code(value: object) -> str:
    """A code as the engine writes it as a text."""
    return str(value).lower() if isinstance(value, bool | np.bool_) else str(value)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _distinct(codes: Sequence[str | None]) -> tuple[list[str | None], NDArray[np.intp]]:
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    return list(places), np.array([places[code] for code in codes], dtype=np.intp)


def _names_more(coarse: Binning, fine: Binning) -> bool:
    """Whether a coarse group names a code that is among the others of the fine binning."""
    return bool({code for group in coarse.groups for code in group} - {c for group in fine.groups for c in group})
