"""What a run writes of matching: pairs looked at, what the model learnt, and customers who belong together.

Declares output tables; holds no data. Weights are in bits: each doubles or halves the odds that two records are one.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, money, number, text, whole


class _ScoredPair(Table):
    """Two party records with the evidence that they are one, field by field."""

    key = ("party_id", "joined_party_id")

    party_id = text("The later record", required=True, refers_to="parties")
    joined_party_id = text("The earlier record", required=True, refers_to="parties")
    weight = number("Evidence of all fields, and of how common matches are", unit="bits")
    probability = number("Probability that both are one, by this pair alone", unit="probability")
    weight_name = number("Evidence of the names", unit="bits")
    weight_birth = number("Evidence of the dates of birth", unit="bits")
    weight_licence = number("Evidence of the dates of the driving licence", unit="bits")
    weight_number = number("Evidence of the identity numbers", unit="bits")
    weight_phone = number("Evidence of the telephone numbers", unit="bits")
    weight_email = number("Evidence of the mail addresses", unit="bits")
    weight_address = number("Evidence of the postal addresses", unit="bits")
    weight_postcode = number("Evidence of the postal codes", unit="bits")
    weight_region = number("Evidence of the regions", unit="bits")
    weight_gender = number("Evidence of the gender", unit="bits")
    weight_industry = number("Evidence of the industries or trades", unit="bits")


class IdentityPairs(_ScoredPair):
    """Two party records that neither people nor rules joined, with the evidence that they are one, field by field."""

    table_name = "identity_pairs"

    outcome = code(
        "joined: one customer; parted: people said that they are two; contradicted: what both say cannot be of one; "
        "asked: left to people",
        *("joined", "parted", "contradicted", "asked"),
        required=True,
    )
    rule = text("The exact rule that would have joined them; empty where the model compared them")


class IdentityScores(_ScoredPair):
    """Every pair of records that the model has scored, so that the next run need not."""

    table_name = "identity_scores"


class IdentityLevels(Table):
    """What the model learnt: how often a field agrees so far in records of one, and in records of two."""

    key = ("kind", "field", "level")

    kind = code("Person or organisation", "person", "organisation", required=True)
    field = text("The field compared", required=True)
    level = whole("How far it agrees; 0 is not at all", unit="levels")
    label = text("What that means", required=True)
    of_one = number("Share of the pairs of one person that agree so far", unit="share")
    of_two = number("Share of the pairs of two persons that do", unit="share")


class IdentityModels(Table):
    """The model of each kind of records, as the next run takes it up."""

    key = ("kind",)

    kind = code("Person or organisation", "person", "organisation", required=True)
    record_count = whole("Records that taught it", unit="records", required=True)
    asked = text("Digest of the fields, blocks and assumptions that it rests on", required=True)
    learnt = text("The model, as Splink writes it", required=True)


class IdentityRecords(Table):
    """What each record said when it was last compared, in short."""

    key = ("party_id",)

    party_id = text("The record", required=True, refers_to="parties")
    fingerprint = text("Digest of all that is compared", required=True)


class IdentitySteps(Table):
    """How many customers the records had become after each step: decisions, every rule in its order, the model."""

    key = ("place",)

    place = whole("Place of the step, counted from 1", unit="places", required=True)
    step = code("What joined", "records", "decision", "rule", "model", required=True)
    rule = text("The rule; decision or model for theirs, empty before any step")
    pairs = whole("Pairs of records that it joined; of the model: records joined to an earlier one", unit="pairs")
    customers_after = whole("Customers after the step", unit="customers", required=True)
    expected_wrong = number("Joins of the model that are wrong, by its own probabilities", unit="records")


class IdentityQuestions(Table):
    """Two customers, by two of their records, of whom a person should say whether they are one; the dearest first."""

    key = ("party_id", "joined_party_id")

    place = whole("Place in the queue, counted from 1", unit="places", required=True)
    kind = code(
        "asked: the evidence leaves it open; contradicted: much agrees, but what both say cannot be of one; "
        "sample: joined by the model, and drawn to be checked",
        *("asked", "contradicted", "sample"),
        required=True,
    )
    customer_id = text("The customer of the earlier record", required=True, refers_to="customers")
    other_id = text("The customer of the later record; the same in a sample", required=True, refers_to="customers")
    joined_party_id = text("The earlier record of the pair that says most", required=True, refers_to="parties")
    party_id = text("The later record", required=True, refers_to="parties")
    name = text("Name of the customer", personal=True)
    other_name = text("Name of the other", personal=True)
    branch = text("Branch of the customer")
    other_branch = text("Branch of the other")
    stake = money("Earned premium of the smaller of the two: what one account would bring to the other", required=True)
    weight = number("Evidence that both are one; empty where a rule says so", unit="bits")
    probability = number("Probability that both are one, by this pair alone", unit="probability")
    rule = text("The exact rule that would have joined them; empty where the model compared them")
    pair_count = whole("Pairs of records of the two that were compared", unit="pairs", required=True)


class HouseholdMembers(Table):
    """A customer, and another of the same household or group; a row for each other member."""

    key = ("customer_id", "member_id")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    member_id = text("The other member", required=True, refers_to="customers")
    household_id = text("The household: the first of its members' ids", required=True)
    kind = code("Household of persons, or group of organisations", "household", "group", required=True)
    tie = code("How the member is tied to it", "address", "phone", "parent", required=True)
    name = text("Name of the member", personal=True)
    branch = text("The member's branch")
    policies_in_force = whole("Policies of the member in force", unit="policies")
    lines_in_force = whole("Lines of the member in force", unit="lines")
    earned_premium = money("Earned premium of the member")
    incurred = money("Incurred claims of the member")
    result = money("Result of the member")


class SharedRisks(Table):
    """A risk that a customer and another member of the household or group share, by policies in force."""

    key = ("customer_id", "member_id", "kind", "what")
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    member_id = text("The other member", required=True, refers_to="customers")
    kind = code(
        "vehicle: both insure it; place: both insure something there; role: one has a part in a policy of the other",
        *("vehicle", "place", "role"),
        required=True,
    )
    what = text("Chassis number or plate, street, or the role", required=True, personal=True)
    policies = whole("Policies of the customer", unit="policies", required=True)
    sum_insured = money("Sum insured by the customer; empty for a role")
    member_policies = whole("Policies of the other member", unit="policies", required=True)
    member_sum_insured = money("Sum insured by the other member; empty for a role")


MATCHES: tuple[type[Table], ...] = (
    IdentityPairs,
    IdentityLevels,
    IdentityModels,
    IdentityScores,
    IdentityRecords,
    IdentitySteps,
    IdentityQuestions,
    HouseholdMembers,
    SharedRisks,
)
