"""Values that too many records share to tell persons apart, with where they come from: for whoever keeps the data.

Reads `hot_values`, `identities`, `customers` and the dossiers of a run; gives frozen values, the most shared first.
A salesperson's own telephone or a dealer's address is the channel's problem with its data.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from kehu.stores.keyed import rows_of
from kehu.stores.run_folders import RunFolder

CONTACT = "contact: "


@dataclass(frozen=True)
class SharedValue:
    """A value, how many records share it, and the first customer who has it, with whoever looks after it.

    `field` is phone, email or address, or the rule that would have joined the records, of which no value is told.
    """

    field: str
    value: str | None
    record_count: int
    customer_id: str
    branch: str | None
    channel: str | None
    producer_name: str | None


def shared_values(run: RunFolder, *, most: int) -> tuple[SharedValue, ...]:
    """The values that most records share."""
    path = run.table("hot_values")
    found = pq.read_table(path).to_pylist() if path.is_file() else []
    found.sort(key=lambda row: (-row["record_count"], row["rule"], row["party_id"]))
    shown = found[:most]
    if not shown:
        return ()
    keys = pa.array([row["party_id"] for row in shown], pa.string())
    identities = ds.dataset(run.table("identities")).to_table(filter=ds.field("party_id").isin(keys)).to_pylist()
    customer_of = {row["party_id"]: row["customer_id"] for row in identities}
    return tuple(
        _shared(run, row["rule"], row["party_id"], row["record_count"], customer_of[row["party_id"]]) for row in shown
    )


def _shared(run: RunFolder, rule: str, party_id: str, record_count: int, customer_id: str) -> SharedValue:
    field = rule.removeprefix(CONTACT)
    records = rows_of(run.table("dossier_parties"), "customer_id", customer_id)
    record = next((row for row in records if row["party_id"] == party_id), {})
    (customer,) = rows_of(run.table("customers"), "customer_id", customer_id)
    return SharedValue(
        field=field,
        value=record.get(field) if rule.startswith(CONTACT) else None,
        record_count=record_count,
        customer_id=customer_id,
        branch=customer["branch"],
        channel=customer["channel"],
        producer_name=customer["producer_name"],
    )
