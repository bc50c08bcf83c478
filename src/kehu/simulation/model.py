"""The generating model's parameters, each with its unit, read from `model.toml`.

Gives `Model`, frozen: values by name, by line of business, by factor level, and the perils of each line. One file
holds them all, so that whoever judges an estimate finds every true value in one place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from kehu.simulation.columns import Floats

LINES = (
    "motor_compulsory",
    "motor_commercial",
    "home",
    "accident",
    "property",
    "employers_liability",
    "public_liability",
)
COMPULSORY, COMMERCIAL, HOME, ACCIDENT, PROPERTY, EMPLOYERS, PUBLIC = range(7)
GROUPS = ("motor", "home", "accident", "property", "employers_liability", "public_liability")
GROUP_OF_LINE = np.array([0, 0, 1, 2, 3, 4, 5])
CHANNELS = ("direct", "agent", "broker", "dealer")


@dataclass(frozen=True)
class Entry:
    """One parameter: a unit, and its values by name (a single value has the name `value`)."""

    unit: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Peril:
    """A kind of event in a line, its share of the events, and the distribution of the loss.

    `lognormal`: scale is the median, shape the log standard deviation; `pareto`: Pareto of the second kind,
    shape the tail index.
    """

    line: int
    name: str
    share: float
    law: str
    scale: float
    shape: float


@dataclass(frozen=True)
class Model:
    """All parameters of the simulation."""

    entries: Mapping[str, Entry]
    perils: tuple[Peril, ...]

    def __call__(self, name: str, part: str = "value") -> float:
        """One value."""
        return self.entries[name].values[part]

    def by_line(self, name: str, default: float = 0.0) -> Floats:
        """The value of each line, in the order of LINES; an entry for a group of lines holds for all of them."""
        values = self.entries[name].values
        groups = [GROUPS[place] for place in GROUP_OF_LINE]
        return np.array(
            [values.get(line, values.get(group, default)) for line, group in zip(LINES, groups, strict=True)]
        )

    def named(self, name: str) -> Floats:
        """All values of an entry, in the order written."""
        return np.array(list(self.entries[name].values.values()))

    def names(self, name: str) -> list[str]:
        """The names of an entry's values, in the order written."""
        return list(self.entries[name].values)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every value with its name and unit: what `truth/effects` holds."""
        for name, entry in self.entries.items():
            for part, value in entry.values.items():
                yield {"parameter": name, "part": part, "value": value, "unit": entry.unit}
        for peril in self.perils:
            name = f"perils.{LINES[peril.line]}.{peril.name}"
            for part, unit in (("share", "share of events"), ("scale", "yuan"), ("shape", peril.law)):
                yield {"parameter": name, "part": part, "value": float(getattr(peril, part)), "unit": unit}


def read_list(name: str) -> dict[str, Any]:
    """One of the package's TOML files of lists."""
    text = resources.files("kehu.simulation").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def read_model() -> Model:
    """The parameters in `model.toml`.

    >>> read_model()("population.company_share")
    0.08
    """
    content = read_list("model")
    perils = tuple(Peril(**{**peril, "line": LINES.index(peril["line"])}) for peril in content.pop("perils"))
    entries = {
        f"{group}.{name}": Entry(entry["unit"], {part: float(value) for part, value in entry.items() if part != "unit"})
        for group, members in content.items()
        for name, entry in members.items()
    }
    return Model(entries, perils)
