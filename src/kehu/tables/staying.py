"""What a run says of staying: the renewals to come, their models, the response to prices, curves of retention.

Declares the output tables of the stage `retention`; holds no data.
Probabilities come with their interval and with the levels of the model's tables that lead to them, so that a reader
can multiply the odds by hand.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, date, money, number, text, whole

PROBABILITY = "probability"


class RenewalOccasions(Table):
    """A cover in force that comes to its renewal: when, how it was judged, and why."""

    key = ("term_id",)
    filed_by = "customer_id"

    term_id = text("The term that expires", required=True, refers_to="terms")
    policy_id = text("Its policy", required=True, refers_to="policies")
    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    channel = code("Sales channel of the policy")
    branch = text("Branch path of the policy")
    renewal_date = date("First day of the next term", required=True)
    judged_date = date(
        "Day as of which the renewal is judged: the offer's, or the usual one, or the run's", required=True
    )
    decision = code("What came of it so far", "open", "renewed", "not_renewed", required=True)
    premium = money("Expiring premium, for a whole year")
    price_basis = code(
        "Price for which the probability holds: the one offered, or a change as usual in the line", "offered", "usual"
    )
    price_change = number("Change of the premium for which the probability holds", unit="log of new / expiring premium")
    renewal_probability = number("Probability that it renews if it comes so far", unit=PROBABILITY)
    lower = number("Lower bound of that probability, 95 %", unit=PROBABILITY)
    upper = number("Upper bound of that probability, 95 %", unit=PROBABILITY)
    reach_probability = number(
        "Probability that the cover comes so far: neither cancelled nor withdrawn nor ended before", unit=PROBABILITY
    )
    model = text("The model that judged it: see `retention_models`")
    levels = text("Numbers of its levels in that model's tables, in their order, between full stops")
    survival_1 = number("Probability of cover after the coming renewal", unit=PROBABILITY)
    survival_2 = number("Probability of cover after the second renewal from now", unit=PROBABILITY)
    survival_3 = number("Probability of cover after the third renewal from now", unit=PROBABILITY)
    survival_4 = number("Probability of cover after the fourth renewal from now", unit=PROBABILITY)
    survival_5 = number("Probability of cover after the fifth renewal from now", unit=PROBABILITY)


class CustomerRenewals(Table):
    """Whether a customer stays, in one line or in all."""

    key = ("customer_id", "line")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business, or `all`", required=True)
    policy_count = whole("Policies that come to their renewal", unit="policies")
    premium = money("Their expiring premium, for a whole year")
    next_renewal_date = date("The first of their renewals")
    renewal_probability = number("Mean probability of renewal, weighed by premium", unit=PROBABILITY)
    any_probability = number("Probability that at least one renews, as if each decided by itself", unit=PROBABILITY)
    all_probability = number("Probability that all renew, as if each decided by itself", unit=PROBABILITY)
    survival_1 = number("Share of premium still there after the coming renewal", unit="share of premium")
    survival_2 = number("Share of premium still there after the second renewal", unit="share of premium")
    survival_3 = number("Share of premium still there after the third renewal", unit="share of premium")
    survival_4 = number("Share of premium still there after the fourth renewal", unit="share of premium")
    survival_5 = number("Share of premium still there after the fifth renewal", unit="share of premium")


class RetentionModels(Table):
    """A renewal model as rows: its base, every level of its tables, and the factors left out with the reason."""

    key = ("model", "factor", "level_number")

    model = text("A line, or `other lines`", required=True)
    table_number = whole("Place of the table in the model, from 1; 0 is the base, empty a factor left out")
    factor = text("The factor; `base` for the base", required=True)
    level_number = whole("Number of the level, 0 for missing", required=True)
    level = text("The level in words")
    offers = number("Decided renewals of that level that the model was fitted on", unit="renewals")
    lapses = number("Those of the base that did not renew", unit="renewals")
    odds = number("Factor on the odds of renewal; the base's own odds", unit="odds")
    lower = number("Lower bound of the odds, 95 %", unit="odds")
    upper = number("Upper bound of the odds, 95 %", unit="odds")
    reason = text("Why the factor was left out; empty for one in the model")


class PriceResponses(Table):
    """What the price does to renewal in one line: how far the log odds move for each unit of log price."""

    key = ("line",)

    line = code("Line of business", required=True)
    basis = code("A price test; history leant on a prior; or the prior alone", "randomised", "observational", "prior")
    pessimistic = number(
        "Response if customers mind prices most (5 % bound)", unit="log odds for each unit of log price"
    )
    central = number("Response to decide by", unit="log odds for each unit of log price")
    optimistic = number("Response if they mind prices least (95 % bound)", unit="log odds for each unit of log price")
    measured = number("What the data alone say, before pooling and prior", unit="log odds for each unit of log price")
    measured_error = number("Its standard error", unit="log odds for each unit of log price")
    offers = whole("Offers that it was told from", unit="offers")
    residual_spread = number(
        "Standard deviation of log price changes outside the factors (in a test: of all); under the stated least "
        "there is no causal reading",
        unit="log price",
    )
    usual_change = number("Mean change of the offered premium", unit="log of new / expiring premium")


class RetentionCurves(Table):
    """How many of those who came in a year are still there, year after year."""

    key = ("subject", "line", "cohort", "year")

    subject = code("Whose curve", "customers", "policies", required=True)
    line = code("Line of business; `all` for customers", required=True)
    cohort = whole("Calendar year of arrival; 0 for all years together", required=True)
    year = whole("Year of life, from 1", unit="years", required=True)
    at_risk = whole("There at the beginning of that year, and seen through it")
    left_count = whole("Left in that year or at its end")
    survival = number("Share still there after it", unit="share")
    lower = number("Lower bound, 95 %", unit="share")
    upper = number("Upper bound, 95 %", unit="share")
