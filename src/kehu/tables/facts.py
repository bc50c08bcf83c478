"""What segments are built from: everything a run knows of a customer in one row, a column a fact.

Declares `CustomerFacts`; holds no data. A fact that is not known is empty, and never 0. What a desk offers for building
segments, what a segment may ask for, and the reference are all made from these columns.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, date, flag, money, number, text, whole


class CustomerFacts(Table):
    """One row a customer, with every fact by which customers may be told apart."""

    key = ("customer_id",)

    customer_id = text("The customer", required=True, refers_to="customers")
    kind = code("Person or organisation", "person", "organisation")
    age_years = whole("Complete years since birth, of a person", unit="years")
    gender = code("As the newest record says", "female", "male", "other")
    region = text("Region, as the newest record says")
    industry = text("Industry, as the newest record says")
    party_count = whole("Records that are this customer", unit="records")
    has_phone = flag("Whether a record has a telephone number")
    branch = text("Branch of the home policy")
    channel = code("Channel of the home policy")
    producer_id = text("Producer of the home policy")
    customer_since_date = date("First inception of a policy")
    customer_years = whole("Complete years since then", unit="years")
    lines = text("Lines in force, with a comma before and after each; two commas without cover")
    lines_in_force = whole("How many lines are in force", unit="lines")
    policies_in_force = whole("How many policies are in force", unit="policies")
    policy_count = whole("How many policies there have ever been", unit="policies")
    next_expiry_date = date("When the next term in force expires")
    earned_premium = money("Premium earned so far")
    claim_count = whole("Claims so far", unit="claims")
    incurred = money("Claims incurred so far")
    result = money("Result so far")
    loss_ratio = number("Claims incurred over premium earned, so far", unit="ratio")
    result_tier = text("Tier by the result so far")
    year_earned_premium = money("Premium earned in the year of the run's date")
    year_claim_count = whole("Claims in that year", unit="claims")
    year_incurred = money("Claims incurred in that year")
    year_result = money("Result of that year")
    last_claim_date = date("When the last claim occurred")
    open_claims = whole("Claims that are not closed", unit="claims")
    grade = code("Risk grade: A is the best, E the worst")
    risk_index = number("Expected cost over the book's average for as many terms of the same lines", unit="ratio")
    expected_cost = number("Expected cost of the coming year", unit="currency a year")
    technical_price = money("Technical price of the coming year")
    annual_premium = money("Premium charged for a year")
    adequacy = number("Premium over technical price; under 1 is too little", unit="ratio")
    record_factor = number("What the own record makes of the expected cost; over 1 is worse", unit="factor")
    credibility = number("How far the own record is believed", unit="share")
    renewal_probability = number("Mean probability that covers renew, by premium", unit="probability")
    all_probability = number("Probability that all of them renew", unit="probability")
    lifetime_value = money("Lifetime value of the covers in force")
    potential_value = money("What lines not held would leave, a year")
    future_value = money("Lifetime value and potential")
    coming_result = money("Result of the coming twelve months")
    referral_value = money("Value of those whom the customer brought")
    referred_count = whole("Customers whom the customer brought", unit="customers")
    value_tier = code("Tier by future value: A is the best")
    strategy = code("What to do in that cell of the grid", "keep", "grow", "convert", "release")
    former_grade = code("Risk grade in the run before")
    former_tier = code("Tier by future value in the run before")
    is_newcomer = flag("Not there in the run before")
    last_contact_date = date("Last contact")
    contacts_last_year = whole("Contacts within 365 days", unit="contacts")
    last_service_date = date("Last service given")
    services_last_year = whole("Services given within 365 days", unit="services")
    last_survey_score = number("Score of the last survey answered", unit="score")
