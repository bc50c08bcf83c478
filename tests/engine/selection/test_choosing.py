"""Figures of a segment beside the whole, its parts, and its customers, in the branch of whoever asks."""

from decimal import Decimal

import pytest

from kehu.selection import Condition, Definition, NoFactsError, choices_of, chosen_customers, select
from tests.modelled import write_run

PEOPLE = Definition(((Condition("kind", "is", ("person",)),),))
EVERYBODY = Definition()


def test_figures_are_sums_over_the_chosen_and_over_all(facts_run):
    found = select(facts_run, PEOPLE, scope="")
    assert (found.chosen.customers, found.whole.customers) == (4, 7)
    assert (found.chosen.earned_premium, found.whole.earned_premium) == (Decimal(2510), Decimal(11510))
    assert found.chosen.loss_ratio == Decimal(150) / Decimal(2510)
    assert found.share == pytest.approx(4 / 7)


def test_a_branch_counts_its_own_and_those_below_and_no_neighbour(facts_run):
    assert select(facts_run, EVERYBODY, scope="HQ/North").whole.customers == 2
    assert select(facts_run, EVERYBODY, scope="HQ").whole.customers == 6
    assert select(facts_run, EVERYBODY, scope="HQ/Nor").whole.customers == 1
    assert select(facts_run, EVERYBODY, scope="HQ/Nowhere").whole.customers == 0


def test_branches_add_up_to_what_lies_above_them(facts_run):
    parts = [select(facts_run, PEOPLE, scope=f"HQ/{name}").chosen.customers for name in ("North", "South", "Nor")]
    assert sum(parts) == select(facts_run, PEOPLE, scope="HQ").chosen.customers


def test_parts_stand_in_order_with_the_unknown_last(facts_run):
    parts = select(facts_run, PEOPLE, scope="", with_parts=True).parts["value_tier"]
    assert [(part.code, part.customers, part.of_whole) for part in parts] == [
        ("A", 1, 1),
        ("B", 1, 1),
        ("C", 1, 1),
        ("D", 0, 1),
        ("", 1, 3),
    ]


def test_customers_stand_with_the_most_valuable_first_and_those_without_a_value_last(facts_run):
    rows = chosen_customers(facts_run, PEOPLE, scope="", columns=["grade"], most=3)
    assert [(row["customer_id"], row["grade"]) for row in rows] == [("C1", "A"), ("C2", "B"), ("C4", "C")]
    rows = chosen_customers(facts_run, PEOPLE, scope="", columns=[], falls=False, most=9)
    assert [row["customer_id"] for row in rows] == ["C4", "C2", "C1", "C5"]


def test_choices_are_what_the_run_holds_the_most_frequent_first(facts_run):
    assert choices_of(facts_run, "lines", scope="")[0] == "motor"
    assert choices_of(facts_run, "kind", scope="") == ["person", "organisation"]
    assert choices_of(facts_run, "kind", scope="HQ/North") == ["person"]


def test_a_branch_may_be_chosen_with_all_those_above_it(facts_run):
    assert set(choices_of(facts_run, "branch", scope="")) >= {"HQ", "HQ/North", "HQ/South", "HQ/Nor"}
    assert choices_of(facts_run, "branch", scope="")[0] == "HQ"


def test_a_run_without_facts_says_what_to_do(tmp_path):
    run = write_run(tmp_path)
    with pytest.raises(NoFactsError, match="kehu run --as-of 2023-12-31"):
        select(run, PEOPLE, scope="")


def test_what_is_no_fact_is_refused(facts_run):
    with pytest.raises(LookupError, match="horoscope"):
        chosen_customers(facts_run, PEOPLE, scope="", columns=["horoscope"], most=1)
    with pytest.raises(LookupError, match="horoscope"):
        choices_of(facts_run, "horoscope", scope="")
