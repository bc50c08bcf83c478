"""Frozen values as plain ones that JSON can hold, and amounts without loss.

Gives `document_of`: dataclasses become mappings, decimals and dates become texts.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any


def document_of(value: Any) -> Any:
    """A frozen value as mappings, lists, texts and numbers.

    >>> document_of((Decimal("1.50"), datetime.date(2024, 12, 31)))
    ['1.50', '2024-12-31']
    """
    if is_dataclass(value):
        return {field.name: document_of(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal | datetime.date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): document_of(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [document_of(entry) for entry in value]
    return value
