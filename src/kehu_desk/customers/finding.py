"""Finding customers by what somebody typed: names, sounds, and parts of numbers, with slips forgiven.

Reads the search keys of the run on the desk; gives customers, the best match first. A whole key goes before the
beginning of a longer one, and among equals the better customer goes first. Where nothing begins as typed, spellings
one slip away are tried, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from kehu_desk.engine import lookups
from kehu_desk.published.models import Customer, SearchKey
from kehu_desk.published.visibility import Scope, in_scope, tested

MOST_KEYS = 300


@dataclass(frozen=True)
class Found:
    """Customers found; `is_mended` where the spelling had to be mended, `has_more` where some are not shown."""

    customers: tuple[Customer, ...] = ()
    is_short: bool = False
    is_mended: bool = False
    has_more: bool = False


def find(scope: Scope, text: str, *, most: int) -> Found:
    """The customers of a scope that are meant by a text."""
    asked = lookups(text)
    if asked.is_short:
        return Found(is_short=True)
    keys = SearchKey.objects.filter(in_scope(scope))
    sealed = _exact(keys, asked.number, most) if asked.number else ()
    places = _distinct(sealed, _exact(keys, asked.begins, most), _beginning(keys, asked.begins))
    if places:
        return Found(_customers(scope, places[:most]), has_more=len(places) > most)
    mended = keys.filter(key__in=asked.slips).order_by("place").values_list("place", flat=True)
    tried = list(dict.fromkeys(mended[:MOST_KEYS]))
    return Found(_customers(scope, tried[:most]), is_mended=bool(tried), has_more=len(tried) > most)


def _exact(keys: QuerySet[SearchKey], key: str, most: int) -> Iterable[int]:
    """Places of those whose key is just this, the best customers first."""
    return keys.filter(key=key).order_by("place").values_list("place", flat=True)[: most + 1]


def _beginning(keys: QuerySet[SearchKey], text: str) -> Iterable[int]:
    """Places of those with a key that begins so: shorter keys first, then better customers."""
    found = keys.filter(key__begins=text).order_by("key", "place").values_list("key", "place")[:MOST_KEYS]
    return [place for key, place in sorted(found, key=lambda pair: (len(pair[0]), pair[1]))]


def _distinct(*places: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(place for some in places for place in some))


def _customers(scope: Scope, places: list[int]) -> tuple[Customer, ...]:
    """The customers at some places, in that order."""
    by_place = {customer.place: customer for customer in tested(scope).filter(place__in=places)}
    return tuple(by_place[place] for place in places if place in by_place)
