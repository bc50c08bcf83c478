"""What holds of any rating fit: order and splitting of rows, doubling the book and idle factors change nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of, summed
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.model import predicted

AGE = Binning("age", "numeric", cuts=(25, 40, 60), is_whole=True)
RISING = Binning("age", "numeric", cuts=(25, 40, 60), is_whole=True, monotone="up")
KIND = Binning("kind", "codes", groups=(("A",), ("B",)))
COLOUR = Binning("colour", "codes", groups=(("red",),))
STRENGTHS = {"age": 2.0, "kind": 1.0, "colour": 1.0}
FAMILIES = st.sampled_from([Family("poisson"), Family("gamma"), Family("binomial"), Family("tweedie", 1.5)])

ROW = st.tuples(
    st.none() | st.integers(18, 80), st.none() | st.sampled_from("ABC"), st.integers(1, 8), st.integers(0, 8)
)
BOOKS = st.lists(ROW, min_size=2, max_size=25)

pytestmark = pytest.mark.slow


def cells(rows, family, binnings=(AGE, KIND)):
    """Rows as cells: weights are eighths of a year or cases, totals never more than cases, positive for amounts."""
    age, kind, weight, total = (list(column) for column in zip(*rows, strict=True))
    totals = np.minimum(total, weight) * 1.0 + (0.5 if family.name == "gamma" else 0.0)
    columns = {"age": np.array(age, dtype=float), "kind": kind, "colour": ["red"] * len(age)}
    return cells_of(columns, list(binnings), weight=np.array(weight) / 1.0, total=totals)


def has_shape(asked, family):
    """Whether there are events, and of shares something else: if not, the base stands half an event away."""
    return asked.total.sum() > 0 and (family.link == "log" or asked.total.sum() < asked.weight.sum())


def rates(model, asked):
    return predicted(model, asked)


@given(BOOKS, FAMILIES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, family, order):
    asked = cells(rows, family)
    shuffled = cells(order.sample(rows, len(rows)), family)
    first, second = (fit(each, family, strengths=STRENGTHS) for each in (asked, shuffled))
    np.testing.assert_allclose(rates(first, asked), rates(second, asked), rtol=1e-8)


@given(BOOKS, FAMILIES)
def test_a_row_split_in_two_with_its_exposure_shared_changes_nothing(rows, family):
    whole = cells(rows, family)
    halves = whole.part(np.repeat(np.arange(len(whole)), 2))
    shared = type(whole)(halves.binnings, halves.numbers, halves.weight / 2, halves.total / 2, halves.folds)
    first, second = (fit(each, family, strengths=STRENGTHS) for each in (whole, shared))
    np.testing.assert_allclose(rates(first, whole), rates(second, whole), rtol=1e-8)


@given(BOOKS, FAMILIES)
def test_twice_the_book_under_twice_the_penalty_changes_nothing(rows, family):
    once = cells(rows, family)
    twice = cells([*rows, *rows], family)
    double = {factor: 2 * strength for factor, strength in STRENGTHS.items()}
    first, second = fit(once, family, strengths=STRENGTHS), fit(twice, family, strengths=double)
    if has_shape(once, family):
        np.testing.assert_allclose(rates(first, once), rates(second, once), rtol=1e-8)


@given(BOOKS, FAMILIES)
def test_a_factor_that_is_always_the_same_changes_nothing(rows, family):
    plain, more = cells(rows, family), cells(rows, family, (AGE, KIND, COLOUR))
    first, second = (fit(each, family, strengths=STRENGTHS) for each in (plain, more))
    np.testing.assert_array_equal(rates(first, plain), rates(second, more))


@given(BOOKS, FAMILIES)
def test_totals_balance_and_cells_give_what_rows_give(rows, family):
    asked = cells(rows, family)
    model = fit(summed(asked), family, strengths=STRENGTHS)
    np.testing.assert_allclose(rates(model, asked), rates(fit(asked, family, strengths=STRENGTHS), asked), rtol=1e-8)
    if has_shape(asked, family):
        assert (rates(model, asked) * asked.weight).sum() == pytest.approx(asked.total.sum(), rel=1e-8)


@given(BOOKS, FAMILIES)
@settings(max_examples=20)
def test_a_rising_factor_rises_whatever_the_book(rows, family):
    asked = cells(rows, family, (RISING, KIND))
    model = fit(asked, family, strengths=STRENGTHS)
    for table in model.tables:
        if table.factors == ("age",):
            assert (np.diff(table.relativities[1:]) >= -1e-9 * table.relativities[1:-1]).all()


@given(BOOKS, FAMILIES)
def test_intervals_hold_their_relativities(rows, family):
    for table in fit(cells(rows, family), family, strengths=STRENGTHS).tables:
        assert (table.lower <= table.relativities * (1 + 1e-12)).all()
        assert (table.relativities <= table.upper * (1 + 1e-12)).all()
