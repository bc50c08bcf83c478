"""Pursue the good with most to lose, keep the rest, re-price who must pay more, decline who costs more than that."""

import numpy as np
import pytest

from kehu.renewal_assumptions import TermsChange
from kehu.stages.renewals.lists import change_of, listed
from kehu.tables.decisions import LISTS
from tests.offered import assumed, book, subjects

STEPS = (-0.1, 0.0, 0.01, 0.1)


def names(rows, places, **more):
    parameters = assumed(price_steps=STEPS, **more)
    made = book(rows, parameters)
    found = listed(made, made.come_to(np.array(places)), parameters=parameters)
    return [LISTS[place] for place in found.place], found.stake


@pytest.mark.parametrize(("place", "name"), [(0, "pursue"), (1, "keep"), (2, "keep"), (3, "reprice"), (4, "decline")])
def test_the_offer_says_the_list(place, name):
    bad = {"claims": 800.0}  # nothing to lose, so that nobody is pursued for it
    assert names(subjects(bad), [place])[0] == [name]


def test_other_terms_are_a_new_price():
    change = TermsChange(name="deductible", price=0.9, cost=0.5, source="a test")
    assert names(subjects({}), [4], terms_changes=(change,))[0] == ["reprice"]


def test_the_good_with_most_to_lose_are_pursued():
    rows = subjects(*({"renewal_probability": share} for share in (0.95, 0.9, 0.85, 0.8, 0.4)))
    found, stake = names(rows, [1] * 5)
    assert found == ["keep"] * 4 + ["pursue"]
    assert stake.tolist() == sorted(stake.tolist())
    assert stake[-1] == pytest.approx(0.6 * 250 * 2)


def test_whoever_is_held_out_is_kept_as_before():
    assert names(subjects({"is_held_out": True, "renewal_probability": 0.1}), [1])[0] == ["keep"]


def test_nothing_offered_is_no_change_of_price():
    parameters = assumed(price_steps=STEPS)
    made = book(subjects({}), parameters)
    assert change_of(made, made.come_to(np.array([4]))).tolist() == [0.0]
