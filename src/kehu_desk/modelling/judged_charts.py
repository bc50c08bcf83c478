"""How models did, as charts: lift and calibration by tenths of the score, and recipes beside each other.

Reads the plain rows of backtests, monitorings and challenges; gives charts whose title is what they show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import Challenge
from kehu_desk.modelling import words
from kehu_desk.ui.charts import Axis, Chart, Series
from kehu_desk.ui.figures import money_short, number, percent

Row = Mapping[str, Any]
TENTHS = "decile"
WRITTEN = {"renewal": percent, "frequency": number}


def lift(measure: str, groups: Sequence[Row], *, excel: str) -> Chart | None:
    """What was foretold and what came, by tenth of the score."""
    rows = _of(measure, groups, TENTHS)
    if not rows:
        return None
    least, most = rows[0]["came"], rows[-1]["came"]
    written = WRITTEN.get(measure, money_short)
    title = _("From %(least)s in the first tenth to %(most)s in the last") % {
        "least": written(least),
        "most": written(most),
    }
    if least and most and least > 0:
        title = _("The last tenth brought %(times)s times the first") % {"times": number(most / least, 1)}
    return Chart(
        f"lift-{measure}",
        title,
        "mixed",
        [str(place) for place in range(1, len(rows) + 1)],
        [
            Series(_("Came"), [row["came"] for row in rows], kind="bar"),
            Series(_("Foretold"), [row["foretold"] for row in rows], kind="line"),
        ],
        x=Axis(_("Tenth, from the lowest score"), format="text"),
        y=Axis(str(words.MEASURES[measure]), format=_format(measure)),
        excel=excel,
    )


def calibration(measure: str, groups: Sequence[Row], *, excel: str) -> Chart | None:
    """The mean behind what came with its bounds, beside what was foretold."""
    rows = [row for row in _of(measure, groups, TENTHS) if row["lower"] is not None]
    if not rows:
        return None
    outside = sum(bool(row["is_outside"]) for row in rows)
    title = _("Every tenth was foretold within its bounds")
    if outside:
        title = ngettext(
            "%(count)s of %(all)s tenths lies outside its bounds",
            "%(count)s of %(all)s tenths lie outside their bounds",
            outside,
        ) % {"count": outside, "all": len(rows)}
    return Chart(
        f"calibration-{measure}",
        title,
        "lines",
        [str(place) for place in range(1, len(rows) + 1)],
        [
            Series(_("Foretold"), [row["foretold"] for row in rows]),
            Series(_("At least"), [row["lower"] for row in rows]),
            Series(_("At most"), [row["upper"] for row in rows]),
        ],
        x=Axis(_("Tenth, from the lowest score"), format="text"),
        y=Axis(str(words.MEASURES[measure]), format=_format(measure)),
        note=_("Between the bounds lies, in 95 cases of 100, the mean behind what came."),
        excel=excel,
    )


def trial_charts(said: Challenge, *, excel: str) -> list[Chart]:
    """Came over foretold by tenth, by recipe: of the models that some recipe betters, or else of the first."""
    models = dict.fromkeys((row["line"], row["model"]) for row in said.trials)
    won = [key for key in models if any(_is_better(row, key) for row in said.trials)]
    return [_trial_chart(said, *key, excel=excel) for key in (won or list(models)[:1])]


def _of(measure: str, groups: Sequence[Row], grouping: str) -> list[Row]:
    """The groups of a measure in their order; tenths are numbered."""
    found = [row for row in groups if (row["measure"], row["grouping"]) == (measure, grouping)]
    return sorted(found, key=lambda row: (len(row["name"]), row["name"]))


def _format(measure: str) -> str:
    return {"renewal": "percent", "cost": "money", "value": "money"}.get(measure, "number")


def _is_better(row: Row, key: tuple[str, str]) -> bool:
    return (row["line"], row["model"]) == key and row["verdict"] == "better"


def _trial_chart(said: Challenge, line: str, model: str, *, excel: str) -> Chart:
    bands = [row for row in said.bands if (row["line"], row["model"]) == (line, model)]
    tenths = sorted({row["band"] for row in bands})
    by_recipe: dict[str, dict[int, float | None]] = {}
    for row in bands:
        ratio = row["observed"] / row["expected"] if row["expected"] else None
        by_recipe.setdefault(row["recipe"], {})[row["band"]] = ratio
    return Chart(
        f"trial-{line}-{model}",
        _("%(line)s, %(model)s: what came over what was foretold, by tenth")
        % {"line": words.line_name(line), "model": words.MODELS[model]},
        "lines",
        [str(tenth) for tenth in tenths],
        [
            Series(str(words.RECIPES[recipe]), [found.get(tenth) for tenth in tenths])
            for recipe, found in by_recipe.items()
        ],
        x=Axis(_("Tenth, from the lowest score"), format="text"),
        y=Axis(_("Came over foretold"), format="number"),
        note=_("1 is right. Every tenth was foretold by fits that had not seen it."),
        excel=excel,
    )
