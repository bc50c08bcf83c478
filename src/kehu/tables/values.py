"""What a run writes of value: what each customer is worth from now on, why, and the place in the grid.

Declares the tables of the stages `value` and `segments`; holds no data.
All values look ahead: they count years of cover that begin after the run's date. What a customer brought so far stands
in `accounts` and `customer_results`, and is never a part of them.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, flag, money, number, text, whole

YEARLY = "currency a year"
STRATEGIES = ("keep", "grow", "convert", "release")


class PolicyValues(Table):
    """What a cover in force is worth from its coming renewal on; empty where premium or renewal cannot be known."""

    key = ("term_id",)
    filed_by = "customer_id"

    term_id = text("The term in force", required=True, refers_to="terms")
    policy_id = text("Its policy", required=True, refers_to="policies")
    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    annual_premium = money("Premium charged for a year: what it will go on to be")
    charges = money("Commission and expenses on it, at the rates of the technical price")
    expected_cost = money("Expected claims of a year, with handling them")
    service_cost = money("The policy's part of what serving the customer costs in a year")
    annual_result = money("Premium less charges, expected cost and service: the result expected of a year of cover")
    renewal = number("Probability of cover after the coming renewal", unit="probability")
    years = number("Years of cover expected after it, each discounted and weighed by its probability", unit="years")
    later_years = number("The same for each cover that renews: years over renewal", unit="years")
    record_factor = number("What the customer's own record makes of the expected claims", unit="factor")
    coming_result = money("Result expected of the coming twelve months: the rest of this term, and what renews")
    lifetime_value = money("annual_result × years")
    renewal_effect = number("What the value gains as renewal grows", unit="currency for each unit of log odds")
    renewal_deviation = number("Standard deviation of those log odds", unit="log odds")
    record_effect = number("What the value loses as the record factor doubles", unit="currency for each doubling")


class CustomerValues(Table):
    """What a customer with cover in force is worth from now on. History stands in `customer_results`."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    policies_valued = whole("Covers in force that have a value", unit="covers")
    policies_unvalued = whole("Covers in force whose premium or renewal cannot be known", unit="covers")
    annual_premium = money("Premium charged for a year, covers valued")
    coming_result = money("Result expected of the coming twelve months")
    lifetime_value = money("Sum over the covers: result expected of the years after their coming renewals")
    value_lower = money(
        "Lower bound of the lifetime value, 95 %: doubt of renewal and of the own record, not of chance"
    )
    value_upper = money("Upper bound of the lifetime value, 95 %")
    potential_value = money(
        "Lines not held: probability that one is bought within a year × result of a year of it; empty where unknown"
    )
    future_value = money("Lifetime value and potential: what tiers go by")
    referred_count = whole("Customers whom this one brought and who are still there", unit="customers")
    referral_value = money(
        "Share of the lifetime value of those customers, which is also counted as their own; empty without records"
    )
    rank = whole("Place in the book by future value, the best first", unit="customers")
    tier = code("Tier of future value")


class ValueReasons(Table):
    """What put a customer's lifetime value where it is: amounts that add up to it exactly."""

    key = ("customer_id", "reason")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    reason = code(
        "The book's mean first; then what moves the customer from it, beside the usual cover of the same line",
        "book_mean", "holdings", "premium", "charges", "rating", "own_record", "service", "renewal", "later_years",
        required=True,
    )  # fmt: skip
    amount = money("What it adds to the lifetime value, or takes away")


class LineValues(Table):
    """The usual cover of a line, beside which customers are explained, and what a new one would bring."""

    key = ("line",)

    line = code("Line of business", required=True)
    policies_valued = whole("Covers valued", unit="covers")
    annual_premium = number("Mean premium", unit=YEARLY)
    charges = number("Mean commission and expenses", unit=YEARLY)
    expected_cost = number("Mean expected claims, with handling", unit=YEARLY)
    rated_cost = number("The same before the customers' own records", unit=YEARLY)
    service_cost = number("Mean service cost of a cover", unit=YEARLY)
    annual_result = number("Mean result of a year", unit=YEARLY)
    renewal = number("Mean probability of cover after the coming renewal", unit="probability")
    later_years = number("Mean of the years of cover that follow a renewal", unit="years")
    usual_value = number("annual_result × renewal × later_years: the value of the usual cover", unit="currency a cover")
    lifetime_value = money("Sum of the lifetime values of the line")


