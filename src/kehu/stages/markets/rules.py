"""Facts that tell groups of customers apart, and the rules that are made of one fact or of two.

Reads `customer_facts`; gives one row a customer with a level of each fact, and the rules as pairs of facts and levels.
Facts are those that one knows of a prospect: nothing that the customer's own claims have made, and not gender.
"""

from __future__ import annotations

from itertools import combinations

import ibis
import ibis.expr.types as ir

UNKNOWN = "unknown"
FACTS = ("kind", "age", "region", "industry", "tenure", "other_lines")
GROUPINGS = tuple((fact,) for fact in FACTS) + tuple(combinations(FACTS, 2))
Rule = tuple[tuple[str, str], ...]


def levels(facts: ir.Table) -> ir.Table:
    """Columns: customer_id, the levels of FACTS as text, and `lines` with a comma before and after each."""
    decade = (facts.age_years / 10).floor().cast("int64") * 10
    age = decade.cast("string") + "-" + (decade + 9).cast("string")
    tenure = ibis.cases(
        (facts.customer_years < 1, "0"),
        (facts.customer_years < 3, "1-2"),
        (facts.customer_years < 6, "3-5"),
        else_="6+",
    )
    others = ibis.cases((facts.lines_in_force <= 1, "0-1"), (facts.lines_in_force == 2, "2"), else_="3+")
    return facts.select(
        "customer_id",
        lines=facts.lines.fill_null(",,"),
        kind=facts.kind.fill_null(UNKNOWN),
        age=ibis.ifelse(facts.age_years.isnull(), UNKNOWN, age),
        region=facts.region.fill_null(UNKNOWN),
        industry=facts.industry.fill_null(UNKNOWN),
        tenure=tenure,
        other_lines=others.fill_null(UNKNOWN),
    )


def written(rule: Rule) -> str:
    """A rule as it is kept.

    >>> written((("kind", "person"), ("age", "30-39")))
    'kind=person;age=30-39'
    """
    return ";".join(f"{fact}={level}" for fact, level in rule)


def is_within(rule: Rule, other: Rule) -> bool:
    """Whether a rule says all that another one says.

    >>> is_within((("kind", "person"), ("age", "30-39")), (("kind", "person"),))
    True
    """
    return set(other) <= set(rule)
