"""What a run writes: customers, their accounts, the concentration of profit, the quality of the data.

Declares the output tables of every stage; holds no data.
Each table has one writer, named in `pipeline.py`.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, date, money, number, text, whole


class Identities(Table):
    """Which customer stands behind a party record."""

    key = ("party_id",)

    party_id = text("The party record", required=True, refers_to="parties")
    customer_id = text("The customer", required=True, refers_to="customers")


class IdentityFounders(Table):
    """The party record that a customer's id was made for; the id follows it."""

    key = ("customer_id",)

    customer_id = text("The customer", required=True, refers_to="customers")
    party_id = text("The record", required=True, refers_to="parties")


class IdentityReasons(Table):
    """A pair of party records that a rule joined: the evidence for one customer."""

    key = ("rule", "party_id")

    rule = text("The rule that joined the pair", required=True)
    party_id = text("The record joined", required=True, refers_to="parties")
    joined_party_id = text("The record to which it was joined", required=True, refers_to="parties")


class IdentityRedirects(Table):
    """A customer id that an earlier run gave and that now belongs to another customer."""

    key = ("former_customer_id",)
    filed_by = "former_customer_id"

    former_customer_id = text("The id that is no longer given", required=True)
    customer_id = text("The customer who carries it on", required=True, refers_to="customers")
    first_party_id = text("The first record that had the id, by which it comes back", refers_to="parties")


class HotValues(Table):
    """A value that too many records share to tell persons apart: an office's telephone, a placeholder number."""

    key = ("rule", "party_id")

    rule = text("The rule that would have joined them", required=True)
    party_id = text("The first record that has the value", required=True, refers_to="parties")
    record_count = whole("Records that share it", unit="records")


class Customers(Table):
    """A customer: one person or organisation behind one or more party records."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("Stable id of the customer", required=True)
    kind = code("Person or organisation", "person", "organisation", required=True)
    name = text("Name as it is held for true in `customer_fields`", personal=True)
    party_count = whole("Party records behind the customer", unit="records")
    policy_count = whole("Policies ever held", unit="policies")
    policies_in_force = whole("Policies with cover on the as-of date", unit="policies")
    lines_in_force = whole("Lines with cover on the as-of date", unit="lines")
    lines = text("Those lines, in the order of their codes, between commas; empty without cover")
    customer_since_date = date("First day of cover of the first policy")
    next_expiry_date = date("First expiry of the cover in force: when the next renewal is due")
    branch = text("Branch path of the home policy: in force if any is, the latest begun")
    channel = code("Sales channel of the home policy")
    producer_id = text("The producer who looks after the home policy")
    producer_name = text("The producer's name", personal=True)


class CustomerFields(Table):
    """What is held for true of a customer in one field, of all that its records say, and why."""

    key = ("customer_id", "field")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    field = code("The field of the party records", required=True)
    value = text("What is held for true, as text; dates as 2024-12-31", required=True, personal=True)
    why = code(
        "by_hand: a person set it; only: no record says anything else; checked: the only one that can be true; most: "
        "more records say so than anything else; latest: the latest record says so",
        *("by_hand", "only", "checked", "most", "latest"),
        required=True,
    )
    party_id = text("The latest record that says so; of what a person set, the record that it goes with")
    source = text("The source of that record; empty for what a person set")
    known_date = date("Day on which that record was known, or on which the person set it")
    record_count = whole("Records that say anything", unit="records", required=True)
    value_count = whole("Different values that they say", unit="values", required=True)
    agreeing_count = whole("Records that say what is held for true by them", unit="records", required=True)
    by = text("Who set it by hand")
    reason = text("Why it was set by hand")


class Accounts(Table):
    """Profit and loss of a customer in one line, channel, branch and calendar year."""

    key = ("customer_id", "line", "channel", "branch", "year")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    channel = code("Sales channel", required=True)
    branch = text("Branch path", required=True)
    year = whole("Calendar year", required=True)
    exposure_days = whole("Days of cover in the year, up to the as-of date", unit="days", least=0)
    written_premium = money("Premium of terms that begin, and changes that take effect, in the year")
    earned_premium = money("Premium for the days of cover in the year")
    claim_count = whole("Claims that occurred in the year", unit="claims")
    incurred = money("Paid and outstanding of those claims, as known on the as-of date")
    commission = money("Commission on the earned premium")
    expenses = money("Expenses on the earned premium")
    result = money("Earned premium less incurred, commission and expenses; business without a premium left out")
    unpriced_exposure_days = whole("Days of cover of terms whose premium the source does not give", unit="days")
    unpriced_incurred = money(
        "Incurred on such terms, or on a policy of such terms only: part of `incurred`, no part of `result`"
    )


class CustomerResults(Table):
    """A customer's whole account in one row, with the place in the book."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    exposure_days = whole("Days of cover", unit="days")
    earned_premium = money("Earned premium")
    claim_count = whole("Claims", unit="claims")
    incurred = money("Incurred claims of priced business")
    commission = money("Commission")
    expenses = money("Expenses")
    result = money("Result")
    rank = whole("Place in the book by result, the best first", unit="customers")
    tier = text("Tier by result to date (history, not future value)")


class Concentration(Table):
    """The concentration curve: what a share of the customers brings of the whole."""

    key = ("measure", "customer_share")

    measure = code("What is ranked and summed", "earned_premium", "incurred", "result", required=True)
    customer_share = number("Share of the customers, the largest first", unit="share", required=True)
    customer_count = whole("Customers in that share", unit="customers")
    amount = money("Their sum")
    amount_share = number("Their sum as a share of the total", unit="share")


class DataQuality(Table):
    """How complete and how true the parties' data are, by branch and channel."""

    key = ("branch", "channel")

    branch = text("Branch path", required=True)
    channel = code("Sales channel", required=True)
    party_count = whole("Party records with a policy there", unit="records")
    identity_share = number("Share with a complete identity number whose check digit is right", unit="share")
    phone_share = number("Share with a telephone number that can be one", unit="share")
    own_phone_share = number("Share whose telephone number is not one that many parties give", unit="share")
    address_share = number("Share with an address", unit="share")
    birth_share = number("Share of persons with a date of birth", unit="share")
    vin_share = number("Share of insured vehicles with a chassis number that can be one", unit="share")
    plate_share = number("Share of insured vehicles with a registration plate that can be one", unit="share")
    score = number("Mean of the shares, in points", unit="0 to 100")