class PurchaseRates(Table):
    """How often customers like these bought a line that they did not hold, in the year before the run."""

    key = ("line", "kind", "age_band", "holdings")

    line = code("Line not held", required=True)
    kind = code("Person or organisation", "person", "organisation", required=True)
    age_band = text("Age in whole decades a year before the run; `none` where it is not known", required=True)
    holdings = text("Lines held a year before the run, in the order of their codes, between commas", required=True)
    customer_count = whole("Customers who held these and not the line", unit="customers")
    purchase_count = whole("Those of them who bought it since", unit="customers")
    purchase_probability = number("Share who buy within a year, leant on the line's share", unit="probability")
    line_probability = number("Share of all customers with cover who bought the line", unit="probability")
    credibility = number("Weight of the group's own share", unit="share")


class ValueCurves(Table):
    """The 80/20 curve of value: what a share of the customers brings of the whole."""

    key = ("measure", "customer_share")

    measure = code("What is ranked and summed", "coming_result", "lifetime_value", "future_value", required=True)
    customer_share = number("Share of the customers, the largest first", unit="share", required=True)
    customer_count = whole("Customers in that share", unit="customers")
    amount = money("Their sum")
    amount_share = number("Their sum as a share of the total", unit="share")


class RetentionProfits(Table):
    """What points of retention are worth on this book: everybody's, or those of covers with a value above 0."""

    key = ("kept", "points")

    kept = code("Whose odds of renewal are raised", "all", "good", required=True)
    points = number("Points of retention gained over the book as it stands", unit="points", required=True)
    retention = number("Share of the covers that renew", unit="share")
    renewed_count = number("Covers that renew", unit="covers")
    next_result = money("Result expected of the year after the coming renewals")
    gain = money("Of that, what the points add")
    gain_lower = money("Lower bound of the gain, 95 %: chance of who stays, doubt of records")
    gain_upper = money("Upper bound of the gain, 95 %")
    gain_share = number("Gain over the result as the book stands; empty where that is not above 0", unit="share")
    value = money("Lifetime value of the covers")
    value_gain = money("Of that, what the points add")
    value_gain_share = number("Value gained over the value as the book stands", unit="share")


class CustomerSegments(Table):
    """A customer's place in the grid of risk grade and value tier, the strategy there, and the place before."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    grade = code("Risk grade; `none` where it is not known", required=True)
    tier = code("Tier of future value; `none` where it is not known", required=True)
    strategy = code("What to do with customers of the cell", *STRATEGIES)
    former_grade = code("Risk grade in the run before; empty for a newcomer")
    former_tier = code("Tier in the run before")
    former_strategy = code("Strategy in the run before", *STRATEGIES)
    is_newcomer = flag("No place in the run before; empty where there was no run before")


class SegmentCells(Table):
    """A cell of the grid: who is in it and what they bring."""

    key = ("grade", "tier")

    grade = code("Risk grade; `none` where it is not known", required=True)
    tier = code("Tier of future value; `none` where it is not known", required=True)
    strategy = code("What to do with the customers", *STRATEGIES)
    customer_count = whole("Customers", unit="customers")
    annual_premium = money("Their premium for a year")
    coming_result = money("Result expected of them in the coming twelve months")
    lifetime_value = money("Their lifetime value")
    future_value = money("Their lifetime value and potential")


class SegmentMovements(Table):
    """How many customers moved from cell to cell since the run before; empty where there was none."""

    key = ("former_grade", "former_tier", "grade", "tier")

    former_grade = code("Grade before; `new` for newcomers", required=True)
    former_tier = code("Tier before; `new` for newcomers", required=True)
    grade = code("Grade now; `left` for leavers, `merged` for those now known to be another customer", required=True)
    tier = code("Tier now; `left` and `merged` likewise", required=True)
    customer_count = whole("Customers", unit="customers")
    future_value = money("Their future value now; 0 for those who left")


VALUES = (
    PolicyValues,
    CustomerValues,
    ValueReasons,
    LineValues,
    PurchaseRates,
    ValueCurves,
    RetentionProfits,
)
SEGMENTS = (CustomerSegments, SegmentCells, SegmentMovements)
