"""A replay: a run of the past, and the book as it was known then and as it is known later.

Reads a run made as of the past; gives `Replay`, from which each comparison takes its foretold and its came-true side.
What is foretold comes from the tables of that run and from the book as of its date, and from nowhere else.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stores.run_folders import RunFolder
from kehu.tables import Snapshot

YEAR_DAYS = 365


@dataclass(frozen=True)
class Replay:
    """A run of the past beside the book of its date and the book of later, and the assumptions of both.

    With `is_all_told` the later book is taken to hold every claim there will be, at its last amount.
    """

    engine: Engine
    run: RunFolder
    known: Snapshot
    later: Snapshot
    parameters: Parameters
    is_all_told: bool = False

    @property
    def as_of(self) -> datetime.date:
        """The date of the run: everything foretold rests on what was known then."""
        return self.known.as_of

    @property
    def until(self) -> datetime.date:
        """The date up to which it is compared with what came."""
        return self.later.as_of

    @property
    def years(self) -> float:
        """Years between the two."""
        return (self.until - self.as_of).days / YEAR_DAYS

    def table(self, name: str) -> ir.Table:
        """A table of the run."""
        return self.engine.read([self.run.table(name)])

    def placed(self, rows: ir.Table) -> ir.Table:
        """Rows of policies or customers with the grade that the run gave their customer; `none` without one."""
        graded = self.table("customer_risks").select(graded_id="customer_id", grade="grade")
        joined = rows.left_join(graded, rows.customer_id == graded.graded_id).drop("graded_id")
        return joined.mutate(grade=joined.grade.fill_null("none"))
