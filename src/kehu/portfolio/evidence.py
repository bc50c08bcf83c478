"""What a run's customers rest on: how records were joined, and how good the data are.

Reads `customers`, `identity_reasons`, `identity_redirects`, `hot_values` and `data_quality`; gives frozen summaries.
A customer made of several records is a claim about persons, so the rules and what they could not tell are shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import ibis

from kehu.engines import Engine
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS


@dataclass(frozen=True)
class RuleCount:
    """How many records a rule of identity joined to an earlier one."""

    rule: str
    joined_count: int


@dataclass(frozen=True)
class HotValue:
    """A value that too many records share to be evidence."""

    rule: str
    party_id: str
    record_count: int


@dataclass(frozen=True)
class IdentitySummary:
    """How records became customers. `sizes` counts the customers by the number of their records."""

    record_count: int
    customer_count: int
    rules: tuple[RuleCount, ...]
    sizes: tuple[tuple[int, int], ...]
    hot_values: tuple[HotValue, ...]
    hot_value_count: int
    redirect_count: int


@dataclass(frozen=True)
class Quality:
    """Shares of complete and true party data in one branch and channel; a share is None where nobody is judged."""

    branch: str
    channel: str
    party_count: int
    identity_share: float | None
    phone_share: float | None
    own_phone_share: float | None
    address_share: float | None
    birth_share: float | None
    vin_share: float | None  # also of runs that judged no vehicles yet
    plate_share: float | None  # likewise
    score: float | None


def identity_summary(run: RunFolder, *, most: int, engine: Engine) -> IdentitySummary:
    """How records became customers, with at most `most` of the hot values, the hottest first."""
    customers = engine.read([run.table("customers")])
    sizes = customers.group_by("party_count").agg(customer_count=customers.count()).order_by("party_count")
    by_size = tuple((row["party_count"], row["customer_count"]) for row in sizes.to_pyarrow().to_pylist())
    reasons = engine.read([run.table("identity_reasons")])
    rules = reasons.group_by("rule").agg(joined_count=reasons.count()).order_by(ibis.desc("joined_count"), "rule")
    hot = engine.read([run.table("hot_values")]).order_by(ibis.desc("record_count"), "rule", "party_id")
    return IdentitySummary(
        record_count=sum(size * count for size, count in by_size),
        customer_count=sum(count for _, count in by_size),
        rules=tuple(RuleCount(**row) for row in rules.to_pyarrow().to_pylist()),
        sizes=by_size,
        hot_values=tuple(HotValue(**row) for row in hot.limit(most).to_pyarrow().to_pylist()),
        hot_value_count=int(hot.count().to_pyarrow().as_py()),
        redirect_count=int(engine.read([run.table("identity_redirects")]).count().to_pyarrow().as_py()),
    )


def data_quality(run: RunFolder, *, engine: Engine) -> tuple[Quality, ...]:
    """The quality of the data by branch and channel, the poorest first."""
    rows = engine.read([run.table("data_quality")]).order_by("score", "branch", "channel")
    columns = RESULTS["data_quality"].columns
    records = rows.select(*(name for name in columns if name in rows.columns)).to_pyarrow().to_pylist()
    return tuple(Quality(**{name: _finite(record.get(name)) for name in columns}) for record in records)


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
