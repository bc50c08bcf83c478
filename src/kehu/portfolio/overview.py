"""A run at a glance: how many customers, what they make together, and how few of them carry it.

Reads a run's manifest, results and the counts of its book; gives an `Overview`.
Customers and result come first: premium is what an insurer takes in, not what it earns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kehu.engines import Engine
from kehu.portfolio.curves import concentration_sentence, curves
from kehu.portfolio.customers import Tier, tiers
from kehu.portfolio.figures import Figures, total
from kehu.stores.run_folders import RunFolder, open_snapshot


@dataclass(frozen=True)
class Overview:
    """The main figures of a run."""

    run: str
    as_of: str
    currency: str
    batches: tuple[str, ...]
    sources: tuple[str, ...]
    seconds: float
    customer_count: int
    organisation_count: int
    record_count: int
    joined_customer_count: int
    policy_count: int
    customers_in_force: int
    policies_in_force: int
    claim_free_count: int
    losing_count: int
    losing_result: Decimal
    first_year: int | None
    last_year: int | None
    offers: Mapping[str, int]
    figures: Figures
    tiers: tuple[Tier, ...]
    concentration: tuple[str, ...]


def overview(run: RunFolder, *, engine: Engine) -> Overview:
    """The main figures of a run."""
    manifest = run.manifest
    return Overview(
        run=run.label,
        as_of=manifest["as_of"],
        currency=manifest["parameters"]["currency"],
        batches=tuple(batch["batch"] for batch in manifest["batches"]),
        sources=tuple(dict.fromkeys(batch["source"] for batch in manifest["batches"])),
        seconds=manifest["seconds"],
        **_people(run, engine),
        **_accounts(run, engine),
        offers=_offers(run, engine),
        figures=total(run, engine=engine),
        tiers=tiers(run, engine=engine),
        concentration=tuple(concentration_sentence(curve) for curve in curves(run, engine=engine)),
    )


def _people(run: RunFolder, engine: Engine) -> dict[str, Any]:
    customers = engine.read([run.table("customers")])
    counts = customers.agg(
        customer_count=customers.count(),
        organisation_count=(customers.kind == "organisation").sum(),
        record_count=customers.party_count.sum(),
        joined_customer_count=(customers.party_count > 1).sum(),
        policy_count=customers.policy_count.sum(),
        customers_in_force=(customers.policies_in_force > 0).sum(),
        policies_in_force=customers.policies_in_force.sum(),
    )
    (row,) = counts.to_pyarrow().to_pylist()
    return {name: int(value or 0) for name, value in row.items()}


def _accounts(run: RunFolder, engine: Engine) -> dict[str, Any]:
    results = engine.read([run.table("customer_results")])
    losing = results.result < 0
    counts = results.agg(
        claim_free_count=(results.claim_count == 0).sum(),
        losing_count=losing.sum(),
        losing_result=results.result.sum(where=losing),
    )
    (row,) = counts.to_pyarrow().to_pylist()
    accounts = engine.read([run.table("accounts")])
    (span,) = accounts.agg(first_year=accounts.year.min(), last_year=accounts.year.max()).to_pyarrow().to_pylist()
    return {
        "claim_free_count": int(row["claim_free_count"] or 0),
        "losing_count": int(row["losing_count"] or 0),
        "losing_result": row["losing_result"] or Decimal("0.00"),
        **span,
    }


def _offers(run: RunFolder, engine: Engine) -> dict[str, int]:
    """Renewal offers by outcome, as known on the run's date."""
    offers = open_snapshot(run, engine=engine)["renewal_offers"]
    rows = offers.group_by("outcome").agg(offer_count=offers.count()).order_by("outcome").to_pyarrow().to_pylist()
    return {row["outcome"] or "not yet known": row["offer_count"] for row in rows}
