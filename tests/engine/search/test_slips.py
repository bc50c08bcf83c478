"""A slip is one letter left out, swapped, exchanged or added, and nothing more."""

from hypothesis import given
from hypothesis import strategies as st

from kehu.search.slips import alphabet, slips


def is_one_slip(one, other):
    """Whether two texts differ by one slip, said plainly."""
    if len(one) == len(other):
        places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        swapped = len(places) == 2 and places[1] == places[0] + 1
        return len(places) == 1 or (
            swapped and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
        )
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


@given(st.text("ab1王", min_size=1, max_size=6))
def test_every_spelling_is_one_slip_away(text):
    assert all(is_one_slip(text, other) for other in slips(text))


@given(st.text("abcxyz", min_size=2, max_size=8), st.data())
def test_whoever_slips_once_is_understood(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    typed = text[:place] + data.draw(st.sampled_from("abcxyz")) + text[place + 1 :]
    assert typed == text or text in slips(typed)


def test_a_number_is_mended_with_digits_only():
    assert all(other.isdigit() for other in slips("13800138000"))


def test_a_plate_may_have_both_digits_and_letters():
    assert set("z9") <= set(alphabet("浙a123"))
