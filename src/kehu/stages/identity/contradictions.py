"""What a customer has one of only: a true identity number of each kind, and a date of birth.

Reads records with their true numbers and dates of birth; gives what groups of them contradict each other by. Dates of
birth contradict each other only where they are more than one slip of the pen apart.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.statistics.linkage import Contradiction, Nodes
from kehu.tables import writing

# Of each of these one person or organisation has one.
NUMBERED = ("national_id", "company_code", "taiwan_id", "taiwan_company", "hong_kong_id", "spanish_id")
TOLD = ("place", "true_type", "true_number", "birth")


def said(rows: ir.Table) -> dict[str, ir.StringValue]:
    """Of what parties say, as `writing.identified` gives them, what a customer has one of only.

    A date of birth that nobody gave is read from a true national number.
    """
    return {
        "true_number": ibis.ifelse(rows.has_true_identity, number_of(rows), ibis.null("string")),
        "true_type": ibis.ifelse(rows.has_true_identity, rows.true_type, ibis.null("string")),
        "birth": rows.birth_date.cast("string").coalesce(writing.birth_in_number(rows)),
    }


def number_of(rows: ir.Table) -> ir.StringValue:
    """The identity number, where it is long enough to be one."""
    return ibis.ifelse(rows.true_number.length() > 3, rows.true_number, ibis.null("string"))


def contradictions(told: pa.Table) -> list[Contradiction]:
    """By what groups of records contradict each other; `told` has the columns of `TOLD`, in the order of its nodes."""
    births = pc.dictionary_encode(_whole(told["birth"]))
    written = births.dictionary.to_pylist()
    rules = [Contradiction(_codes(births), lambda one, other: are_alike(written[one], written[other]))]
    for kind in NUMBERED:
        numbers = pc.if_else(pc.equal(told["true_type"], kind), told["true_number"], None)
        rules.append(Contradiction(_codes(pc.dictionary_encode(_whole(numbers)))))
    return rules


def are_alike(birth: str, other: str) -> bool:
    """Whether two dates of birth may be one, written wrongly once: one sign apart, or day and month exchanged.

    >>> [are_alike("1980-03-05", other) for other in ("1980-05-03", "1980-03-06", "1976-11-05")]
    [True, True, False]
    """
    return sum(one != two for one, two in zip(birth, other, strict=True)) <= 1 or birth == (
        f"{other[:4]}-{other[8:]}-{other[5:7]}"
    )


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _codes(encoded: pa.DictionaryArray) -> Nodes:
    codes: Nodes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes
