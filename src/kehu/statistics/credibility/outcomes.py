"""What was observed of subjects against what was expected of them, reduced to classes of equals.

Reads a table of the engine with one row a subject (or a subject and period); gives `Outcomes`, arrays in numpy with the
number of subjects in each class, from which strengths are estimated.
The likelihood needs of a subject no more than how much was observed and expected; subjects alike in both are counted
by the engine, so that a book of millions comes down to some thousand classes. Expectations are alike where their
logarithms fall into the same stretch of 1/32, and stand for each other by their mean, so that sums are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

CLASS_WIDTH = 1 / 32  # of the logarithm of what was expected: 3%; it moves a strength by 0.02%
RATE_WIDTH = 1 / 8  # of the logarithm of the rate, which moves the strength only
DIGITS = 9  # decimals of a decayed count: sums in another order are the same count

UNTOLD = {"observed_before": 0.0, "expected_before": 0.0, "rate": 1.0}

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Outcomes:
    """Classes of subjects: counts observed against expected ones, and the record that each had before.

    Arrays of one length: `observed` (whole numbers) and `expected` of the period that is judged, `observed_before` and
    `expected_before` of its past (0 where the past is not apart), `rate`, what is expected of a year over what is usual
    (1 where it is not told), and the number of `subjects` in the class.
    """

    observed: Numbers
    expected: Numbers
    observed_before: Numbers
    expected_before: Numbers
    rate: Numbers
    subjects: Numbers

    def where(self, chosen: NDArray[np.bool_]) -> Outcomes:
        """The classes that are chosen."""
        return replace(self, **{name: numbers[chosen] for name, numbers in vars(self).items()})


def of_subjects(observed: Sequence[float] | Numbers, expected: Sequence[float] | Numbers) -> Outcomes:
    """Outcomes of subjects one by one, without a past. Raises ValueError where a count is not whole or negative.

    >>> of_subjects([0, 2], [0.5, 0.7]).subjects.tolist()
    [1.0, 1.0]
    """
    counts, expectations = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    nothing = np.zeros(len(counts))
    return _checked(Outcomes(counts, expectations, nothing, nothing, nothing + 1, nothing + 1))


def classes(subjects: ir.Table, *, by: Sequence[str] = ()) -> ir.Table:
    """Subjects reduced to classes of equals, apart for each value of the columns in `by`.

    Reads observed, expected and, where there are such columns, observed_before, expected_before and rate; gives these
    (but for counts as means of the class) and the number of subjects.

    >>> rows = pa.table({"observed": [0, 0, 1], "expected": [0.5, 0.501, 0.5]})
    >>> classes(ibis.memtable(rows)).order_by("observed").subjects.to_pyarrow().to_pylist()
    [2, 1]
    """
    missing = {name: ibis.literal(value) for name, value in UNTOLD.items() if name not in subjects.columns}
    rows = subjects.mutate(**missing)
    keys = {
        "observed": rows.observed,
        "observed_before": rows.observed_before.round(DIGITS),
        "expected_class": _class(rows.expected, CLASS_WIDTH),
        "expected_before_class": _class(rows.expected_before, CLASS_WIDTH),
        "rate_class": _class(rows.rate, RATE_WIDTH),
    }
    counted = rows.group_by([*by, *(value.name(name) for name, value in keys.items())]).agg(
        expected=rows.expected.mean(),
        expected_before=rows.expected_before.mean(),
        rate=rows.rate.mean(),
        subjects=rows.count(),
    )
    return counted.drop("expected_class", "expected_before_class", "rate_class")


def gathered(classes: pa.Table) -> Outcomes:
    """The classes that the engine made, as arrays. Raises ValueError where a count is not whole or negative.

    >>> rows = pa.table({"observed": [0, 1], "expected": [0.5, 0.5]})
    >>> gathered(classes(ibis.memtable(rows)).to_pyarrow()).subjects.tolist()
    [1.0, 1.0]
    """
    columns = (classes[field.name].to_numpy().astype(np.float64) for field in fields(Outcomes))
    return _checked(Outcomes(*columns))


def _class(number: ir.NumericValue, width: float) -> ir.NumericValue:
    """The stretch of the logarithm; empty for 0."""
    return (number.cast("float64").nullif(0).ln() / width).floor()


def _checked(outcomes: Outcomes) -> Outcomes:
    if any((numbers < 0).any() or not np.isfinite(numbers).all() for numbers in vars(outcomes).values()):
        raise ValueError("what was observed and expected are numbers from 0 up")
    if (outcomes.observed != np.floor(outcomes.observed)).any():
        raise ValueError("counts observed in the judged period are whole numbers: give them undecayed")
    return outcomes
