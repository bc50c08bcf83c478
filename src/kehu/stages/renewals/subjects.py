"""The renewals to be decided, each with all that an offer is judged by.

Reads open `renewal_occasions` with `policy_values`, `term_risks`, `customer_values`, `price_responses` and policies;
gives `Subjects`, arrays of one entry a renewal in the order of their terms, and how many could not be judged.
The price of new business for the same risk is its technical price before the customer's own record, times what new
covers of the line pay over theirs. A line with few claims is believed only in part: claims, and with them the technical
price, lean on the rate in force (`statistics/credibility/complement.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.statistics.credibility.complement import leant, line_credibilities
from kehu.statistics.draws import is_drawn
from kehu.tables import Snapshot

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
OPEN = "open"
RESPONSES = ("pessimistic", "central", "optimistic")
NAMES = ("term_id", "policy_id", "customer_id", "line", "channel", "branch", "product")
NUMBERS = (
    *(
        "expiring",
        "charges",
        "claims",
        "line_belief",
        "service",
        "own_record",
        "later_years",
        "reach",
        "renewal_probability",
    ),
    *("price_change", "other_covers", "technical", "rated", "new_price", "covers", *RESPONSES),
)


@dataclass(frozen=True)
class Names:
    """A column of names: a code for each renewal, and the name of each code; -1 where there is none."""

    codes: Ints
    names: tuple[str, ...]

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> Names:
        """The names of a column."""
        encoded = column.combine_chunks().dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        return cls(codes, tuple(encoded.dictionary.to_pylist()))

    def where(self, holds: Mapping[str, bool]) -> Flags:
        """Whether each renewal's name is one that holds."""
        told = np.array([*(holds[name] for name in self.names), False])
        found: Flags = told[self.codes]
        return found


@dataclass(frozen=True)
class Subjects:
    """All renewals to be decided, an entry each; amounts in the book's currency, of a year.

    `charges` is a share of the premium, `claims` the expected cost with handling, of which the own record makes
    `own_record`, and `line_belief` what the line's experience is not believed; `other_covers` is what goes with the
    cover if it goes; `covers` how many of the customer come up.
    """

    keys: pa.Table
    line: Names
    branch: Names
    product: Names
    customer: Names
    day: NDArray[np.datetime64]
    is_held_out: Flags
    expiring: Floats
    charges: Floats
    claims: Floats
    line_belief: Floats
    service: Floats
    own_record: Floats
    later_years: Floats
    reach: Floats
    renewal_probability: Floats
    price_change: Floats
    other_covers: Floats
    technical: Floats
    rated: Floats
    new_price: Floats
    covers: Floats
    pessimistic: Floats
    central: Floats
    optimistic: Floats

    def __len__(self) -> int:
        """How many renewals."""
        return len(self.expiring)


def gather(
    *, engine: Engine, snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters
) -> tuple[Subjects, ir.Table]:
    """The renewals that can be judged; and of all that are open: line, renewal_count, judged_count."""
    rows = engine.keep(_rows(snapshot, results, parameters))
    full = parameters.renewals.claims_for_full_belief
    beliefs = line_credibilities(claims=snapshot["claims"], policies=snapshot["policies"], claims_for_full=full)
    believed = leant(rows=rows, credibilities=engine.keep(beliefs))
    own = (believed.claims - believed.line_belief).nullif(0.0)
    rows = engine.keep(believed.mutate(technical=believed.technical * (believed.claims / own).fill_null(1.0)))
    known = rows.filter(rows.is_known).drop("is_known").order_by("term_id")
    counts = rows.group_by("line").agg(renewal_count=rows.count(), judged_count=rows.is_known.cast("int64").sum())
    return _as_arrays(known.to_pyarrow(), parameters), engine.keep(counts)


def _rows(snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters) -> ir.Table:
    """Every open renewal with what it is judged by, as columns of `NAMES` and `NUMBERS`."""
    asked = results["renewal_occasions"].filter(lambda row: row.decision == OPEN)
    asked = asked.filter(asked.renewal_date > ibis.literal(snapshot.as_of))
    joined = (
        asked.select("term_id", "renewal_date", "reach_probability", "renewal_probability", "price_change", "channel")
        .left_join(results["policy_values"], "term_id")
        .drop("term_id_right")
        .left_join(_risks(snapshot, results["term_risks"], parameters), "term_id")
        .drop("term_id_right")
        .left_join(_worth(results["customer_values"]), "customer_id")
        .drop("customer_id_right")
        .left_join(results["price_responses"].select("line", *RESPONSES), "line")
        .drop("line_right")
        .left_join(snapshot["policies"].select("policy_id", "product", "branch"), "policy_id")
        .drop("policy_id_right")
    )
    return _judged(joined, parameters)


