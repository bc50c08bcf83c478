"""What a run writes of risk: what each term and customer is expected to cost, and the models that say so.

Declares the tables of the risk stage; holds no data.
Claims are expected of a year of the same cover from now on; amounts are what claims will have cost once settled.
"""

from __future__ import annotations

from typing import get_args

from kehu.assumptions import Recipe
from kehu.tables.schema import Table, code, flag, money, number, text, whole

RECIPES: tuple[Recipe, ...] = get_args(Recipe)


class TermRisks(Table):
    """What a term in force is expected to cost in the coming year, and the technical price of that year."""

    key = ("term_id",)
    filed_by = "customer_id"

    term_id = text("The term in force", required=True, refers_to="terms")
    policy_id = text("Its policy", required=True, refers_to="policies")
    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    claims_per_year = number("Claims that the rating factors let expect", unit="claims a year", least=0)
    cost_per_claim = number("Cost of one claim, large ones cut at the line's cap", unit="currency a claim", least=0)
    record_factor = number("What the customer's own record makes of it; over 1 is worse than its like", unit="factor")
    large_loss_factor = number("What large claims add, spread over the line", unit="factor")
    expected_cost = number(
        "claims_per_year × cost_per_claim × record_factor × large_loss_factor", unit="currency a year", least=0
    )
    risk_part = money("Part of the technical price for claims up to the cap")
    large_loss_part = money("Part for what large claims cost above it")
    claims_handling_part = money("Part for handling the claims")
    expense_part = money("Part for expenses")
    commission_part = money("Part for commission")
    margin_part = money("Part for capital or margin; takes what rounding leaves")
    technical_price = money("The sum of the parts: the price of a year at which the term pays for itself")
    annual_premium = money("Premium charged, for a year")
    adequacy = number("Premium charged over technical price; under 1 is too little", unit="ratio")
    frequency_levels = text("Level of each table of the line's frequency model, in the tables' order")
    severity_levels = text("Level of each table of the line's severity model, in the tables' order")


class CustomerRisks(Table):
    """A customer's risk: the own record, what is expected in the coming year, and the grade."""

    key = ("customer_id",)
    filed_by = "customer_id"

    customer_id = text("The customer", required=True, refers_to="customers")
    claim_count = number("Claims on record, older years counting less where the book says so", unit="claims")
    expected_claims = number("Claims that the rating factors let expect of the same record", unit="claims")
    credibility = number("How far the own record is believed, from 0 to 1", unit="share")
    record_factor = number("What the record makes of the expected cost; over 1 is worse than its like", unit="factor")
    record_lower = number("Lower bound of the factor", unit="factor")
    record_upper = number("Upper bound of the factor", unit="factor")
    terms_in_force = whole("Terms in force", unit="terms")
    expected_cost = number("Expected cost of the coming year, all terms in force", unit="currency a year")
    technical_price = money("Technical price of the coming year, all terms in force")
    annual_premium = money("Premium charged for a year, terms with a premium")
    adequacy = number("Premium over technical price, terms with a premium; under 1 is too little", unit="ratio")
    risk_index = number("Expected cost over the book's average for as many terms of the same lines", unit="ratio")
    grade = code("Risk grade by the index: A is the best (the lowest index), E the worst; empty without cover")


class LineRisks(Table):
    """What the models of a line rest on, and that they add up."""

    key = ("line",)

    line = code("Line of business", required=True)
    terms = whole("Terms that have begun", unit="terms")
    exposure_years = number("Years of cover up to the as-of date", unit="years")
    developed_exposure = number("The same, as far as its claims are told", unit="years")
    claim_count = number("Claims told, tied to a term", unit="claims")
    claims_per_year = number("Claims told over developed exposure", unit="claims a year")
    claim_cap = money("Amount at which a claim is cut; empty where none is")
    developed_incurred = money("What those claims are expected to cost once settled")
    capped_incurred = money("Of that, what lies below the cap")
    expected_incurred = money("What the models expect of the same exposure, large claims spread")
    large_loss_factor = number("Developed over capped amounts: what large claims add", unit="factor")
    frequency_base = number("Claims a year of the frequency model at all relativities 1", unit="claims a year")
    severity_base = number("Cost of a claim of the severity model at all relativities 1", unit="currency a claim")
    frequency_tables = whole("Tables of the frequency model", unit="tables")
    severity_tables = whole("Tables of the severity model", unit="tables")
    average_cost = number("Mean expected cost of a term in force", unit="currency a year")
    record_strength = number("Expected claims that a record in this line alone needs for half belief", unit="claims")
    record_strength_lower = number("Its lower bound", unit="claims")
    record_strength_upper = number("Its upper bound", unit="claims")
    reason = text("What the line leans on where its own claims are too few")


