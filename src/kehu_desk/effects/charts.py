"""Effects as charts: what moved the loss ratio, and renewal by the price that was offered.

Reads the plain rows of effects; gives `Chart`s with their tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.effects import words
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.figures import percent

Row = Mapping[str, Any]
SUMMED = (
    *("premium_before", "expected_before", "kept_before", "kept_after", "kept_expected"),
    *("earned_premium", "levelled"),
)


def displacement(rows: Sequence[Row]) -> Chart | None:
    """The way from the loss ratio that was expected of the book to the one since: leaving, prices, claims, coming."""
    steps = loss_ratio_steps(rows)
    if steps is None:
        return None
    start, end = steps["before"], sum(steps.values())
    return Chart(
        "displacement",
        _("The loss ratio went from %(start)s to %(end)s") % {"start": percent(start), "end": percent(end)},
        "waterfall",
        [*(str(words.STEPS[name]) for name in steps), _("Since then")],
        [Series(_("Loss ratio"), [*steps.values(), end])],
        x=Axis(_("Part"), format="text"),
        y=Axis(_("Loss ratio"), format="percent"),
        note=_("Large claims are spread over their line. How claims differ from what was expected is mostly chance."),
        height="high",
    )


def loss_ratio_steps(rows: Sequence[Row]) -> dict[str, float] | None:
    """What each step adds to the loss ratio, in their order; None where the book was empty on either day."""
    sums = {name: sum(row[name] for row in rows) for name in SUMMED}
    known = {name: sum(row[name] for row in rows if row["movement"] != "came") for name in SUMMED}
    if not all((sums["premium_before"], sums["kept_before"], sums["kept_after"], known["earned_premium"])):
        return None
    way = [
        sums["expected_before"] / sums["premium_before"],
        sums["kept_expected"] / sums["kept_before"],
        sums["kept_expected"] / sums["kept_after"],
        known["levelled"] / known["earned_premium"],
        sums["levelled"] / sums["earned_premium"],
    ]
    return dict(zip(words.STEPS, [way[0], *(after - before for before, after in pairwise(way))], strict=True))


def prices(rows: Sequence[Row]) -> Chart | None:
    """Renewal by the change of price that was offered: what came, its bounds, and what was foretold."""
    if not rows:
        return None
    return Chart(
        "prices",
        _("Renewal by the price that was offered"),
        "lines",
        [_class(row) for row in rows],
        [
            Series(_("Foretold"), [row["renewed_foretold"] for row in rows]),
            Series(_("Renewed"), [row["renewed_share"] for row in rows]),
            Series(_("At least"), [row["renewed_lower"] for row in rows]),
            Series(_("At most"), [row["renewed_upper"] for row in rows]),
        ],
        x=Axis(_("Offered over expiring premium"), format="text"),
        y=Axis(_("Renewed"), format="percent", is_cut=True),
        note=_("Who was offered which price was not drawn at random: this proves no cause."),
        height="high",
    )


def _class(row: Row) -> str:
    """A class of price changes, as people write it."""
    least, most = row["least_change"], row["most_change"]
    if least is None:
        return _("under %(most)s") % {"most": percent(most, 0)}
    if most is None:
        return _("over %(least)s") % {"least": percent(least, 0)}
    return f"{percent(least, 0)} … {percent(most, 0)}"
