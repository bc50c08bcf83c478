"""Service moved to the front: what service changed where it was measured, and the next service of each customer.

Declares the output tables of the stages `effects` and `service`; holds no data.
Values look ahead: what a service adds to the worth of the customer's covers by renewals and by claims spared, less its
cost. What is not measured is assumed, and says so.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, date, flag, money, number, text, whole

MEASURES = ("renewal", "claims")
BASES = ("held_out", "matched")
TOLD_BY = ("measured", "assumed")
STATES = ("planned", "held_out", "no_hours", "not_worth", "capped", "recent", "not_entitled")


class ServiceEffects(Table):
    """What a service changed: those served beside those left without it at random, or beside others like them."""

    key = ("kind", "line", "measure", "basis")

    kind = text("The service, as its catalogue or its source names it", required=True)
    line = code("Line of the covers on which it shows", required=True)
    measure = code("Renewal of the term, or claims of the rest of it", *MEASURES, required=True)
    basis = code(
        "Beside those due and held out at random; or beside others of the same line, kind of customer, channel, years "
        "with the policy, earlier claims, premium and year",
        *BASES,
        required=True,
    )
    served_count = whole("Terms of those served", unit="terms")
    other_count = whole("Terms of the others", unit="terms")
    covered_share = number("Of those served, how many have others like them", unit="share")
    served = number("Share renewed, or claims a year, of those served", unit="share, or claims a year")
    other = number(
        "The same of the others, as they would be in the mix of those served", unit="share, or claims a year"
    )
    effect = number("Log of the common odds ratio of renewal, or rate ratio of claims", unit="log of a ratio")
    lower = number("Lower bound of it, 95 %", unit="log of a ratio")
    upper = number("Upper bound of it, 95 %", unit="log of a ratio")
    is_sure = flag("Both bounds lie on one side of 0")
    believed = number("The effect drawn to that of all services as far as it is unsure", unit="log of a ratio")
    believed_error = number("Standard error of what is believed", unit="log of a ratio")


class ServiceKinds(Table):
    """A service of the catalogue: cost, entitlement, the effects it is planned by, and what came of the plan."""

    key = ("kind",)

    kind = text("The service", required=True)
    lines = text("Lines whose covers it serves, between commas; `*` for any", required=True)
    tiers = text("Tiers that are entitled to it, between commas; `*` for all", required=True)
    cost = money("What it costs to give once")
    hours = number("Hours of the branch that it takes", unit="hours")
    renewal_effect = number("Added to the log odds of renewal", unit="log odds")
    renewal_told = code("Whether that is measured", *TOLD_BY, required=True)
    claims_factor = number("Factor on the claims of the next year", unit="factor")
    claims_told = code("Whether that is measured", *TOLD_BY, required=True)
    given_count = whole("Services given in the last year", unit="services")
    given_cost = money("What they cost")
    cost_per_policy = money("That over the policies in force of its lines")
    planned_count = whole("Services planned", unit="services")
    trial_count = whole("Of them trials, given to learn what the service changes", unit="services")
    planned_hours = number("Hours that they take", unit="hours")
    planned_cost = money("What they will cost")
    planned_value = money("What they are expected to bring, their cost taken off")


class ServicePlans(Table):
    """A customer's next service, or why there is none. Of no customer are there two."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    branch = text("Branch path of the customer")
    tier = code("Tier of future value")
    has_claimed = flag("The customer claimed in the last years", required=True)
    state = code("Planned; due, and held out at random; or why nothing is planned", *STATES, required=True)
    kind = text("The service; of those held out what they would have been given; else the best there was")
    is_trial = flag(
        "Given to learn what it changes, in hours that would lie idle: not believed to be worth its cost yet",
        required=True,
    )
    cost = money("What it costs")
    hours = number("Hours that it takes", unit="hours")
    renewal_gain = money("What it adds to the worth by renewals")
    claims_spared = money("Claims that it spares in the coming year")
    value = money("Both, less the cost")
    renewal_told = code("Whether the effect on renewal is measured", *TOLD_BY)
    claims_told = code("Whether the effect on claims is measured", *TOLD_BY)
    last_service_date = date("When the customer was last served; empty for never")
    service_count = whole("Services given to the customer so far", unit="services")


class ServiceBranches(Table):
    """A branch's service: hours, who is planned, who was never reached, and what one more hour would bring."""

    key = ("branch",)

    branch = text("Branch path; `all` for the company", required=True)
    customer_count = whole("Customers with cover in force", unit="customers")
    quiet_count = whole("Of them without a claim in the last years", unit="customers")
    hours = number("Hours that the branch has for service in a year", unit="hours")
    used_hours = number("Hours planned", unit="hours")
    planned_count = whole("Services planned", unit="services")
    quiet_planned_count = whole("Of them to customers without a claim", unit="services")
    held_out_count = whole("Customers due a service and held out at random", unit="customers")
    planned_value = money("What the plan is expected to bring")
    hour_value = money("What one more hour would bring")
    reached_count = whole("Customers served at least once so far", unit="customers")
    never_count = whole("Customers never served, and not planned either", unit="customers")
    quiet_never_count = whole("Of them without a claim", unit="customers")


SERVICE = (ServiceEffects, ServicePlans, ServiceKinds, ServiceBranches)
