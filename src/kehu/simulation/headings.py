"""How the source systems write: folders, headings, codes and date styles.

Reads `headings.toml`; gives `Dialect` for each of the two core systems, which hold the same facts and agree in nothing
else, and the headings of the rating factors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kehu.simulation.model import read_list

SERVICE_FOLDER = "客户服务"
PRODUCTS = [
    "机动车交通事故责任强制保险",
    "机动车商业保险",
    "家庭财产综合保险",
    "个人意外伤害保险",
    "财产一切险",
    "雇主责任保险",
    "公众责任保险",
]


@dataclass(frozen=True)
class Dialect:
    """How one core system writes its exports; `system` is its place among the party records' systems."""

    system: int
    name: str
    folder: str
    lines: list[int]
    dates: str
    groups_amounts: bool
    kinds: list[str]
    identity_types: list[str]
    genders: list[str]
    line_codes: list[str]
    channels: list[str]
    outcomes: list[str]
    files: Mapping[str, str]
    headings: Mapping[str, list[str]]

    def path(self, file: str) -> str:
        """Path below the exports of a file of the system."""
        return f"{self.folder}/{file}.csv"


@dataclass(frozen=True)
class FactorFile:
    """The file of a group's rating factors, in the dialect of its system."""

    dialect: Dialect
    file: str
    headings: list[str]

    @property
    def path(self) -> str:
        """Path below the exports."""
        return self.dialect.path(self.file)


@cache
def dialects() -> tuple[Dialect, ...]:
    """The motor core's dialect and the other core's."""
    systems: list[dict[str, Any]] = read_list("headings")["systems"]
    return tuple(Dialect(system=number, **system) for number, system in enumerate(systems))


@cache
def factor_files() -> tuple[FactorFile, ...]:
    """The files of rating factors, in the order of the model's groups of lines."""
    motor, other = dialects()
    return tuple(
        FactorFile(motor if entry["group"] == "motor" else other, entry["file"], entry["headings"])
        for entry in read_list("headings")["factors"]
    )
