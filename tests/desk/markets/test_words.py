"""Rules in words."""

import pytest

from kehu_desk.markets import words


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (("kind", "organisation"), "Organisation"),
        (("age", "30-39"), "aged 30–39"),
        (("tenure", "6+"), "customer for 6 years or more"),
        (("other_lines", "2"), "two lines held"),
        (("region", "杭州"), "杭州"),
    ],
)
def test_a_fact_is_told_in_words(fact, text):
    assert words.rule([fact]) == text
