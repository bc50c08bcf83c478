"""How customers moved in the grid of risk and value since the run before, nobody left out.

Reads the movements of a `ScopedPortfolio`; gives a flow from tier to tier and a listing from cell to cell. Who came and
who went have places of their own, so that both sides of the flow are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.engine import Movement, ScopedPortfolio
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count
from kehu_desk.ui.lists import Column, Listing

UNKNOWN = "none"
BEYOND = ("new", "left", "merged")
LISTED = 12  # movements below the flow; the workbook has them all


def flow(portfolio: ScopedPortfolio, *, excel: str) -> Chart | None:
    """Customers from tier to tier; None where there was no run before."""
    found = portfolio.movements
    if not found:
        return None
    sums: Counter[tuple[str, str]] = Counter()
    for one in found:
        sums[one.former_tier, one.tier] += one.customer_count
    before, now = _ordered(former for former, _tier_now in sums), _ordered(tier for _former, tier in sums)
    return Chart(
        "movements",
        _title(found),
        "flow",
        [code_name(tier, "place") for tier in now],
        [Series(code_name(former, "place"), [sums.get((former, tier)) for tier in now]) for former in before],
        x=Axis(_("Tier by value"), format="text"),
        y=Axis(_("Customers")),
        note=_("Left: the tier in the run before. Right: the tier now."),
        excel=excel,
        height="high",
    )


def listing(portfolio: ScopedPortfolio) -> Listing:
    """The most frequent movements between different cells."""
    moved = sorted((one for one in portfolio.movements if has_moved(one)), key=lambda one: -one.customer_count)
    rows: list[dict[str, Any]] = [
        {
            "former": cell_name(one.former_grade, one.former_tier),
            "now": cell_name(one.grade, one.tier),
            "customers": one.customer_count,
            "future_value": one.future_value,
        }
        for one in moved[:LISTED]
    ]
    columns = [
        Column("former", _("From"), kind="name"),
        Column("now", _("To"), kind="text", on_phone=True),
        Column("customers", _("Customers"), kind="count", on_phone=True),
        Column("future_value", _("With potential"), kind="money_short", hint=_("Lifetime value and potential, now")),
    ]
    return Listing("movements", columns, rows, left_out=len(moved) - len(rows))


def has_moved(one: Movement) -> bool:
    """Whether the cell now is another than before."""
    return (one.former_grade, one.former_tier) != (one.grade, one.tier)


def cell_name(grade: str, tier: str) -> str:
    """A cell of the grid in words, or that a customer came or went."""
    if tier in BEYOND:
        return code_name(tier, "place")
    values = {"grade": code_name(grade, "grade"), "tier": code_name(tier, "place")}
    return _("risk %(grade)s, %(tier)s") % values


def _title(found: Iterable[Movement]) -> str:
    """Who rose and who fell among those who were here and are."""
    stayed = [one for one in found if not {one.former_tier, one.tier} & {*BEYOND, UNKNOWN}]
    rose = sum(one.customer_count for one in stayed if one.tier < one.former_tier)
    fell = sum(one.customer_count for one in stayed if one.tier > one.former_tier)
    values = {"rose": count(rose), "fell": count(fell), "all": count(sum(one.customer_count for one in stayed))}
    return _("Of %(all)s customers who stayed, %(rose)s rose to a better tier and %(fell)s fell") % values


def _ordered(codes: Iterable[str]) -> list[str]:
    """Codes once each, in their order; not known, and those who came or went, stand last."""
    return sorted(set(codes), key=lambda code: (code in BEYOND, code == UNKNOWN, code))
