"""Effects in words."""

from kehu_desk.effects import words
from tests.effected import HELD


def test_measures_are_written_in_their_units():
    assert words.written("renewal", 0.75) == "75.0%"
    assert words.written("renewal", -0.012, signed=True) == "−1.2 points"
    assert words.written("result", 17.4, currency="CNY", signed=True) == "+17 CNY"
    assert words.written("loss_ratio", None) == "–"


def test_what_chance_could_do_is_said():
    assert words.certainty(HELD | {"is_sure": True}) == "More than chance would do."
    assert "320" in words.certainty(HELD)
    assert words.within(HELD | {"lower": None}, currency="CNY") == "too few customers for bounds"
