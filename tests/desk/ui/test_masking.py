import pytest

from kehu_desk.ui.masking import masked_id, masked_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812348000", "138****8000"),
        (" 021-62881234 ", "021*****1234"),
        ("62881234", "6*******"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_telephone_shows_its_beginning_and_its_end(number, shown):
    assert masked_phone(number) == shown


@pytest.mark.parametrize(("number", "shown"), [("11010519491231002X", "110105********002X"), ("E1234567", "E*******")])
def test_an_identity_number_hides_the_day_of_birth(number, shown):
    assert masked_id(number) == shown


@pytest.mark.parametrize("length", range(1, 25))
def test_at_least_four_signs_are_hidden_or_all_but_one(length):
    shown = masked_id("7" * length)
    assert len(shown) == length
    assert shown.count("*") >= min(4, length - 1)
