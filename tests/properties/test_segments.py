"""What holds of any segment: asked, its contrary and not known are everybody; more to choose from is never fewer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.selection import Condition, Definition, select
from tests.selected import write_facts

CONTRARIES = {"grade": ("is", "is_not", "ABCDE"), "kind": ("is", "is_not", ("person", "organisation"))}
BOUNDS = st.tuples(st.sampled_from(["age_years", "earned_premium", "future_value"]), st.integers(-300, 10_000))


@pytest.fixture(scope="module")
def facts_run(tmp_path_factory):
    return write_facts(tmp_path_factory.mktemp("facts"))


def count(run, *groups):
    return select(run, Definition(tuple(tuple(group) for group in groups)), scope="").chosen.customers


@given(st.sampled_from(list(CONTRARIES)), st.data())
@pytest.mark.slow
def test_asked_contrary_and_unknown_are_everybody(facts_run, fact, data):
    asked, contrary, codes = CONTRARIES[fact]
    values = tuple(data.draw(st.lists(st.sampled_from(list(codes)), min_size=1, unique=True)))
    parts = (Condition(fact, asked, values), Condition(fact, contrary, values), Condition(fact, "unknown"))
    assert sum(count(facts_run, [part]) for part in parts) == 7


@given(BOUNDS, BOUNDS)
@pytest.mark.slow
def test_either_is_at_least_each_and_both_at_most_each(facts_run, first, second):
    one, other = (Condition(fact, "at_least", (str(bound),)) for fact, bound in (first, second))
    alone = [count(facts_run, [one]), count(facts_run, [other])]
    either, both = count(facts_run, [one, other]), count(facts_run, [one], [other])
    assert both <= min(alone) <= max(alone) <= either
    assert either + both == sum(alone)


@given(BOUNDS)
@pytest.mark.slow
def test_a_bound_parts_those_who_have_a_value(facts_run, bound):
    fact, least = bound
    above = count(facts_run, [Condition(fact, "at_least", (str(least),))])
    below = count(facts_run, [Condition(fact, "at_most", (str(least - 0.001),))])
    assert above + below == count(facts_run, [Condition(fact, "known")])
