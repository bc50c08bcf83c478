"""What is decided of next year's book: an offer for each renewal to come, why, and what all of them come to.

Declares the output tables of the stage `renewals`; holds no data.
Values look ahead over the customer's remaining life, at the offer's own probability of renewal. Of every decision the
parts that led to it stand beside it and add up to it.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, date, flag, money, number, text, whole

LISTS = ("pursue", "keep", "reprice", "decline")
OFFERS = ("price", "terms", "share", "decline")
GATES = ("known", "lawful", "filed", "fair", "limits", "chosen")
PROBABILITY = "probability"


class RenewalDecisions(Table):
    """A renewal to come: what is offered, within which corridor, and what it is worth."""

    key = ("term_id",)
    filed_by = "customer_id"

    term_id = text("The term that expires", required=True, refers_to="terms")
    policy_id = text("Its policy", required=True, refers_to="policies")
    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    channel = code("Sales channel of the policy")
    branch = text("Branch path of the policy")
    renewal_date = date("First day of the next term", required=True)
    list = code("Which list it stands on", *LISTS, required=True)
    offer = code("What is offered: a price, other terms, a shared risk, or nothing", *OFFERS, required=True)
    terms = text("Name of the other terms, where they are offered")
    is_held_out = flag("Held out at random: offered the unchanged price, so that effects can be known", required=True)
    expiring_premium = money("Premium of the term that ends, for a year")
    proposed_premium = money("Premium offered for the next year; empty where it is declined")
    price_change = number("Proposed over expiring premium, less 1", unit="share")
    least_price = money("Lowest price that law and filing allow; empty where neither has a bound")
    most_price = money("Highest price that law and filing allow; empty where neither has a bound")
    walk_away_price = money("Lowest price at which the customer is still worth having, all lines together")
    technical_price = money("Price of a year at which the cover pays for itself, as far as its line is believed")
    new_business_price = money("What a new customer of the same risk would pay; empty where no new covers tell")
    renewal_unchanged = number("Probability of renewal at the unchanged price", unit=PROBABILITY)
    renewal_proposed = number("Probability of renewal at what is offered", unit=PROBABILITY)
    renewal_pessimistic = number("The same if customers mind prices most", unit=PROBABILITY)
    renewal_optimistic = number("The same if they mind prices least", unit=PROBABILITY)
    value_unchanged = money("Worth of the renewal at the unchanged price")
    value_proposed = money("Worth of what is offered")
    value_pessimistic = money("The same if customers mind prices most")
    value_optimistic = money("The same if they mind prices least")
    stake = money("What would be lost with the customer: worth if renewed × probability of leaving")
    changed_by = text("Gates without which something else would be offered, in their order, between commas")


class RenewalReasons(Table):
    """What the worth of an offer is made of: amounts that add up to `value_proposed` exactly.

    Without a part, the worth would be less by its amount.
    """

    key = ("term_id", "reason")
    filed_by = "customer_id"

    term_id = text("The term that expires", required=True, refers_to="renewal_decisions")
    customer_id = text("The customer", required=True, refers_to="customers")
    reason = code(
        "At the unchanged price: premium, charges, claims as rated, the own record, how far the line's level is not "
        "believed, service, what other covers would go as well; then what the offer changes: the result of those who "
        "stay, and how many stay",
        *("premium", "charges", "rated_claims", "own_record", "line_belief", "service", "other_covers"),
        *("price_or_terms", "staying"),
        required=True,
    )
    amount = money("What it adds to the worth, or takes away")


class RenewalGates(Table):
    """A gate on the way to the offers: how many came to it, for how many it changed the offer, what that costs."""

    key = ("line", "gate")

    line = code("Line of business; `all` for the book", required=True)
    gate = code("The gate, in their order", *GATES, required=True)
    place = whole("Place of the gate, from 1", required=True)
    renewal_count = whole("Renewals that came to it", unit="renewals")
    stopped_count = whole("Renewals that it stopped: nothing is offered that Kehu chose", unit="renewals")
    changed_count = whole("Renewals whose best offer it changed", unit="renewals")
    value_lost = money("What their worth loses by it")


class RenewalScenarios(Table):
    """What all offers come to under the limits of a scenario; `unchanged` is the book at unchanged prices."""

    key = ("scenario",)

    scenario = text("Name of the scenario", required=True)
    is_followed = flag("Its offers are the decisions of the run", required=True)
    is_within = flag("Every limit is kept", required=True)
    renewal_count = whole("Renewals decided", unit="renewals")
    value = money("Worth of all offers")
    value_pessimistic = money("The same if customers mind prices most")
    value_optimistic = money("The same if they mind prices least")
    gap = number("How much better another choice could be at the most", unit="share of the worth")
    kept_share = number("Customers expected to stay, over those at unchanged prices", unit="share")
    kept_count = number("Customers expected to stay", unit="customers")
    renewal_rate = number("Covers expected to renew", unit="share")
    premium = money("Premium expected of the next year")
    claims = money("Claims expected of the next year, with handling")
    charges = money("Commission, expenses and service of the next year")
    result = money("Result expected of the next year")
    combined_ratio = number("Claims and charges over premium", unit="ratio")
    price_change = number("Mean change of the price of those who stay", unit="share")
    pursue_count = whole("Renewals to pursue", unit="renewals")
    keep_count = whole("Renewals to keep as they are", unit="renewals")
    reprice_count = whole("Renewals at a higher price or other terms", unit="renewals")
    decline_count = whole("Renewals declined", unit="renewals")
    cheaper_count = whole("Renewals that become cheaper", unit="renewals")
    dearer_count = whole("Renewals that become dearer", unit="renewals")


class RenewalLimits(Table):
    """A limit of a scenario: what was asked, what came of it, and what one more unit of it would cost."""

    key = ("scenario", "measure", "sense", "subject")

    scenario = text("Name of the scenario", required=True)
    measure = code("What is limited", "kept", "premium", "rate_change", "declines", "discounts", required=True)
    sense = code("Whether the bound is a least or a most", "at least", "at most", required=True)
    subject = text("Whose: `all`, a line, or a branch", required=True)
    bound = number("The bound", unit="share")
    used = number("What the offers come to", unit="share")
    short = number("By how much the bound is missed; 0 where it is kept", unit="share")
    attainable = number("The most (or least) that any offers could come to, whatever the other limits", unit="share")
    point_cost = money("What one more point of it would cost in worth; 0 where the limit does not bind")


class RenewalFrontierPoints(Table):
    """The best worth of all offers for each share of the customers kept, the other limits of a scenario kept."""

    key = ("scenario", "kept_bound")

    scenario = text("Name of the scenario", required=True)
    kept_bound = number("Customers to keep at least, over those at unchanged prices", unit="share", required=True)
    is_within = flag("Every limit is kept", required=True)
    value = money("Worth of all offers")
    kept_share = number("Customers expected to stay, over those at unchanged prices", unit="share")
    result = money("Result expected of the next year")
    premium = money("Premium expected of the next year")
    combined_ratio = number("Claims and charges over premium", unit="ratio")
    price_change = number("Mean change of the price of those who stay", unit="share")
    point_cost = money("What one more point of customers kept would cost in worth")
    decline_count = whole("Renewals declined", unit="renewals")
    dearer_count = whole("Renewals that become dearer", unit="renewals")
    cheaper_count = whole("Renewals that become cheaper", unit="renewals")


DECISIONS = (RenewalDecisions, RenewalReasons, RenewalGates, RenewalScenarios, RenewalLimits, RenewalFrontierPoints)
