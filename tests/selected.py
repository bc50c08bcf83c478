"""A run of seven customers with facts, for tests of segments."""

from __future__ import annotations

import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.tables.facts import CustomerFacts
from tests.modelled import write_run

DAY = datetime.date(2023, 12, 31)
PEOPLE = [
    {"customer_id": "C1", "kind": "person", "age_years": 34, "grade": "A", "lines": ",home,motor,",
     "branch": "HQ/North", "earned_premium": "1000", "incurred": "100", "result": "500", "future_value": "900",
     "lifetime_value": "800",
     "next_expiry_date": DAY + datetime.timedelta(days=20), "value_tier": "A", "services_last_year": 0},
    {"customer_id": "C2", "kind": "person", "age_years": 61, "grade": "B", "lines": ",motor,", "branch": "HQ/North/2",
     "earned_premium": "800", "incurred": "0", "result": "300", "future_value": "400", "lifetime_value": "300",
     "next_expiry_date": DAY + datetime.timedelta(days=90), "value_tier": "B", "services_last_year": 2,
     "last_service_date": DAY - datetime.timedelta(days=10)},
    {"customer_id": "C3", "kind": "organisation", "grade": "E", "lines": ",property,", "branch": "HQ/South",
     "earned_premium": "9000", "incurred": "12000", "result": "-5000", "future_value": "-200", "lifetime_value": "-200",
     "next_expiry_date": DAY, "value_tier": "D", "services_last_year": 0, "is_newcomer": True},
    {"customer_id": "C4", "kind": "person", "age_years": 19, "grade": "C", "lines": ",motor_commercial,",
     "branch": "HQ/South", "earned_premium": "700", "incurred": "50", "result": "90", "future_value": "10",
     "lifetime_value": "5", "value_tier": "C", "services_last_year": 0,
     "last_service_date": DAY - datetime.timedelta(days=500), "is_newcomer": False},
    {"customer_id": "C5", "kind": "person", "branch": "HQ/Nor", "earned_premium": "10", "incurred": "0", "result": "1"},
    {"customer_id": "C6", "branch": "HQ", "earned_premium": "0", "incurred": "0", "result": "0"},
    {"customer_id": "C7"},
]  # fmt: skip


def write_facts(folder, *, label="R000001", as_of="2023-12-31", people=PEOPLE):
    """A run folder with models and the facts of those people."""
    run = write_run(folder, label=label, as_of=as_of)
    columns = {
        name: pa.array([row.get(name) for row in people], pa.string() if kind.is_decimal() else kind.to_pyarrow())
        for name, kind in CustomerFacts.datatypes().items()
    }
    table = pa.table(columns).cast(pa.schema([(n, k.to_pyarrow()) for n, k in CustomerFacts.datatypes().items()]))
    pq.write_table(table, run.table("customer_facts"))
    return run
