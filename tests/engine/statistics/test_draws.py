"""Draws by a digest: about as many as asked for, the same for ever, the smaller share within the larger."""

from kehu.statistics.draws import is_drawn

KEYS = [f"C{number}" for number in range(4000)]


def drawn(share, salt="renewals"):
    return {key for key in KEYS if is_drawn(key, share=share, salt=salt)}


def test_about_as_many_are_drawn_as_asked_for():
    assert 0.08 < len(drawn(0.1)) / len(KEYS) < 0.12


def test_a_larger_share_contains_the_smaller_and_another_salt_draws_others():
    assert drawn(0.1) < drawn(0.3)
    assert drawn(0.1) != drawn(0.1, "service")
