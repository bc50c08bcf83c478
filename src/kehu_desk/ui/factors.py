"""The names of factors and of their levels: what a reader sees for `policyholder_age` and `missing`.

Reads a factor and a level as the models write them; gives words. The factors that any book has are named, and those of
the mappings that come with Kehu; another that a line declares is the insurer's own word, and stays as it is but for its
underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import exp
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kehu_desk.ui import figures
from kehu_desk.ui.codes import code_name

FACTORS: Mapping[str, Any] = {
    "policyholder_age": gettext_lazy("Policyholder's age"),
    "driver_age": gettext_lazy("Driver's age"),
    "vehicle_age": gettext_lazy("Age of the vehicle"),
    "licence_years": gettext_lazy("Years with a licence"),
    "policy_years": gettext_lazy("Years of the policy"),
    "customer_years": gettext_lazy("Years as a customer"),
    "term_count": gettext_lazy("Terms of the policy so far"),
    "other_policies": gettext_lazy("Other policies of the customer"),
    "other_lines": gettext_lazy("Other lines of the customer"),
    "sum_insured": gettext_lazy("Sum insured"),
    "deductible": gettext_lazy("Deductible"),
    "product": gettext_lazy("Product"),
    "channel": gettext_lazy("Channel"),
    "region": gettext_lazy("Region"),
    "branch_part": gettext_lazy("Branch"),
    "kind": gettext_lazy("Person or organisation"),
    "industry": gettext_lazy("Industry"),
    "line": gettext_lazy("Line"),
    "years_ago": gettext_lazy("Years since the term began"),
    "claims_in_term": gettext_lazy("Claims in this term"),
    "claims_three_years": gettext_lazy("Claims in three years"),
    "open_claims": gettext_lazy("Open claims"),
    "slow_claims": gettext_lazy("Claims settled slowly"),
    "premium": gettext_lazy("Premium"),
    "price_change": gettext_lazy("Change of the premium"),
    "services_last_year": gettext_lazy("Services in the last year"),
    "contacts_last_year": gettext_lazy("Contacts in the last year"),
    "last_survey_score": gettext_lazy("Score of the last survey"),
    "expiry_month": gettext_lazy("Month of the renewal"),
    "other_ended": gettext_lazy("Days since another cover ended"),
    "has_referred": gettext_lazy("Has brought others"),
    "was_referred": gettext_lazy("Was brought by another"),
    "vehicle_use": gettext_lazy("Use of the vehicle"),
    "vehicle_price": gettext_lazy("Price of the vehicle when new"),
    "vehicle_kind": gettext_lazy("Kind of vehicle"),
    "vehicle_value": gettext_lazy("Value of the vehicle"),
    "is_new_energy": gettext_lazy("New energy"),
    "annual_mileage": gettext_lazy("Kilometres a year"),
    "no_claim_class": gettext_lazy("No-claim class"),
    "construction": gettext_lazy("Construction of the building"),
    "is_let": gettext_lazy("Home is let"),
    "floor_area": gettext_lazy("Floor area (m²)"),
    "building_age": gettext_lazy("Age of the building"),
    "occupation_class": gettext_lazy("Class of occupation"),
    "does_risky_sport": gettext_lazy("Sport of high risk"),
    "units": gettext_lazy("Units of cover"),
    "insured_age": gettext_lazy("Age of the insured"),
    "trade": gettext_lazy("Trade"),
    "has_sprinklers": gettext_lazy("Automatic sprinklers"),
    "value_insured": gettext_lazy("Value insured"),
    "has_safety_standard": gettext_lazy("Standard of safe production"),
    "headcount": gettext_lazy("Employees insured"),
    "opens_at_night": gettext_lazy("Open at night"),
    "is_urban": gettext_lazy("In an urban area"),
    "has_second_driver": gettext_lazy("A second driver is named"),
    "registration_year": gettext_lazy("Year of first registration"),
    "power": gettext_lazy("Power (hp)"),
    "cylinder_capacity": gettext_lazy("Cylinder capacity (cm³)"),
    "door_count": gettext_lazy("Doors"),
    "fuel": gettext_lazy("Fuel"),
    "length": gettext_lazy("Length (m)"),
    "weight": gettext_lazy("Weight (kg)"),
    "payment": gettext_lazy("Yearly or half-yearly payment"),
    "entity_type": gettext_lazy("Kind of public entity"),
    "is_replacement_cost": gettext_lazy("Cover at replacement cost"),
    "has_no_claim_credit": gettext_lazy("Credit for no claims"),
    "coverage": gettext_lazy("Sum insured (millions)"),
    "log_deductible": gettext_lazy("Logarithm of the deductible"),
}
LEVELS: Mapping[str, Any] = {
    "missing": pgettext_lazy("level", "not known"),
    "other": pgettext_lazy("level", "other"),
    "any": pgettext_lazy("level", "any"),
    "none": pgettext_lazy("level", "none"),
    "true": pgettext_lazy("level", "yes"),
    "false": pgettext_lazy("level", "no"),
    "≤ 0": "0",
}
CODES = frozenset({"channel", "kind", "line", "vehicle_use"})
LONG_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def factor_name(factor: str) -> str:
    """The name of a factor.

    >>> factor_name("no_claim_class"), factor_name("roof_material")
    ('No-claim class', 'Roof material')
    """
    named = FACTORS.get(factor)
    return str(named) if named else factor[:1].upper() + factor[1:].replace("_", " ")


def level_name(level: str, factor: str) -> str:
    """The name of a level of a factor: codes of a group by their names, long numbers rounded.

    >>> level_name("18–25", "driver_age"), level_name("< 0.12345678", "mileage"), level_name("< -0.1", "price_change")
    ('18–25', '< 0.1235', '< −10%')
    """
    if level in LEVELS:
        return str(LEVELS[level])
    if factor in CODES:
        return pgettext("between parts of a list", ", ").join(code_name(code, factor) for code in level.split(", "))
    return LONG_NUMBER.sub(lambda found: _number(float(found.group()), factor), level)


def factors_named(factors: Iterable[str], levels: Iterable[str]) -> tuple[str, str]:
    """The names of a table's factors, and of the levels: two of each for a pair."""
    pairs = list(zip(factors, levels, strict=True))
    return " × ".join(factor_name(one) for one, _level in pairs), " × ".join(level_name(b, a) for a, b in pairs)


def _number(value: float, factor: str) -> str:
    """A cut as people write it; changes of the premium are logs, and read as percentages."""
    return figures.percent(exp(value) - 1, 0) if factor == "price_change" else f"{value:.4g}"


def effect_word(odds: float) -> str:
    """How much a factor changes the odds of renewal, in words."""
    for least, word in ((1.5, _("much likelier to renew")), (1.05, _("likelier to renew"))):
        if odds >= least:
            return word
    for most, word in ((1 / 1.5, _("much less likely to renew")), (1 / 1.05, _("less likely to renew"))):
        if odds <= most:
            return word
    return _("hardly makes a difference")
