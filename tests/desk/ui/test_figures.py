import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from kehu_desk.ui import figures


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("en", 22_757_000, "22.8 M"),
        ("en", 1_240_000_000, "1.2 bn"),
        ("en", 9_999, "9,999"),
        ("en", 10_000, "10.0 k"),
        ("en", Decimal("999999"), "1.0 M"),
        ("zh-hans", 22_757_000, "2,275.7万"),
        ("zh-hans", 120_000_000, "1.2亿"),
        ("zh-hant", 22_757_000, "2,275.7萬"),
        ("zh-hant", -120_000_000, "−1.2億"),
        ("zh-hans", 8_765.4, "8,765"),
        ("zh-hans", None, "–"),
    ],
)
def test_large_amounts_are_counted_as_the_reader_counts(language, amount, text):
    with translation.override(language):
        assert figures.money_short(amount) == text


@pytest.mark.parametrize(
    ("value", "text"), [("1234.565", "1,234.57"), (0, "0.00"), ("-0.004", "0.00"), (-7, "−7.00"), ("", "–")]
)
def test_an_amount_is_written_to_the_cent_without_loss(value, text):
    assert figures.money(value) == text


def test_a_cent_survives_where_a_double_would_lose_it():
    assert figures.money(Decimal("90071992547409.93")) == "90,071,992,547,409.93"


@pytest.mark.parametrize(
    ("language", "text"), [("en", "31 Dec 2024"), ("zh-hans", "2024-12-31"), ("zh-hant", "2024-12-31")]
)
def test_a_day_is_written_in_the_readers_way_from_a_date_or_its_text(language, text):
    with translation.override(language):
        assert figures.day(datetime.date(2024, 12, 31)) == figures.day("2024-12-31") == text


def test_an_instant_is_told_in_the_time_of_the_desk(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    instant = datetime.datetime(2024, 12, 31, 18, 5, tzinfo=datetime.UTC)
    with timezone.override("Asia/Shanghai"):
        assert figures.moment(instant) == "1 Jan 2025 02:05"


def test_nothing_known_is_a_dash_in_every_way_of_writing():
    written = (figures.count, figures.percent, figures.interval, figures.day, figures.month, figures.moment)
    assert {one(None) for one in written} == {"–"}


def test_a_share_becomes_a_percentage_and_a_pair_an_interval():
    assert figures.percent(0.7134) == "71.3%"
    assert figures.percent("0.5", 0) == "50%"
    assert figures.interval((Decimal(-20_000), Decimal(1_500_000))) == "−20.0 k – 1.5 M"


def test_only_a_gain_carries_a_plus():
    assert [figures.signed_money(one) for one in (12, 0, "0.4", -3, None)] == ["+12", "0", "0", "−3", "–"]
