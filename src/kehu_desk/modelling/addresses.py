"""The addresses of models, of the models of perils, and of levels that may be set.

Reads `ModelTold` and `PerilTold`; gives addresses. A peril is named in the query: what sources call perils may hold any
sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from kehu_desk.engine import ModelTold, PerilTold


def href(name: str, told: ModelTold) -> str:
    """An address of a model."""
    return _address(name, told.line, told.model, told.peril)


def peril_href(name: str, peril: PerilTold, model: str) -> str:
    """An address of the model that counts for a peril."""
    return _address(name, peril.line, model, peril.modelled_as)


def _address(name: str, line: str, model: str, peril: str) -> str:
    """A peril is named in the query: what sources call perils may hold any sign."""
    address = reverse(name, args=[line, model])
    return f"{address}?{urlencode({'peril': peril})}" if peril else address


def edit_href(told: ModelTold, factors: Sequence[str], labels: Sequence[str]) -> str:
    """The address at which a level is set; "" for a model that is not edited."""
    if not told.may_be_edited:
        return ""
    query = QueryDict(mutable=True)
    query.setlist("factor", list(factors))
    query.setlist("level", list(labels))
    return f"{href('model_edit', told)}?{query.urlencode()}"
