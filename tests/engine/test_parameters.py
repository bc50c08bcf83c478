"""Every assumption of a run: read whole, checked word by word, refused with its place."""

import datetime

import pytest

from kehu.parameters import ParameterError, default_text, parse, read


@pytest.fixture
def refused():
    def explanation(text):
        with pytest.raises(ParameterError) as refusal:
            parse(text, name="kehu.toml")
        return str(refusal.value)

    return explanation


def test_the_file_that_init_writes_can_be_read(tmp_path):
    (tmp_path / "kehu.toml").write_text(default_text(), encoding="utf-8")
    assert read(tmp_path / "kehu.toml") == parse(default_text(), name="default")


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ParameterError, match=r"no such file. Run `kehu init`"):
        read(tmp_path / "kehu.toml")


def test_a_text_that_is_no_toml_is_refused(refused):
    assert refused("currency = ").startswith("kehu.toml: not a TOML file: ")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('currency = "CNY"', 'currency = "YUAN"', "kehu.toml: currency: "),
        ('currency = "CNY"', 'curency = "CNY"', "kehu.toml: curency: "),
        ('return_premium = "pro_rata"', 'return_premium = "half"', "kehu.toml: cancellation.return_premium: "),
    ],
)
def test_every_mistake_is_told_with_its_place(refused, old, new, fault):
    assert old in default_text()
    assert fault in refused(default_text().replace(old, new, 1))


def test_tiers_grow_and_end_with_everybody(refused):
    text = default_text() + '\n[[value_tiers]]\nname = "Z"\nshare = 0.5\n'
    assert "shares must grow from tier to tier and end at 1" in refused(text)


LAW = """
[[laws]]
kind = "commission_cap"
line = "motor"
from_date = 2024-01-01
to_date = {end}
most = 0.15
source = "a circular"
"""


def test_a_law_ends_after_it_begins(refused):
    assert "to_date must lie after from_date" in refused(default_text() + LAW.format(end="2023-01-01"))
    laws = parse(default_text() + LAW.format(end="2025-01-01"), name="m").laws
    assert laws[-1].to_date == datetime.date(2025, 1, 1)


def test_an_assumption_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        parse(default_text(), name="m").currency = "EUR"
