"""What the gallery shows: realistic values for every component, the longest name, nothing, and amounts below zero.

Gives values of the kinds that apps give; no database and no run is needed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.ui import figures
from kehu_desk.ui.charts import Axis, Chart, Mark, Series
from kehu_desk.ui.lists import Column, Listing, choose_columns
from kehu_desk.ui.panels import Panel
from kehu_desk.ui.values import Action, Badge, Empty, Fact, Figure, Moment, Progress, Reason

LONGEST = (
    "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区"
    "西部建设工程机械设备租赁与综合服务股份有限公司驻华东联络办事处"
)
DAY = datetime.date(2024, 12, 31)

COLUMNS = (
    Column("name", gettext_lazy("Name"), "name", is_fixed=True, sorts=True),
    Column("kind", gettext_lazy("Kind"), "code", code="kind"),
    Column("lines", gettext_lazy("Lines"), "codes", code="line"),
    Column("tier", gettext_lazy("Tier"), "tier"),
    Column("state", gettext_lazy("State"), "badge"),
    Column("next_expiry_date", gettext_lazy("Expires"), "day", sorts=True),
    Column("earned_premium", gettext_lazy("Earned premium"), "money_whole", unit="CNY", sorts=True, on_phone=True),
    Column("result", gettext_lazy("Result"), "money_whole", unit="CNY", sorts=True, on_phone=True),
    Column("claim_count", gettext_lazy("Claims"), "count", is_shown=False),
)
NAMES = ("王伟", LONGEST, None, "Müller & Söhne Precision Instruments (Hangzhou) Co., Ltd.", "欧阳娜娜")


def customers(request: HttpRequest) -> Listing:
    """A list with every kind of column."""
    rows = [_customer(place, name) for place, name in enumerate(NAMES)]
    return Listing(
        name="gallery",
        columns=choose_columns(request, "gallery", COLUMNS),
        rows=rows,
        href=lambda row: f"#customer-{row['place']}",
        order=request.GET.get("order", "-result"),
        next_key="5",
        count=1000,
        count_is_capped=True,
        columns_offered=COLUMNS,
    )


def _customer(place: int, name: str | None) -> dict[str, Any]:
    result = Decimal(2_275_700_000) / 7 ** (2 * place) - 40_000
    return {
        "place": place,
        "name": name,
        "kind": "organisation" if place % 2 else "person",
        "lines": "motor_commercial,motor_compulsory,drone" if place else "",
        "tier": "ABCD"[place] if place < 4 else None,
        "state": Badge(_("In force"), "accent") if place else None,
        "next_expiry_date": DAY + datetime.timedelta(days=40 * place) if place != 2 else None,
        "earned_premium": abs(result) * 2,
        "result": result,
        "claim_count": place * 1234,
    }


YEARS = ("2020", "2021", "2022", "2023", "2024")


def charts() -> list[Chart]:
    """One chart of each shape."""
    return [*_charts_of_years(), *_charts_of_lines(), _curve()]


def _charts_of_years() -> list[Chart]:
    amount = Axis(_("Amount"), "CNY", "money")
    premium = Series(_("Earned premium"), [Decimal(one) for one in (812_000, 960_500, 1_203_000, 1_190_000, 1_350_000)])
    incurred = Series(_("Incurred claims"), [402_000, 1_310_000, 655_000, None, 700_000])
    result = Series(_("Result"), [410_000, -349_500, 548_000, 1_190_000, 650_000], kind="line")
    lost = _("The account lost money in one year of five")
    told = {"x": Axis(_("Year"), format="text"), "note": _("Without expenses"), "excel": "#excel"}
    return [
        Chart("by-year", lost, "mixed", YEARS, (premium, incurred, result), y=amount, **told),
        Chart("lines", _("Premium grows, claims do not"), "lines", YEARS, (premium, incurred), y=amount),
        Chart("stacked", _("Two lines carry the book"), "stacked", YEARS, (premium, incurred), y=amount),
    ]


def _charts_of_lines() -> list[Chart]:
    amount = Axis(_("Amount"), "CNY", "money")
    lines = (_("Compulsory motor"), _("Commercial property"), _("Safety-production liability"))
    result = Series(_("Result"), (-120_000, 340_000, 910_000))
    cells = [Series(line, [90_000 - 45_000 * n * place for n in range(4)]) for place, line in enumerate(lines, start=1)]
    return [
        Chart("across", _("Liability earns most"), "across", lines, (result,), y=amount),
        Chart("waterfall", _("Large losses took the profit"), "waterfall", *_steps(), y=amount),
        Chart("heat", _("Good and large customers are few"), "heat", ("A", "B", "C", "D"), cells, y=amount),
        _flow(),
        _rated(),
    ]


def _steps() -> tuple[tuple[str, ...], tuple[Series]]:
    names = (_("Earned premium"), _("Incurred claims"), _("Costs"), _("Large losses"), _("Result"))
    return names, (Series(_("Result"), (1_203_000, -655_000, -290_000, -340_000, -82_000)),)


def _flow() -> Chart:
    tiers = (_("Tier A"), _("Tier B"), _("Tier C"))
    moved = ((310, 85, 12, 21), (90, 540, 130, 66), (4, 120, 800, 190))
    came = Series(_("New customers"), (40, 95, 210, None))
    rows = [*(Series(tier, counts) for tier, counts in zip(tiers, moved, strict=True)), came]
    title = _("Customers by their place in the run before and now")
    return Chart("flow", title, "flow", (*tiers, _("No longer here")), rows, y=Axis(_("Customers")), height="high")


def _rated() -> Chart:
    ages = ("≤ 20", "21–25", "26–35", "36–50", "51–65", "≥ 66")
    relativities = (1.71, 1.38, 1.09, 0.93, 0.88, 1.02)
    series = (
        Series(_("Years of cover"), (620, 2_140, 8_900, 14_300, 9_120, 1_870), kind="bar", format="count"),
        Series(_("Relativity"), relativities, kind="line"),
        Series(_("At least"), [one - 0.12 for one in relativities], kind="bound"),
        Series(_("At most"), [one + 0.14 for one in relativities], kind="bound"),
    )
    title = _("The youngest claim nearly twice as often as those of 51 to 65")
    x, y = Axis(_("Driver's age"), format="text"), Axis(_("Relativity"), format="number")
    return Chart("rated", title, "rated", ages, series, x=x, y=y)


def _curve() -> Chart:
    shares = [place / 20 for place in range(21)]
    held = [1 - (1 - share) ** 4 + 0.5 * share * (1 - share) for share in shares]
    return Chart(
        "curve",
        _("20% of the customers bring 71% of the result"),
        "curve",
        shares,
        (Series(_("Result"), held),),
        x=Axis(_("Share of customers"), format="percent"),
        y=Axis(_("Share of the result"), format="percent"),
        marks=(Mark(0.2, "20% → 71%"),),
    )


def values() -> dict[str, Any]:
    """All the small components."""
    return {
        "figures": _figures(),
        "amounts": [Decimal("22757000"), Decimal("-950.5"), Decimal("123456789.01"), Decimal(0), None],
        "facts": [
            Fact(_("Name"), LONGEST),
            Fact(_("Branch"), "总公司/华东/杭州"),
            Fact(_("Telephone"), "138****8000", _("From the motor core")),
            Fact(_("Postal address"), ""),
        ],
        "reasons": [
            Reason(_("Three claims in two years"), "poor", _("Customers like this have 0.2 a year"), -0.38),
            Reason(_("A customer for eleven years"), "good", share=0.21),
            Reason(_("Holds one line only"), "middling", share=-0.05),
        ],
        "moments": _moments(),
        "progress": [
            Progress(_("Reading the files: 3 of 7"), 0.43, detail=_("About two minutes more")),
            Progress(_("Waiting for the run before it to end")),
            Progress(_("Published"), 1, "good"),
            Progress(_("The run stopped: the disk is full"), 0.62, "poor"),
        ],
        "nobody": Empty(
            _("Nobody fits these filters"),
            _("Take a filter out, or search for a part of the name."),
            Action(_("Take all out"), "?"),
            "search-off",
        ),
        "no_rows": Listing(
            "none", COLUMNS[:4], (), empty=Empty(_("No claims"), _("Nothing has been reported up to the run's date."))
        ),
        "tones": [(name or _("none"), name) for name in ("", "good", "fair", "middling", "weak", "poor", "accent")],
        "charts": charts(),
        "actions": (Action(_("Excel"), "#excel", "file-spreadsheet", "quiet"),),
    }


def _figures() -> list[Figure]:
    return [
        Figure(_("Result to date"), figures.money_short(-349_500), "CNY", _("Loses money"), "poor"),
        Figure(_("Earned premium"), figures.money_short(22_757_000), "CNY", _("Over 11 years")),
        Figure(_("Combined ratio"), figures.percent(0.963), word=_("Below 100% is profit"), tone="good"),
        Figure(_("Renewal probability"), figures.NONE, word=_("Not scored yet")),
    ]


def _moments() -> list[Moment]:
    return [
        Moment(DAY, _("Renewal offered"), _("Commercial motor"), "send", amount=Decimal("4821.50")),
        Moment(
            datetime.date(2024, 6, 3), _("Loss occurred"), _("Collision"), "alert-triangle", "weak", Decimal("23110.00")
        ),
        Moment(datetime.date(2013, 1, 9), _("Cover began"), LONGEST, "shield-check", href="#policy"),
    ]


def _steady(_request: HttpRequest, _subject: Any) -> Mapping[str, Any]:
    return {"values": values(), "actions": (Action(_("Excel"), "#excel", "file-spreadsheet", "quiet"),)}


def _failing(_request: HttpRequest, _subject: Any) -> Mapping[str, Any]:
    raise LookupError("the gallery shows how a panel fails")


PANELS = (
    Panel(
        "steady",
        gettext_lazy("A panel says what it shows"),
        "ui/gallery_panel.html",
        _steady,
        note=gettext_lazy("And of what"),
    ),
    Panel("failing", gettext_lazy("A panel that fails"), "ui/gallery_panel.html", _failing, column="right"),
)
