"""What each cover in force is worth from its coming renewal on.

Reads what terms are expected to cost (`term_risks`) and whether they renew (`renewal_occasions`); gives the table
`policy_values`. A contract either runs or has ended, so its value is a sum over the years in which it still runs:

    value = result of a year × years,    years = Σ_{t=1..H} S(t) / (1 + d)^t

with S(t) the probability of cover after the t-th renewal from now and d the yearly rate of discount. The result of a
year is the present premium less charges, expected cost and service: prices are left as they are (status quo).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Parameters
from kehu.statistics.apportionment import from_cents, in_cents
from kehu.tables.values import PolicyValues

DAYS_A_YEAR = 365
NORMAL_95 = 1.959963984540054
LEAST = 1e-9  # a probability's distance from 0 and 1, where log odds end
MONEY = (
    *("annual_premium", "charges", "expected_cost", "service_cost", "annual_result"),
    *("coming_result", "lifetime_value"),
)


def policy_values(
    *, term_risks: ir.Table, occasions: ir.Table, as_of: ir.DateValue, service_cost: float, parameters: Parameters
) -> ir.Table:
    """One row a term in force with the columns of `PolicyValues`; `service_cost` is of a customer and year."""
    judged = occasions.filter(occasions.renewal_probability.notnull())
    rows = term_risks.left_join(judged, "term_id")
    yearly = _result_of_a_year(rows, service_cost=service_cost)
    lasting = _years(yearly, horizon=parameters.valuation.horizon_years, discount=parameters.discount.rate)
    valued = _valued(lasting, as_of=as_of)
    return valued.mutate(**{name: from_cents(valued[name]) for name in MONEY}).select(*PolicyValues.columns)


def _result_of_a_year(rows: ir.Table, *, service_cost: float) -> ir.Table:
    """Premium less what a year costs, in cents. Rates are those of the technical price: its parts over its whole."""
    price, cost = rows.technical_price.cast("float64"), rows.expected_cost.nullif(0)
    charged = (rows.commission_part + rows.expense_part).cast("float64") / price.nullif(0)
    handling = rows.claims_handling_part.cast("float64") / cost
    covers = rows.count().over(ibis.window(group_by="customer_id"))
    premium = in_cents(rows.annual_premium)
    costs = rows.mutate(
        annual_premium=premium,
        charges=(premium * charged.fill_null(0.0)).round().cast("int64"),
        expected_cost=in_cents(rows.expected_cost * (1 + handling.fill_null(0.0))),
        service_cost=in_cents(service_cost / covers),
    )
    result = costs.annual_premium - costs.charges - costs.expected_cost - costs.service_cost
    return costs.mutate(annual_result=result)


def _years(rows: ir.Table, *, horizon: int, discount: float) -> ir.Table:
    """Discounted years of cover, and how they answer to the log odds of renewal.

    Every year's probability is a product of renewals q, and the model errs alike in all of them: with odds moved by a
    log x, d ln S(t) / dx = Σ_{s≤t} (1 - q(s)).
    """
    years = effect = ibis.literal(0.0)
    lost, before = ibis.literal(0.0), rows.reach_probability
    for year in range(1, horizon + 1):
        here = rows[f"survival_{year}"]
        lost = lost + 1 - (here / before.nullif(0)).fill_null(0.0)
        years = years + here / (1 + discount) ** year
        effect = effect + here * lost / (1 + discount) ** year
        before = here
    odds = [rows[name].clip(LEAST, 1 - LEAST) for name in ("lower", "upper")]
    lower, upper = ((one / (1 - one)).ln() for one in odds)
    return rows.mutate(
        years=years,
        renewal=rows.survival_1,
        later_years=years / rows.survival_1.nullif(0),
        years_effect=effect,
        renewal_deviation=(upper - lower) / (2 * NORMAL_95),
    )


def _valued(rows: ir.Table, *, as_of: ir.DateValue) -> ir.Table:
    """The values in cents. The coming year is the rest of the term, certain, and what renews of it."""
    days = rows.renewal_date.delta(as_of, unit="day").clip(0, DAYS_A_YEAR)
    coming = (days + (DAYS_A_YEAR - days) * rows.renewal) / DAYS_A_YEAR
    return rows.mutate(
        coming_result=(rows.annual_result * coming).round().cast("int64"),
        lifetime_value=(rows.annual_result * rows.years).round().cast("int64"),
        renewal_effect=rows.annual_result * rows.years_effect / 100,
        record_effect=rows.expected_cost * rows.years / 100,
    )
