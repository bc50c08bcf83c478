"""The perils of a line as a run knows them: how often they strike, what they cost, and whether they have models.

Reads `peril_risks` of a run; gives frozen values, the most frequent peril first.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow.parquet as pq

from kehu.stores.run_folders import RunFolder


@dataclass(frozen=True)
class PerilTold:
    """A peril of a line: claims told, its shares of the line, and whose models count for it ("" where none do)."""

    line: str
    peril: str
    claim_count: int
    claim_share: float | None
    cost_share: float | None
    claims_per_year: float | None
    cost_per_claim: float | None
    modelled_as: str
    reason: str


def perils_of(run: RunFolder, line: str) -> tuple[PerilTold, ...]:
    """The perils of a line; none where the run judges nothing, or is of an earlier release."""
    path = run.table("peril_risks")
    rows = pq.read_table(path, use_threads=False).to_pylist() if path.is_file() else []
    found = [row for row in rows if row["line"] == line]
    names = [name for name in PerilTold.__dataclass_fields__ if name != "modelled_as"]
    told = [PerilTold(**{name: row[name] for name in names}, modelled_as=row["modelled_as"] or "") for row in found]
    return tuple(sorted(told, key=lambda each: (-each.claim_count, each.peril)))
