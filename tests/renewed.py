"""What earlier stages say of renewals to come, for tests of the stage `renewals`; the usual cover is of `worths`."""

from kehu.renewal_assumptions import Renewals
from kehu.stages.renewals import subjects
from kehu.tables import RESULTS, SOURCES, Snapshot
from tests.ledgers import AS_OF, table
from tests.worths import assumed, cover, told, valued

OPEN = {"decision": "open", "price_basis": "usual", "judged_date": "2024-12-31"}


def assumptions(**more):
    """The assumptions of a run whose renewals are decided by these; one claim is enough to believe a line."""
    given = Renewals(**{"source": "a test", "least_new": 2, "held_out": 0.0, "claims_for_full_belief": 1.0} | more)
    return type(assumed()).model_validate(assumed().model_dump() | {"renewals": given.model_dump()})


def results(rows, worth=None, responses=None):
    """The book and the tables that the stage reads, of covers that come to their renewal.

    `worth` is lifetime and potential value by customer, and of others what their covers are worth; `responses` the
    pessimistic, central and optimistic response by line.
    """
    covers = [cover(place) | OPEN | row for place, row in enumerate(rows)]
    values = valued(*covers)
    customers = sorted({row["customer_id"] for row in covers})
    own = {row["term_id"]: row["lifetime_value"] for row in values.to_pyarrow().to_pylist()}
    sums = {name: sum(own[row["term_id"]] or 0 for row in covers if row["customer_id"] == name) for name in customers}
    pairs = {name: (sums[name], None) for name in customers} | (worth or {})
    names = ("pessimistic", "central", "optimistic")
    answers = [{"line": line} | dict(zip(names, found, strict=True)) for line, found in (responses or {}).items()]
    policies = [{"policy_id": row["policy_id"]} | _of(row, "policies") for row in covers]
    claims = [{"claim_id": f"C{row['policy_id']}", "policy_id": row["policy_id"], "paid": 100} for row in policies]
    return Snapshot(as_of=AS_OF, tables={"policies": table("policies", policies), "claims": table("claims", claims)}), {
        "renewal_occasions": told("renewal_occasions", *(_of(row, "renewal_occasions") for row in covers)),
        "policy_values": values,
        "term_risks": told("term_risks", *(_of(row, "term_risks") for row in covers)),
        "customer_values": told(
            "customer_values",
            *(
                {"customer_id": name, "lifetime_value": pair[0], "potential_value": pair[1]}
                for name, pair in pairs.items()
            ),
        ),
        "price_responses": told("price_responses", *answers),
    }


def gathered(engine, rows, parameters, **more):
    """The renewals of those covers as the stage gathers them, and by line how many were open and could be judged."""
    snapshot, tables = results(rows, **more)
    found, counts = subjects.gather(engine=engine, snapshot=snapshot, results=tables, parameters=parameters)
    rows = counts.to_pyarrow().to_pylist()
    return found, {row["line"]: (row["renewal_count"], row["judged_count"]) for row in rows}


def _of(row, name):
    return {key: cell for key, cell in row.items() if key in (SOURCES | RESULTS)[name].columns}
