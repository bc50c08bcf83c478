"""The tables of a model as charts: relativities with their interval above the weight behind them; pairs as heat maps.

Reads `FactorTable`; gives charts whose title is what they show.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from kehu_desk.engine import FactorTable, Level, ModelTold
from kehu_desk.modelling import words
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.factors import factor_name, factors_named, level_name
from kehu_desk.ui.figures import number


def of_table(told: ModelTold, table: FactorTable, *, excel: str) -> Chart:
    """A table as a chart."""
    return _pair(table, excel) if table.is_pair else _single(told, table, excel)


def _single(told: ModelTold, table: FactorTable, excel: str) -> Chart:
    shown = [level for level in table.levels if level.exposure > 0]
    weight = str(words.WEIGHTS[told.model])
    series = [
        Series(weight, [level.exposure for level in shown], kind="bar", format="count"),
        Series(_("Relativity"), [level.relativity for level in shown], kind="line"),
    ]
    if all(level.lower is not None for level in shown):
        series += [
            Series(_("At least"), [level.lower for level in shown], kind="bound"),
            Series(_("At most"), [level.upper for level in shown], kind="bound"),
        ]
    names = [factors_named(table.factors, level.labels)[1] for level in shown]
    return Chart(
        "table-" + "-".join(table.factors),
        _title(table, shown),
        "rated",
        names,
        series,
        x=Axis(factor_name(table.factors[0]), format="text"),
        y=Axis(_("Relativity"), format="number"),
        note=_("Bars: the weight behind each level. Dashed: the 95% interval."),
        excel=excel,
    )


def _title(table: FactorTable, shown: list[Level]) -> str:
    """The dearest and the cheapest level of a table."""
    if len(shown) < 2:
        return factor_name(table.factors[0])
    most, least = (pick(shown, key=lambda level: level.relativity) for pick in (max, min))
    values = {
        "factor": factor_name(table.factors[0]),
        "most": factors_named(table.factors, most.labels)[1],
        "least": factors_named(table.factors, least.labels)[1],
        "times": number(most.relativity / least.relativity) if least.relativity else "–",
    }
    return _("%(factor)s: %(most)s is %(times)s times %(least)s") % values


def _pair(table: FactorTable, excel: str) -> Chart:
    """What a pair does beyond what each of its factors does alone, in percent."""
    first, second = table.factors
    rows, columns = table.labels
    held = {level.labels: level for level in table.levels}
    shown = [label for label in columns if any(held[row, label].exposure > 0 for row in rows)]
    series = [
        Series(level_name(row, first), [_beyond(held[row, label]) for label in shown])
        for row in rows
        if any(held[row, label].exposure > 0 for label in columns)
    ]
    names = {"first": factor_name(first), "second": factor_name(second)}
    return Chart(
        f"table-{first}-{second}",
        _("%(first)s and %(second)s: what they do together beyond what each does alone") % names,
        "heat",
        [level_name(label, second) for label in shown],
        series,
        x=Axis(factor_name(second), format="text"),
        y=Axis(_("Beyond each alone"), format="percent"),
        note=_("Rows: %(first)s. Columns: %(second)s.") % names,
        excel=excel,
        height="high" if len(series) > 8 else "middle",
    )


def _beyond(level: Level) -> float | None:
    return round(level.relativity - 1, 4) if level.exposure > 0 else None