def _worth(values: ir.Table) -> ir.Table:
    """What each customer is worth, and could be."""
    return values.select(
        "customer_id",
        lifetime_worth=values.lifetime_value.cast("float64").fill_null(0.0),
        potential_worth=values.potential_value.cast("float64").fill_null(0.0),
    )


def _risks(snapshot: Snapshot, term_risks: ir.Table, parameters: Parameters) -> ir.Table:
    """The technical price of each term before the customer's own record, and what new business pays for the same."""
    begun = ibis.literal(snapshot.as_of - datetime.timedelta(days=parameters.renewals.new_business_days))
    rated = term_risks.mutate(rated=term_risks.technical_price.cast("float64") / term_risks.record_factor)
    fresh = snapshot["policies"].filter(lambda row: row.first_inception_date > begun).select("policy_id")
    new = rated.semi_join(fresh, "policy_id").filter(lambda row: row.annual_premium.notnull() & (row.rated > 0))
    paid = new.group_by(new_line=new.line).agg(
        new_covers=new.count(), over_rated=new.annual_premium.cast("float64").sum() / new.rated.sum()
    )
    told = paid.filter(paid.new_covers >= parameters.renewals.least_new)
    joined = rated.left_join(told, rated.line == told.new_line)
    return joined.select(
        "term_id",
        "rated",
        technical=joined.technical_price.cast("float64"),
        new_price=joined.rated * joined.over_rated,
    )


def _judged(rows: ir.Table, parameters: Parameters) -> ir.Table:
    """The columns of an offer's judgement, and whether all that it takes is known."""
    prior = parameters.retention.prior_price_response
    premium = rows.annual_premium.cast("float64")
    claims = rows.expected_cost.cast("float64")  # of the line's own experience: `leant` moves them
    others = rows.lifetime_worth - rows.lifetime_value.cast("float64") + rows.potential_worth
    judged = rows.mutate(
        expiring=premium,
        charges=rows.charges.cast("float64") / premium.nullif(0.0),
        claims=claims,
        line_belief=ibis.literal(0.0),
        service=rows.service_cost.cast("float64"),
        own_record=claims * (1 - 1 / rows.record_factor),
        later_years=rows.later_years.fill_null(1 / (1 + parameters.discount.rate)),
        reach=rows.reach_probability,
        price_change=rows.price_change.fill_null(0.0),
        other_covers=others * parameters.renewals.others_follow,
        **{name: rows[name].fill_null(prior) for name in RESPONSES},
    )
    is_known = (judged.expiring > 0) & judged.renewal_probability.notnull() & judged.reach.notnull()
    is_known = (is_known & judged.claims.notnull() & (judged.technical > 0)).fill_null(False)
    covers = judged.mutate(is_known=is_known)
    counted = covers.mutate(covers=covers.is_known.cast("float64").sum().over(ibis.window(group_by="customer_id")))
    return counted.select(*NAMES, *NUMBERS, "renewal_date", "is_known")


def _as_arrays(rows: pa.Table, parameters: Parameters) -> Subjects:
    """The rows as arrays; a customer is held out with all covers, by a digest that no run changes."""
    customer = Names.of(rows["customer_id"])
    share, salt = parameters.renewals.held_out, parameters.renewals.held_out_salt
    held = {name: is_drawn(name, share=share, salt=salt) for name in customer.names}
    return Subjects(
        keys=rows.select([*NAMES[:6], "renewal_date"]),
        line=Names.of(rows["line"]),
        branch=Names.of(rows["branch"]),
        product=Names.of(rows["product"]),
        customer=customer,
        day=rows["renewal_date"].to_numpy().astype("datetime64[D]"),
        is_held_out=customer.where(held),
        **{name: rows[name].to_numpy().astype(np.float64) for name in NUMBERS},
    )
