"""How figures and dates are written, in the language that is read.

Gives one function for each way of writing; the template filters are these functions. Chinese readers count in 万 and
億, others in thousands and millions; nothing known is written as a dash.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

NONE = "–"
MINUS = "−"
# From which amount on a unit is used, what it holds, what it is called.
SHORT_UNITS = {
    "zh-hans": ((10**8, 10**8, "亿"), (10**4, 10**4, "万")),
    "zh-hant": ((10**8, 10**8, "億"), (10**4, 10**4, "萬")),
    "en": ((10**9, 10**9, " bn"), (10**6, 10**6, " M"), (10**4, 10**3, " k")),
}
ROUNDS_UP = Decimal("0.99995")
CHINESE_DATE, LATIN_DATE = "Y-m-d", "j M Y"
CHINESE_MONTH, LATIN_MONTH = "Y-m", "M Y"


def number(value: Any, places: int = 2) -> str:
    """A number with a fixed count of decimals.

    >>> number(-1234.567, 1), number(None)
    ('−1,234.6', '–')
    """
    amount = _decimal(value)
    if amount is None:
        return NONE
    rounded = amount.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{int(places)}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def count(value: Any) -> str:
    """A whole number.

    >>> count(12345)
    '12,345'
    """
    return number(value, 0)


def factor(value: Any) -> str:
    """A factor or a rate: four decimals below 1, where two would say too little.

    >>> factor(0.02214), factor(1.25)
    ('0.0221', '1.25')
    """
    amount = _decimal(value)
    return number(amount, 4 if amount is not None and abs(amount) < 1 else 2)


def money(value: Any) -> str:
    """An amount to the cent; its currency stands in the heading."""
    return number(value, 2)


def money_whole(value: Any) -> str:
    """An amount without its cents."""
    return number(value, 0)


def signed_money(value: Any) -> str:
    """An amount without its cents, with its sign.

    >>> signed_money(1200), signed_money(-3), signed_money(0)
    ('+1,200', '−3', '0')
    """
    text = number(value, 0)
    amount = _decimal(value)
    return f"+{text}" if amount is not None and amount > 0 and text != "0" else text


def money_short(value: Any) -> str:
    """An amount in the large units that a reader counts in: 2,275.7万, 1.2億, 22.8 M.

    >>> money_short(22_757_000), money_short(-950), money_short(999_960)
    ('22.8 M', '−950', '1.0 M')
    """
    amount = _decimal(value)
    if amount is None:
        return NONE
    for least, size, name in short_units():
        if abs(amount) >= least * ROUNDS_UP:
            return f"{number(amount / size, 1)}{name}"
    return number(amount, 0)


def short_units() -> tuple[tuple[int, int, str], ...]:
    """The large units of the language that is read, the largest first."""
    return SHORT_UNITS.get(get_language() or "en", SHORT_UNITS["en"])


def percent(value: Any, places: int = 1) -> str:
    """A share as a percentage.

    >>> percent(0.7134)
    '71.3%'
    """
    share = _decimal(value)
    return NONE if share is None else f"{number(share * 100, places)}%"


def interval(value: Sequence[Any] | None) -> str:
    """A range of amounts, from the low to the high end."""
    return NONE if not value else f"{money_short(value[0])} – {money_short(value[1])}"


def day(value: datetime.date | str | None) -> str:
    """A date."""
    date = _date(value)
    return NONE if date is None else date_format(date, CHINESE_DATE if _is_chinese() else LATIN_DATE)


def month(value: datetime.date | str | None) -> str:
    """A month of a year."""
    date = _date(value)
    return NONE if date is None else date_format(date, CHINESE_MONTH if _is_chinese() else LATIN_MONTH)


def moment(value: datetime.datetime | None) -> str:
    """A date and time of day where the desk stands."""
    if value is None:
        return NONE
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {local:%H:%M}"


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _decimal(value: Any) -> Decimal | None:
    """A number or the text of one, exactly; None for nothing."""
    return None if value is None or value == "" else Decimal(str(value))


def _date(value: datetime.date | str | None) -> datetime.date | None:
    """A date or the text of one."""
    return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) and value else value or None
