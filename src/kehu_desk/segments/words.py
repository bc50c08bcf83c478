"""Facts, operators and conditions in words, and what is wrong with a condition.

Reads the engine's catalogue; gives names in the language that is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kehu_desk.engine import FACTS, Condition, Definition, FactKind
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import day, money_whole, number

GROUPS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "who": (
        gettext_lazy("Who they are"),
        ("kind", "age_years", "gender", "region", "industry", "party_count", "has_phone"),
    ),
    "where": (
        gettext_lazy("Where they stand"),
        ("branch", "channel", "producer_id", "customer_since_date", "customer_years"),
    ),
    "holdings": (
        gettext_lazy("What they hold"),
        ("lines", "lines_in_force", "policies_in_force", "policy_count", "next_expiry_date", "annual_premium"),
    ),
    "account": (
        gettext_lazy("Account"),
        (
            *("earned_premium", "incurred", "result", "loss_ratio", "result_tier"),
            *("year_earned_premium", "year_incurred", "year_result"),
        ),
    ),
    "claims": (gettext_lazy("Claims"), ("claim_count", "year_claim_count", "last_claim_date", "open_claims")),
    "risk": (
        gettext_lazy("Risk"),
        (
            *("grade", "former_grade", "risk_index", "expected_cost", "technical_price", "adequacy"),
            *("record_factor", "credibility"),
        ),
    ),
    "staying": (gettext_lazy("Staying"), ("renewal_probability", "all_probability")),
    "value": (
        gettext_lazy("Value"),
        (
            *("value_tier", "former_tier", "strategy", "is_newcomer", "lifetime_value", "potential_value"),
            *("future_value", "coming_result", "referral_value", "referred_count"),
        ),
    ),
    "contacts": (
        gettext_lazy("Contacts and services"),
        (
            *("last_contact_date", "contacts_last_year", "last_service_date", "services_last_year"),
            "last_survey_score",
        ),
    ),
}
NAMES: Mapping[str, Any] = {
    "kind": gettext_lazy("Person or organisation"),
    "age_years": gettext_lazy("Age"),
    "gender": gettext_lazy("Gender"),
    "region": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry"),
    "party_count": gettext_lazy("Records"),
    "has_phone": gettext_lazy("Has a telephone number"),
    "branch": gettext_lazy("Branch"),
    "channel": gettext_lazy("Channel"),
    "producer_id": gettext_lazy("Producer's number"),
    "customer_since_date": gettext_lazy("Customer since"),
    "customer_years": gettext_lazy("Years as a customer"),
    "lines": gettext_lazy("Lines in force"),
    "lines_in_force": gettext_lazy("Number of lines in force"),
    "policies_in_force": gettext_lazy("Policies in force"),
    "policy_count": gettext_lazy("Policies ever"),
    "next_expiry_date": gettext_lazy("Next renewal"),
    "annual_premium": gettext_lazy("Premium of a year"),
    "earned_premium": gettext_lazy("Earned premium"),
    "incurred": gettext_lazy("Incurred claims"),
    "result": gettext_lazy("Result"),
    "loss_ratio": gettext_lazy("Loss ratio"),
    "result_tier": gettext_lazy("Tier by result"),
    "year_earned_premium": gettext_lazy("Earned premium of this year"),
    "year_incurred": gettext_lazy("Incurred claims of this year"),
    "year_result": gettext_lazy("Result of this year"),
    "claim_count": gettext_lazy("Claims so far"),
    "year_claim_count": gettext_lazy("Claims of this year"),
    "last_claim_date": gettext_lazy("Last claim"),
    "open_claims": gettext_lazy("Open claims"),
    "grade": gettext_lazy("Risk grade"),
    "former_grade": gettext_lazy("Risk grade before"),
    "risk_index": gettext_lazy("Expected cost against its like"),
    "expected_cost": gettext_lazy("Expected claims of a year"),
    "technical_price": gettext_lazy("Technical price of a year"),
    "adequacy": gettext_lazy("Premium over technical price"),
    "record_factor": gettext_lazy("Own record"),
    "credibility": gettext_lazy("Belief in the own record"),
    "renewal_probability": gettext_lazy("Probability of renewal"),
    "all_probability": gettext_lazy("Probability that all renew"),
    "value_tier": gettext_lazy("Tier by value"),
    "former_tier": gettext_lazy("Tier before"),
    "strategy": gettext_lazy("Strategy"),
    "is_newcomer": gettext_lazy("New since the run before"),
    "lifetime_value": gettext_lazy("Lifetime value"),
    "potential_value": gettext_lazy("Potential"),
    "future_value": gettext_lazy("Lifetime value and potential"),
    "coming_result": gettext_lazy("Result of the coming year"),
    "referral_value": gettext_lazy("Referral value"),
    "referred_count": gettext_lazy("Customers brought"),
    "last_contact_date": gettext_lazy("Last contact"),
    "contacts_last_year": gettext_lazy("Contacts in the last year"),
    "last_service_date": gettext_lazy("Last service"),
    "services_last_year": gettext_lazy("Services in the last year"),
    "last_survey_score": gettext_lazy("Score of the last survey"),
}
CODES = {
    **{name: name for name in ("kind", "gender", "channel", "strategy", "grade")},
    **{"lines": "line", "value_tier": "tier", "former_tier": "place", "former_grade": "grade", "result_tier": "tier"},
}
OPERATORS: Mapping[str, Any] = {
    "is": pgettext_lazy("condition", "is"),
    "is_not": pgettext_lazy("condition", "is not"),
    "holds": pgettext_lazy("condition", "hold"),
    "holds_not": pgettext_lazy("condition", "do not hold"),
    "at_least": pgettext_lazy("condition", "at least"),
    "at_most": pgettext_lazy("condition", "at most"),
    "between": pgettext_lazy("condition", "between"),
    "within": pgettext_lazy("condition", "within the coming"),
    "since": pgettext_lazy("condition", "within the last"),
    "before": pgettext_lazy("condition", "longer ago than"),
    "from": pgettext_lazy("condition", "from"),
    "until": pgettext_lazy("condition", "until"),
    "yes": pgettext_lazy("condition", "yes"),
    "no": pgettext_lazy("condition", "no"),
    "known": pgettext_lazy("condition", "is known"),
    "unknown": pgettext_lazy("condition", "is not known"),
}
IN_DAYS: Mapping[str, Any] = {
    "within": gettext_lazy("%(fact)s within the coming %(days)s days"),
    "since": gettext_lazy("%(fact)s within the last %(days)s days"),
    "before": gettext_lazy("%(fact)s longer ago than %(days)s days"),
}
FAULTS: Mapping[str, Any] = {
    "fact": gettext_lazy("There is no such fact any more. Choose another one."),
    "operator": gettext_lazy("This cannot be asked of that fact."),
    "count": gettext_lazy("Give a value."),
    "number": gettext_lazy("This is not a number."),
    "share": gettext_lazy("A probability is at most 100%: write 80% or 0.8."),
    "date": gettext_lazy("Give a date."),
    "days": gettext_lazy("Give a number of days."),
    "order": gettext_lazy("The second value is below the first."),
}


def fact_name(fact: str) -> str:
    """The name of a fact, or the fact as it is."""
    return str(NAMES.get(fact, fact))


def value_name(fact: str, value: str) -> str:
    """A value of a fact as people read it."""
    kind = FACTS[fact].kind if fact in FACTS else None
    if value.endswith(("%", "％")):
        return value
    if fact in CODES:
        return code_name(value, CODES[fact])
    if kind is FactKind.MONEY:
        return money_whole(value.replace(",", ""))
    if kind in (FactKind.NUMBER, FactKind.SHARE):
        return number(value.replace(",", ""), 0 if "." not in value else 2)
    return day(value) if kind is FactKind.DATE and "-" in value else value


def condition_words(condition: Condition) -> str:
    """A condition as a sentence: "Risk grade is A or B"."""
    if condition.operator in IN_DAYS and condition.values:
        values = {"fact": fact_name(condition.fact), "days": condition.values[0]}
        return str(IN_DAYS[condition.operator]) % values
    either = pgettext("between choices", " or ")
    both = pgettext("between bounds", " and ")
    named = [value_name(condition.fact, value) for value in condition.values]
    joined = (both if condition.operator == "between" else either).join(named)
    operator = str(OPERATORS.get(condition.operator, condition.operator))
    return " ".join(part for part in (fact_name(condition.fact), operator, joined) if part)


def definition_words(definition: Definition) -> list[str]:
    """A line for each group of conditions: all lines must hold."""
    either = _(", or ")
    return [either.join(map(condition_words, group)) for group in definition.groups]


def offered_facts() -> list[tuple[str, list[tuple[str, str]]]]:
    """The facts that one may ask of, by group."""
    return [(str(title), [(name, fact_name(name)) for name in _there(names)]) for title, names in GROUPS.values()]


def _there(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in FACTS]
