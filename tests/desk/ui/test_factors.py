"""Factors and levels have names in the reader's language; an insurer's own stay nearly as declared."""

import pytest
from django.utils import translation

from kehu.stages.intake.mapping import shipped
from kehu_desk.ui.factors import FACTORS, effect_word, factor_name, factors_named, level_name


def test_factors_that_any_book_has_are_named_in_chinese():
    with translation.override("zh-hans"):
        assert all(not name.isascii() for name in map(factor_name, FACTORS))


def test_a_factor_of_the_insurer_s_own_stays_as_declared_but_for_its_underscores():
    assert factor_name("roof_material") == "Roof material"
    assert factor_name("屋顶_材料") == "屋顶 材料"


def test_declared_factors_of_the_mappings_that_come_with_kehu_have_names():
    declared = {factor for mapping in shipped().values() for feed in mapping.tables for factor in feed.declare}
    assert declared
    assert not declared - FACTORS.keys()


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
