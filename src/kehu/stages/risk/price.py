"""The technical price of a term: the price of a year at which it pays for itself, with its parts.

Reads terms in force with their expected cost and the rates of each line and channel; gives the terms with parts and
price in cents. Commission, expenses and margin are shares of the price itself, so with cost C and rates c, e, m
the price is P = C / (1 - c - e - m), and cost and shares add up to it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.assumptions import rate_of
from kehu.parameters import Parameters
from kehu.statistics.apportionment import from_cents, in_cents
from kehu.tables import Snapshot

PARTS = ("risk_part", "large_loss_part", "claims_handling_part", "expense_part", "commission_part", "margin_part")
DEAREST = 0.95  # of a price: shares of it that sum to more leave no price
YEAR_DAYS = 365


def loadings(*, snapshot: Snapshot, parameters: Parameters) -> ir.Table:
    """The rates of each line and channel; commission is the book's own where it has enough terms with one."""
    policies = snapshot["policies"].select("policy_id", "line", "channel")
    terms = snapshot["terms"].filter(lambda term: term.commission.notnull() & (term.written_premium > 0))
    paid = terms.inner_join(policies, "policy_id")
    own = paid.group_by("line", "channel").agg(
        terms=paid.count(),
        commission=in_cents(paid.commission).sum().cast("float64"),
        premium=in_cents(paid.written_premium).sum().cast("float64"),
    )
    told = {(row["line"], row["channel"]): row for row in own.to_pyarrow().to_pylist()}
    cells = policies.select("line", "channel").distinct().to_pyarrow().to_pylist()
    rows = [_rates(cell, told.get((cell["line"], cell["channel"])), parameters) for cell in cells]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))


SCHEMA = pa.schema(
    [
        ("rated_line", pa.string()),
        ("rated_channel", pa.string()),
        ("commission_rate", pa.float64()),
        ("expense_rate", pa.float64()),
        ("margin_rate", pa.float64()),
        ("handling_rate", pa.float64()),
    ]
)


def _rates(cell: dict[str, str | None], own: dict[str, float] | None, parameters: Parameters) -> dict[str, object]:
    where = {"line": cell["line"], "channel": cell["channel"]}
    commission = rate_of(parameters.commission_rates, **where)
    if own is not None and own["terms"] >= parameters.pricing.least_commissions:
        commission = max(0.0, own["commission"] / own["premium"])
    expense = rate_of(parameters.expense_rates, **where)
    margin = rate_of(parameters.pricing.margin_rates, **where)
    scale = min(1.0, DEAREST / max(commission + expense + margin, 1e-12))
    return {
        "rated_line": cell["line"],
        "rated_channel": cell["channel"],
        "commission_rate": commission * scale,
        "expense_rate": expense * scale,
        "margin_rate": margin * scale,
        "handling_rate": rate_of(parameters.pricing.claims_handling_rates, **where),
    }


def priced(terms: ir.Table, *, rates: ir.Table) -> ir.Table:
    """Terms with the parts of their technical price, the price, and how far the premium reaches.

    Reads line, channel, capped_cost (a year, with the record), expected_cost, annual_premium; money in currency.
    Every part is rounded to the cent but the margin, which is what is left of the rounded price.
    """
    same = terms.channel.identical_to(rates.rated_channel) & terms.line.identical_to(rates.rated_line)
    rated = terms.left_join(rates, same)
    rated = rated.fill_null(dict.fromkeys(SCHEMA.names[2:], 0.0))
    handling = rated.expected_cost * rated.handling_rate
    shares = rated.commission_rate + rated.expense_rate + rated.margin_rate
    price = (rated.expected_cost + handling) / (1 - shares)
    cents = rated.mutate(
        technical_price=in_cents(price),
        risk_part=in_cents(rated.capped_cost),
        large_loss_part=in_cents(rated.expected_cost - rated.capped_cost),
        claims_handling_part=in_cents(handling),
        expense_part=in_cents(price * rated.expense_rate),
        commission_part=in_cents(price * rated.commission_rate),
    )
    others = sum((cents[name] for name in PARTS[:-2]), cents.commission_part)
    whole = cents.mutate(margin_part=cents.technical_price - others)
    ratio = in_cents(whole.annual_premium) / whole.technical_price.nullif(0)
    money = {name: from_cents(whole[name]) for name in (*PARTS, "technical_price")}
    return whole.mutate(adequacy=ratio, **money).select(*terms.columns, *PARTS, "technical_price", "adequacy")


def annual_premiums(*, snapshot: Snapshot, terms: ir.Table) -> ir.Table:
    """Terms with `annual_premium`: what is charged for a year of their cover, changes included; empty without one."""
    whole, changes = snapshot["terms"].select("term_id", "expiry_date"), snapshot["endorsements"]
    known = changes.filter(changes.effective_date <= ibis.literal(snapshot.as_of))
    yearly = terms.inner_join(whole, "term_id")
    days = ibis.greatest(yearly.expiry_date.delta(yearly.inception_date, unit="day"), 1)
    yearly = yearly.mutate(of_term=yearly.written_premium.cast("float64") * YEAR_DAYS / days)
    added = _changes(known, snapshot=snapshot)
    joined = yearly.left_join(added, "term_id").drop("term_id_right")
    return joined.mutate(annual_premium=joined.of_term + joined.of_changes.fill_null(0.0)).drop(
        "of_term", "of_changes", "expiry_date"
    )


def _changes(known: ir.Table, *, snapshot: Snapshot) -> ir.Table:
    """What changes add to a year's premium: each is paid for the days from its effect to the expiry."""
    ends = snapshot["terms"].select("term_id", "expiry_date")
    dated = known.inner_join(ends, "term_id")
    days = ibis.greatest(dated.expiry_date.delta(dated.effective_date, unit="day"), 1)
    yearly = dated.premium_change.cast("float64") * YEAR_DAYS / days
    return dated.group_by("term_id").agg(of_changes=yearly.sum())
