"""Factors and levels have names in the reader's language; an insurer's own stay as declared."""

import pytest
from django.utils import translation

from kehu_desk.ui.factors import FACTORS, effect_word, factor_name, factors_named, level_name


def test_factors_that_any_book_has_are_named_in_chinese():
    with translation.override("zh-hans"):
        assert all(not name.isascii() for name in map(factor_name, FACTORS))
    assert factor_name("roof_material") == "roof_material"


@pytest.mark.parametrize(
    ("level", "factor", "words"),
    [
        ("missing", "age", "not known"),
        ("other", "region", "other"),
        ("agent, broker", "channel", "Agent, Broker"),
        ("-0.15–<-0.1", "price_change", "−14%–<−10%"),
        ("≥ 1234.56789", "mileage", "≥ 1235"),
        ("≤ 0", "claims_in_term", "0"),
    ],
)
def test_levels_are_written_as_people_write_them(level, factor, words):
    assert level_name(level, factor) == words


def test_a_pair_has_two_names():
    assert factors_named(("kind", "channel"), ("person", "missing")) == (
        "Person or organisation × Channel",
        "Person × not known",
    )


@pytest.mark.parametrize(
    ("odds", "words"), [(2, "much likelier"), (1.1, "likelier"), (1, "hardly"), (0.9, "less"), (0.5, "much less")]
)
def test_odds_have_words(odds, words):
    assert effect_word(odds).startswith(words)
