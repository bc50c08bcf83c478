"""Effects as figures and lists.

Reads the plain rows of effects; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.effects import words
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_whole, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Figure

Row = Mapping[str, Any]
ALL = "all"


def held_out(rows: Sequence[Row], *, currency: str) -> list[Figure]:
    """What deciding changed, all lines together."""
    return [
        Figure(
            str(words.MEASURES[row["measure"]]),
            words.written(row["measure"], row["effect"], currency=currency, signed=True),
            word=words.within(row, currency=currency),
            tone="accent" if row["is_sure"] else "",
        )
        for row in rows
        if row["line"] == ALL
    ]


def certainties(rows: Sequence[Row]) -> list[str]:
    """How sure each of those effects is, in words."""
    return [f"{words.MEASURES[row['measure']]}: {words.certainty(row)}" for row in rows if row["line"] == ALL]


def held_out_table(rows: Sequence[Row], *, currency: str) -> Listing:
    """Those decided about beside those held out, by line and measure."""
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("measure", _("Measured")),
        Column("decided", _("Decided about"), on_phone=True),
        Column("held_out", _("Held out"), on_phone=True),
        Column("effect", _("Effect"), on_phone=True),
        Column("within", _("Bounds")),
        Column("customers", _("Customers"), kind="count"),
        Column("customers_held", _("Of them held out"), kind="count"),
        Column("sure", _("Told from chance"), kind="badge"),
    ]
    shown = [
        {
            "line": _("All lines") if row["line"] == ALL else code_name(row["line"], "line"),
            "measure": words.MEASURES[row["measure"]],
            "decided": words.written(row["measure"], row["decided"], currency=currency),
            "held_out": words.written(row["measure"], row["held_out"], currency=currency),
            "effect": words.written(row["measure"], row["effect"], currency=currency, signed=True),
            "within": _between(partial(_signed, row["measure"]), row["lower"], row["upper"]),
            "customers": row["customer_count"] + row["held_out_customers"],
            "customers_held": row["held_out_customers"],
            "sure": Badge(_("yes"), "accent") if row["is_sure"] else Badge(_("no")),
        }
        for row in sorted(rows, key=lambda row: (row["line"] != ALL, row["line"]))
    ]
    empty = Empty(_("Nobody was held out, or nothing is decided yet"), icon="scale")
    return Listing("held-out", columns, shown, empty=empty)


def lists(rows: Sequence[Row], *, currency: str) -> Listing:
    """What came of the four lists."""
    columns = [
        Column("list", _("List"), kind="name"),
        Column("renewals", _("Renewals"), kind="count"),
        Column("decided", _("Came to their day"), kind="count"),
        Column("carried_out", _("Done as decided"), kind="percent"),
        Column("renewed", _("Renewed"), kind="percent", on_phone=True),
        Column("foretold", _("Foretold"), kind="percent"),
        Column("loss_ratio", _("Loss ratio"), kind="percent", hint=_("Large claims spread over their line")),
        Column("loss_ratio_within", _("Its bounds")),
        Column("loss_ratio_foretold", _("Expected"), kind="percent"),
        Column("loss_ratio_as_came", _("As it came"), kind="percent"),
        Column("result", _("Result of each"), kind="money_whole", unit=currency, on_phone=True),
        Column("result_within", _("Its bounds")),
    ]
    shown = [
        {
            "list": code_name(row["list"], "renewal_list"),
            "renewals": row["renewal_count"],
            "decided": row["decided_count"],
            "carried_out": row["carried_out_share"],
            "renewed": row["renewed_share"],
            "foretold": row["renewed_foretold"],
            "loss_ratio": row["loss_ratio_levelled"],
            "loss_ratio_within": _between(percent, row["loss_ratio_lower"], row["loss_ratio_upper"]),
            "loss_ratio_foretold": row["loss_ratio_foretold"],
            "loss_ratio_as_came": row["loss_ratio"],
            "result": row["result"],
            "result_within": _between(money_whole, row["result_lower"], row["result_upper"]),
        }
        for row in rows
    ]
    return Listing("lists", columns, shown)


def qualities(rows: Sequence[Row], *, currency: str) -> Listing:
    """Keeping all beside keeping the good, and what one more point of each brings."""
    columns = [
        Column("quality", _("Whom"), kind="name"),
        Column("decided", _("Came to their day"), kind="count"),
        Column("renewed", _("Renewed"), kind="percent", on_phone=True),
        Column("loss_ratio", _("Loss ratio as it came"), kind="percent"),
        Column("result", _("Result of one who stayed"), kind="money_whole", unit=currency),
        Column("result_within", _("Its bounds")),
        Column("foretold", _("Foretold"), kind="money_whole", unit=currency),
        Column("point", _("One more point of renewal"), kind="money_whole", unit=currency, on_phone=True),
        Column("point_within", _("Its bounds")),
    ]
    shown = [
        {
            "quality": words.QUALITIES[row["quality"]],
            "decided": row["decided_count"],
            "renewed": row["renewed_share"],
            "loss_ratio": row["loss_ratio"],
            "result": row["result"],
            "result_within": _between(money_whole, row["result_lower"], row["result_upper"]),
            "foretold": row["result_foretold"],
            "point": row["point_result"],
            "point_within": _between(money_whole, row["point_lower"], row["point_upper"]),
        }
        for row in rows
    ]
    return Listing("qualities", columns, shown)


def movements(rows: Sequence[Row], *, currency: str) -> Listing:
    """Who left, who stayed and who came, by grade."""
    columns = [
        Column("movement", _("Customers"), kind="name"),
        Column("grade", _("Grade"), kind="badge", on_phone=True),
        Column("count", _("How many"), kind="count", on_phone=True),
        Column("premium_before", _("Premium before"), kind="money_whole", unit=currency),
        Column("expected", _("Expected loss ratio"), kind="percent", on_phone=True),
        Column("premium_after", _("Premium after"), kind="money_whole", unit=currency),
        Column("since", _("Loss ratio since"), kind="percent", hint=_("Large claims spread over their line")),
        Column("as_came", _("As it came"), kind="percent"),
    ]
    shown = [
        {
            "movement": words.MOVEMENTS[row["movement"]],
            "grade": None if row["grade"] == "none" else Badge(row["grade"], f"grade-{row['grade'].lower()}"),
            "count": row["customer_count"],
            "premium_before": row["premium_before"] or None,
            "expected": _over(row["expected_before"], row["premium_before"]),
            "premium_after": row["premium_after"] or None,
            "since": _over(row["levelled"], row["earned_premium"]),
            "as_came": _over(row["incurred"], row["earned_premium"]),
        }
        for row in rows
    ]
    return Listing("movements", columns, shown)


def summed(rows: Sequence[Row], *, currency: str) -> list[Figure]:
    """How many left, stayed and came, with the premium and the loss ratio expected of them."""
    found = []
    for movement, title in words.MOVEMENTS.items():
        part = [row for row in rows if row["movement"] == movement]
        side = "after" if movement == "came" else "before"
        premium = sum(row[f"premium_{side}"] for row in part)
        ratio = _over(sum(row["expected_before"] for row in part), premium) if movement != "came" else None
        words_of = {"premium": f"{money_whole(premium)} {currency}", "ratio": percent(ratio, 0) if ratio else ""}
        told = _("%(premium)s of premium, expected loss ratio %(ratio)s") if ratio else _("%(premium)s of premium")
        found.append(Figure(str(title), count(sum(row["customer_count"] for row in part)), word=told % words_of))
    return found


def _signed(measure: str, value: float) -> str:
    """A difference with its sign, without its unit."""
    return words.written(measure, value, signed=True, is_bare=True)


def _between(write: Any, lower: float | None, upper: float | None) -> str:
    return "–" if lower is None or upper is None else f"{write(lower)} – {write(upper)}"


def _over(amount: float, premium: float) -> float | None:
    return amount / premium if premium else None
