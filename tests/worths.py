"""What earlier stages say of small books, for tests of value and segments: risks of terms and customers, renewals.

Gives tables from lists of rows, as `tests.ledgers` does; what a row leaves out is what most rows have.
The usual cover brings 1,000 a year, of which 100 are commission, 150 expenses and 500 claims, and renews with .8.
"""

import ibis
import pyarrow as pa

from kehu.assumptions import Valuation
from kehu.stages.value.policies import policy_values
from kehu.tables import RESULTS
from tests.ledgers import AS_OF, _cell, parameters

SURVIVAL = (0.8, 0.64, 0.512, 0.4096, 0.32768)
RENEWS = {f"survival_{year}": share for year, share in enumerate(SURVIVAL, start=1)}
COVER = {"term_id": "T1", "policy_id": "P1", "customer_id": "A", "line": "motor"}
USUAL = {
    "term_risks": COVER
    | {"record_factor": 1.0, "expected_cost": 500.0, "claims_handling_part": 0, "expense_part": 150}
    | {"commission_part": 100, "technical_price": 1000, "annual_premium": 1000},
    "customer_risks": {"customer_id": "A", "record_factor": 1.0, "record_lower": 0.8, "record_upper": 1.2}
    | {"grade": "C"},
    "renewal_occasions": COVER
    | {"renewal_date": "2025-07-01", "renewal_probability": 0.8, "lower": 0.7, "upper": 0.87, "reach_probability": 1.0}
    | RENEWS,
    "customer_values": {"customer_id": "A", "tier": "B"},
    "customer_segments": {"customer_id": "A", "grade": "C", "tier": "B", "strategy": "keep"},
    "identity_redirects": {},
    "price_responses": {"line": "motor"},
    "customers": {"customer_id": "A", "kind": "person"},
}


def told(name, *rows):
    """A result table of those rows."""
    types = RESULTS[name].datatypes()
    filled = [{key: _cell(types[key], cell) for key, cell in (USUAL[name] | row).items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(types).to_pyarrow()))


def assumed(*, discount=0.05, tiers=(("A", 0.5), ("B", 1.0)), **valuation):
    """Assumptions with a rate of discount, tiers of future value and a valuation."""
    entries = Valuation(**({"source": "made up", "service_cost": 0.0} | valuation))
    cuts = [{"name": name, "share": share} for name, share in tiers]
    given = parameters().model_dump() | {"discount": {"rate": discount, "source": "made up"}}
    return type(parameters()).model_validate(given | {"valuation": entries, "future_value_tiers": cuts})


def valued(*covers, service_cost=0.0, discount=0.05, **valuation):
    """Policy values of covers: each a row that may speak of the risk and of the renewal."""
    risks = [{k: v for k, v in cover.items() if k in RESULTS["term_risks"].columns} for cover in covers]
    renewals = [{k: v for k, v in cover.items() if k in RESULTS["renewal_occasions"].columns} for cover in covers]
    return policy_values(
        term_risks=told("term_risks", *risks),
        occasions=told("renewal_occasions", *renewals),
        as_of=ibis.literal(AS_OF),
        service_cost=service_cost,
        parameters=assumed(discount=discount, **valuation),
    )


def cover(number, **row):
    """A cover of customer number so and so."""
    return {"term_id": f"T{number}", "policy_id": f"P{number}", "customer_id": f"C{number}"} | row


def listed(table, *columns):
    """Rows of a table in the order of their cells, of some columns or all."""
    rows = table.to_pyarrow().to_pylist()
    cells = [tuple(row[name] for name in columns) if columns else row for row in rows]
    return sorted(cells, key=str)
