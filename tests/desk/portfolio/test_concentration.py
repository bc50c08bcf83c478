"""The curve says who carries the book, and does not call a part of a loss a share."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from kehu.portfolio import Curve
from kehu.portfolio.scoped_curves import points
from kehu_desk.portfolio.concentration import chart, sentence, sentences, value_chart


def curve(measure="result", **amounts):
    """A curve of customers, each in a class of its own: `at1=` the best, `at60=` another."""
    classes = {int(key[2:]): (Decimal(amount), place) for place, (key, amount) in enumerate(amounts.items(), start=1)}
    return Curve(measure, points(classes))


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (curve(at1=80, at60=20), "50% of customers bring 80% of the result"),
        (curve(at1=300, at60=-100), "50% of customers bring 150% of the result; the others together lose 100"),
        (curve(at1=100, at60=-300), "The best 50% of customers bring 100; the whole book loses 200"),
        (curve("earned_premium", at1=80, at60=20), "50% of customers bring 80% of the premium"),
        (curve("incurred", at1=80, at60=20), "50% of customers cause 80% of the claims"),
        (curve("incurred", at1=0, at60=0), "There are no claims"),
        (Curve("result", ()), "There are no customers with an account."),
    ],
)
def test_the_sentence_follows_the_sign_of_the_whole(drawn, words):
    assert sentence(drawn) == words


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_sentence_is_whole_in_every_language(portfolios, language):
    with translation.override(language):
        assert not any(re.search(r"%\(|None", told) for one in portfolios.values() for told in sentences(one))


def test_a_book_that_only_loses_is_told_without_a_curve(portfolios):
    losing = replace(portfolios["HQ/South"], curves=(curve(at1=-5),))
    assert chart(losing, excel="") is None
    assert sentences(losing) == ["The best 100% of customers bring −5; the whole book loses 5"]


def test_the_chart_has_a_value_for_each_share(portfolios):
    drawn = chart(portfolios["HQ/North"], excel="")
    assert drawn.title == sentence(portfolios["HQ/North"].curves[0])
    assert all(len(series.values) == len(drawn.categories) for series in drawn.series)


def test_the_curve_of_value_says_what_the_first_fifth_holds(portfolios):
    drawn = value_chart(portfolios[""], excel="")
    assert drawn.title == "20% of customers with cover hold 90% of the lifetime value"
    assert [series.name for series in drawn.series] == ["Lifetime value"]


def test_a_branch_has_no_curve_of_value(portfolios):
    assert value_chart(portfolios["HQ/North"], excel="") is None
