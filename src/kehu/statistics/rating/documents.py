"""A rating model as a document: nested dictionaries of texts and numbers that TOML can hold and people can read.

Reads a model and gives its document, or the other way round; both ways together change nothing, to the last bit.
Every level stands on a line with its label, relativity, interval and exposure; a pair's table is written row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from kehu.statistics.rating.bins import Binning, as_plain, from_plain
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import Edit, RatingModel, RatingTable

SHOWN = ("relativities", "lower", "upper", "exposure")
LINE = ("relativity", "lower", "upper", "exposure")


def as_document(model: RatingModel) -> dict[str, Any]:
    """A model as plain values, in a fixed order.

    >>> list(as_document(example()))
    ['family', 'link', 'base', 'about', 'tables', 'edits']
    """
    family = {"name": model.family.name}
    return {
        "family": family | ({"power": model.family.power} if model.family.name == "tweedie" else {}),
        "link": model.family.link,
        "base": float(model.base),
        "about": dict(model.about),
        "tables": [_main(table) if len(table.binnings) == 1 else _pair(table) for table in model.tables],
        "edits": [asdict(edit) | {"factors": list(edit.factors), "levels": list(edit.levels)} for edit in model.edits],
    }


def from_document(document: Mapping[str, Any]) -> RatingModel:
    """The model that `as_document` wrote. Raises ValueError or KeyError where it is no such document.

    >>> from_document(as_document(example())).base
    0.1
    """
    edits = [
        Edit(**{**edit, "factors": tuple(edit["factors"]), "levels": tuple(edit["levels"])})
        for edit in document.get("edits", ())
    ]
    return RatingModel(
        family=Family(**document["family"]),
        base=float(document["base"]),
        tables=tuple(map(_read, document["tables"])),
        edits=tuple(edits),
        about=document.get("about", {}),
    )


def example() -> RatingModel:
    """A model of one factor, small enough for examples: the young have four times the claims of the old.

    >>> example().tables[0].relativities.tolist()
    [1.0, 2.0, 0.5]
    """
    relativities = np.array([1.0, 2.0, 0.5])
    table = RatingTable(
        binnings=(Binning("age", "numeric", cuts=(30,), is_whole=True),),
        relativities=relativities,
        lower=relativities * 0.9,
        upper=relativities * 1.1,
        exposure=np.array([0.0, 100.0, 100.0]),
    )
    return RatingModel(Family("poisson"), 0.1, (table,))


def _main(table: RatingTable) -> dict[str, Any]:
    (binning,) = table.binnings
    columns = [getattr(table, name).tolist() for name in SHOWN]
    levels = [
        {"level": label, **dict(zip(LINE, line, strict=True))}
        for label, *line in zip(binning.labels, *columns, strict=True)
    ]
    return {"bins": [as_plain(binning)], "levels": levels}


def _pair(table: RatingTable) -> dict[str, Any]:
    """Rows by the labels of the first factor; each holds lists along the labels of the second."""
    columns = [getattr(table, name).tolist() for name in SHOWN]
    rows = [
        {"level": label, **dict(zip(SHOWN, lists, strict=True))}
        for label, *lists in zip(table.binnings[0].labels, *columns, strict=True)
    ]
    return {"bins": list(map(as_plain, table.binnings)), "across": list(table.binnings[1].labels), "rows": rows}


def _read(document: Mapping[str, Any]) -> RatingTable:
    binnings = tuple(map(from_plain, document["bins"]))
    lines, names = (document["levels"], LINE) if "levels" in document else (document["rows"], SHOWN)
    arrays = [np.array([line[name] for line in lines], dtype=np.float64) for name in names]
    shape = tuple(binning.count for binning in binnings)
    if any(array.shape != shape for array in arrays):
        raise ValueError(f"the table of {binnings[0].factor} has not one value for each of its levels")
    if [line["level"] for line in lines] != list(binnings[0].labels):
        raise ValueError(f"the levels of {binnings[0].factor} are not those of its bins")
    return RatingTable(binnings, *arrays)