class RecordStrengths(Table):
    """How far customers' own records are believed in this book."""

    key = ("record",)

    record = code("Whose records", "all lines", required=True)
    strength = number("Expected claims that the record of one policy needs for half belief", unit="claims")
    lower = number("Lower bound of the strength", unit="claims")
    upper = number("Upper bound of the strength", unit="claims")
    decay = number("Weight that a claim keeps from year to year", unit="share")
    customer_variance = number("Variance of the levels that a customer's policies share", unit="variance")
    policy_variance = number("Variance of the levels that a policy has for itself", unit="variance")
    claim_count = number("Claims that the estimate rests on", unit="claims")
    reason = text("The book's own, or assumed and why")


class TermPerils(Table):
    """Of which perils the expected cost of a term in force is made: the parts add up to the term's in `term_risks`.

    A line has rows where it has two perils or more that are told apart.
    """

    key = ("term_id", "peril")
    filed_by = "customer_id"

    term_id = text("The term in force", required=True, refers_to="terms")
    policy_id = text("Its policy", required=True, refers_to="policies")
    customer_id = text("The customer", required=True, refers_to="customers")
    line = code("Line of business", required=True)
    peril = code("Peril; `other` for those that have no models of their own", required=True)
    claims_per_year = number("Claims of the peril; all of a term add up to its claims_per_year", unit="claims a year")
    cost_per_claim = number("Cost of one such claim, what large ones add in it", unit="currency a claim")
    expected_cost = number(
        "claims_per_year × cost_per_claim × the term's record_factor; all of a term add up to its expected_cost",
        unit="currency a year",
    )


class PerilRisks(Table):
    """The perils of a line: how often they strike, what they cost, and by which models they are told apart."""

    key = ("line", "peril")

    line = code("Line of business", required=True)
    peril = code("Peril; `unknown` where the source names none", required=True)
    claim_count = whole("Claims told", unit="claims")
    claim_share = number("Share of the line's claims", unit="share")
    cost_share = number("Share of the line's developed cost", unit="share")
    claims_per_year = number("Claims told over developed exposure of the line", unit="claims a year")
    cost_per_claim = number("Developed cost of a claim", unit="currency a claim")
    modelled_as = code("The peril whose models count: its own, or `other`; empty where the line's are not parted")
    claims_factor = number("Share of a term's claims: in proportion to frequency × this", unit="factor")
    cost_factor = number("Share of a term's cost: in proportion to frequency × severity × this", unit="factor")
    reason = text("Why it has no models")


