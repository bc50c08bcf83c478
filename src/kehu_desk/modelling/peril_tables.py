"""The perils of a line as a list.

Reads `PerilTold`; gives a listing that leads to the tables of each peril.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kehu_desk.engine import ModelTold, PerilTold
from kehu_desk.modelling import words
from kehu_desk.modelling.addresses import peril_href
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.lists import Column, Listing

PER_YEARS = 1000


def perils(told: ModelTold, found: Sequence[PerilTold]) -> Listing:
    """The perils of a line, each with its part of claims and cost, and a way to its own tables."""
    rows = [
        {
            "peril": code_name(one.peril, "peril"),
            "claims": one.claim_count,
            "claim_share": one.claim_share,
            "cost_share": one.cost_share,
            "often": None if one.claims_per_year is None else one.claims_per_year * PER_YEARS,
            "dear": one.cost_per_claim,
            "tables": words.peril_tables(one),
            "href": peril_href("model", one, told.model) if one.modelled_as else "",
        }
        for one in found
    ]
    columns = (
        Column("peril", _("Peril"), kind="name"),
        Column("claims", _("Claims"), kind="count"),
        Column("claim_share", _("Share of claims"), kind="percent", on_phone=True),
        Column("cost_share", _("Share of cost"), kind="percent", on_phone=True),
        Column(
            "often", _("Claims in 1,000 years"), kind="number", hint=_("Claims told over a thousand years of cover")
        ),
        Column("dear", _("Cost of a claim"), kind="money_whole", hint=_("Developed to the end")),
        Column("tables", _("Tables")),
    )
    return Listing("perils", columns, rows, href=lambda row: str(row["href"]))
