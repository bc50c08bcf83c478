"""The catalogue of facts is the table that holds them."""

from kehu.selection import FACTS, FactKind
from kehu.tables.facts import CustomerFacts


def test_every_column_but_the_key_is_a_fact():
    assert set(FACTS) == set(CustomerFacts.columns) - {"customer_id"}
    assert len(FACTS) >= 40


def test_what_may_be_asked_goes_with_what_the_values_are():
    assert FACTS["grade"].kind is FactKind.CHOICE
    assert FACTS["lines"].operators[:2] == ("holds", "holds_not")
    assert FACTS["renewal_probability"].kind is FactKind.SHARE
    assert FACTS["lifetime_value"].kind is FactKind.MONEY
    assert FACTS["next_expiry_date"].operators[0] == "within"
    assert FACTS["is_newcomer"].operators == ("yes", "no", "known", "unknown")


def test_every_fact_says_what_it_means():
    assert all(fact.about for fact in FACTS.values())