class PerilModels(Table):
    """The rating tables of every peril's models, a level a row: the line's tables times how the peril departs."""

    key = ("line", "peril", "model", "factor", "level", "second_factor", "second_level")

    line = code("Line of business", required=True)
    peril = code("Peril", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    table_number = whole("Place of the table in the model; 0 is the base", unit="tables")
    factor = text("The factor; `base` for the base", required=True)
    level = text("The level's label", required=True)
    second_factor = text("The second factor of a pair, else empty text", required=True)
    second_level = text("The label of its level, else empty text", required=True)
    exposure = number("Weight on the level: years, or the peril's claims", unit="years or claims")
    relativity = number("Relativity of the peril; the base itself for the base", unit="factor")
    lower = number("Lower bound of the relativity, 95 %", unit="factor")
    upper = number("Upper bound of the relativity, 95 %", unit="factor")


class PerilDocuments(Table):
    """The perils' models as documents."""

    key = ("line", "peril", "model")

    line = code("Line of business", required=True)
    peril = code("Peril", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    document = text("The whole model, as JSON", required=True)


class RiskModels(Table):
    """The rating tables of every model, a level a row."""

    key = ("line", "model", "factor", "level", "second_factor", "second_level")

    line = code("Line of business", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    table_number = whole("Place of the table in the model; 0 is the base", unit="tables")
    factor = text("The factor; `base` for the base", required=True)
    level = text("The level's label", required=True)
    second_factor = text("The second factor of a pair, else empty text", required=True)
    second_level = text("The label of its level, else empty text", required=True)
    exposure = number("Weight that the level was fitted on: years, or claims", unit="years or claims")
    relativity = number("Fitted relativity; the base itself for the base", unit="factor")
    lower = number("Lower bound of the relativity, 95 %", unit="factor")
    upper = number("Upper bound of the relativity, 95 %", unit="factor")
    edited_relativity = number("Relativity set by an underwriter, which counts in its place", unit="factor")
    edited_by = text("Who set it")
    edit_reason = text("Why")


class RiskEdits(Table):
    """Underwriters' edits of the models, with what they do to the book."""

    key = ("edit_number",)

    edit_number = whole("Place in the file of edits", required=True)
    line = code("Line of business", required=True)
    model = code("What is modelled", required=True)
    factor = text("The factor, or both of a pair", required=True)
    level = text("The level, or both")
    relativity = number("Relativity set", unit="factor")
    fitted_relativity = number("Relativity fitted", unit="factor")
    edited_by = text("Who set it")
    edit_reason = text("Why")
    is_applied = flag("Whether the model has such a table and level", required=True)
    expected_before = number("Expected total of the cells fitted on, without the edits of the model", unit="total")
    expected_after = number("The same with all edits of the model", unit="total")


class RiskDocuments(Table):
    """The models as documents, from which the run's model files are written and terms are explained."""

    key = ("line", "model")

    line = code("Line of business", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    recipe = code("How it was fitted", *RECIPES, required=True)
    promoted_by = text("Who made that recipe champion; empty where it is the one of `kehu.toml`")
    document = text("The whole model, as JSON", required=True)


class DevelopmentPatterns(Table):
    """How claims of a line become known with age: the pattern by which they were developed."""

    key = ("line", "measure", "age_months")

    line = code("Line of business", required=True)
    measure = code("Claims or amounts", "count", "amount", required=True)
    age_months = whole("Age at the end of the period", unit="months", required=True)
    share_developed = number("Mean share of the ultimate that is known in the period", unit="share")
    factor_to_ultimate = number("Its reciprocal", unit="factor")
    claims = whole("Claims that the pattern rests on", unit="claims")
    credibility = number("Weight of the line's own pattern", unit="share")
    reason = text("Where the pattern comes from")


class RiskFactors(Table):
    """The factors that were looked at for each line's models, used or not."""

    key = ("line", "factor")

    line = code("Line of business", required=True)
    factor = text("The factor", required=True)
    is_declared = flag("Declared by the mapping; else one that any book has")
    filled_share = number("Share of terms that have a value", unit="share")
    is_in_frequency = flag("Whether the frequency model has a table of it")
    is_in_severity = flag("Whether the severity model has a table of it")
    reason = text("Why it is in no table")


class RiskControls(Table):
    """Totals of a line, straight from the book and as the models see them: a run is made current only if all hold."""

    key = ("line", "name")

    line = code("Line of business", required=True)
    name = code(
        "What is summed", "covered_days", "claim_count", "incurred", "expected_claims", "expected_cost", required=True
    )
    in_book = number("In the book; for what is expected: developed and told", unit="days, claims, cents, or currency")
    in_models = number("In the rows of the models; for what is expected: by the models", unit="the same")
    apart = number("Kept apart: claims tied to no term that has begun", unit="the same")
    is_equal = flag("Whether both agree, what is kept apart counted", required=True)


RISKS = (
    TermRisks,
    TermPerils,
    CustomerRisks,
    LineRisks,
    RecordStrengths,
    PerilRisks,
    RiskModels,
    PerilModels,
    PerilDocuments,
    RiskEdits,
    RiskDocuments,
    RiskFactors,
    DevelopmentPatterns,
    RiskControls,
)
