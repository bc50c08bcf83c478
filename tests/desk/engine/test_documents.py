"""Frozen values as JSON can hold them, without losing a cent."""

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal

from kehu_desk.engine.documents import document_of


@dataclass(frozen=True)
class Seen:
    day: datetime.date
    amounts: tuple[Decimal, ...]
    by_line: dict[str, int]


def test_a_frozen_value_becomes_plain_values():
    seen = Seen(datetime.date(2024, 12, 31), (Decimal("0.10"), Decimal("-3.00")), {"motor": 2})
    assert document_of(seen) == {"day": "2024-12-31", "amounts": ["0.10", "-3.00"], "by_line": {"motor": 2}}


def test_amounts_come_back_to_the_cent():
    amount = Decimal("12345678901234567.89")
    (back,) = json.loads(json.dumps(document_of((amount,))))
    assert Decimal(back) == amount


def test_plain_values_stay_as_they_are():
    assert document_of([None, True, 3, 0.5, "x"]) == [None, True, 3, 0.5, "x"]
