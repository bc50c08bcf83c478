"""How models did, as lists: scores beside plain rules, groups, advice, drift of the mix, recipes tried.

Reads the plain rows of backtests, monitorings and challenges; gives what components draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine import Challenge, Judged
from kehu_desk.modelling import judged_charts, words
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.factors import factor_name
from kehu_desk.ui.figures import count, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Figure

Row = Mapping[str, Any]
CODES = {"line": "line", "channel": "channel"}
MOST_DRIFTS, MOST_GROUPS = 15, 40
NO_BACKTEST = Empty(
    gettext_lazy("No backtest was made yet"),
    gettext_lazy("It replays a run of the past and compares it with what then came: kehu backtest --as-of DATE."),
    icon="history",
)
NO_MONITORING = Empty(
    gettext_lazy("No run was held against a later one yet"),
    gettext_lazy("Two runs of different dates are needed: kehu monitor."),
    icon="activity",
)
NO_CHALLENGE = Empty(
    gettext_lazy("No model was challenged yet"),
    gettext_lazy("Other recipes are tried on the same folds: kehu challenge."),
    icon="arrows-left-right",
)


def made(found: Sequence[Judged], address: str, nothing: Empty) -> Listing:
    """What was made of one kind, the last first."""
    columns = [
        Column("label", _("Number"), kind="name"),
        Column("as_of", _("As of"), kind="day", on_phone=True),
        Column("until", _("Held against"), kind="day", on_phone=True),
        Column("runs", _("Runs")),
    ]
    rows = [{**vars(one), "runs": " → ".join(one.runs)} for one in found]
    shown = [column for column in columns if any(row[column.name] for row in rows)] or columns
    return Listing(address, shown, rows, href=lambda row: reverse(address, args=[row["label"]]), empty=nothing)


def parts(scores: Sequence[Row], groups: Sequence[Row], *, excel: str) -> list[dict[str, Any]]:
    """A part for each measure: how it scored, what came by tenth, and by line, channel, grade and branch."""
    measures = [measure for measure in words.MEASURES if any(row["measure"] == measure for row in scores)]
    return [
        {
            "measure": measure,
            "title": words.MEASURES[measure],
            "scores": _scores(f"scores-{measure}", [row for row in scores if _is_of(row, measure, "all")]),
            "by_line": _scores(f"lines-{measure}", [row for row in scores if _is_line(row, measure)]),
            "lift": judged_charts.lift(measure, groups, excel=excel),
            "calibration": judged_charts.calibration(measure, groups, excel=excel),
            "groups": _groups(measure, groups),
        }
        for measure in measures
    ]


def _is_of(row: Row, measure: str, line: str) -> bool:
    return (row["measure"], row["line"]) == (measure, line)


def _is_line(row: Row, measure: str) -> bool:
    return bool(row["measure"] == measure and row["line"] != "all")


def _scores(name: str, rows: Sequence[Row]) -> Listing:
    """Every contender of some lines."""
    shown = [
        {
            **row,
            "line": words.line_name(row["line"]),
            "contender": words.named(words.CONTENDERS, row["contender"]),
            "skill_written": _skill(row),
        }
        for row in rows
    ]
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("contender", _("Who foretold"), on_phone=True),
        Column("weight", _("Weight"), kind="count", hint=_("Years of cover, renewals decided, or customers")),
        Column("skill_written", _("Skill"), on_phone=True, hint=_("Share of the plain rule's deviance that it saves")),
        Column("gini", _("Gini"), kind="factor"),
        Column("auc", _("AUC"), kind="factor"),
        Column("log_loss", _("Log loss"), kind="factor"),
        Column("rank_correlation", _("Rank correlation"), kind="factor"),
        Column("top_decile_hits", _("Best tenth found"), kind="percent"),
    ]
    fixed = ("line", "contender", "weight", "skill_written")
    used = [one for one in columns if one.name in fixed or any(row[one.name] is not None for row in rows)]
    return Listing(name, used, shown)


def _skill(row: Row) -> str:
    """The skill with its error; a plain rule that the others are held against has none."""
    if row["skill"] is None:
        return "–"
    error = "" if row["skill_error"] is None else f" ± {percent(row['skill_error'])}"
    return f"{percent(row['skill'])}{error}"


def _groups(measure: str, groups: Sequence[Row]) -> Listing:
    """What came of every group but the tenths, those that lie outside their bounds marked."""
    rows = [row for row in groups if row["measure"] == measure and row["grouping"] not in (judged_charts.TENTHS, "all")]
    kind = {"renewal": "percent", "cost": "money_whole", "value": "money_whole"}.get(measure, "factor")
    shown = [
        {
            **row,
            "grouping": words.named(words.GROUPINGS, row["grouping"]),
            "name": _group_name(row),
            "verdict": _verdict(row),
        }
        for row in rows
    ]
    columns = (
        Column("name", _("Group"), kind="name"),
        Column("grouping", _("By")),
        Column("weight", _("Weight"), kind="count"),
        Column("foretold", _("Foretold"), kind=kind, on_phone=True),
        Column("came", _("Came"), kind=kind, on_phone=True),
        Column("ratio", _("Came over foretold"), kind="factor"),
        Column("verdict", _("Verdict"), kind="badge"),
    )
    left_out = max(0, len(shown) - MOST_GROUPS)
    return Listing(f"groups-{measure}", columns, shown[:MOST_GROUPS], left_out=left_out)


def _verdict(row: Row) -> Badge | None:
    if row["is_outside"] is None:
        return None
    return Badge(_("outside"), "weak", _("What was foretold lies outside the bounds")) if row["is_outside"] else None


def _group_name(row: Row) -> str:
    if row["grouping"] == "grade":
        return code_name(row["name"], "grade")
    return code_name(row["name"], CODES[row["grouping"]]) if row["grouping"] in CODES else str(row["name"])


def advice(rows: Sequence[Row]) -> Listing:
    """What to do about each model, and why."""
    shown = [
        {
            **row,
            "line": words.line_name(row["line"]),
            "measure": words.named(words.MEASURES, row["measure"]),
            "advice": Badge(words.named(words.ADVICE, row["advice"]), words.ADVICE_TONES.get(row["advice"], "")),
            "reason": words.named(words.WHY, row["reason"]),
        }
        for row in rows
    ]
    columns = (
        Column("measure", _("What it foretells"), kind="name"),
        Column("line", _("Line"), on_phone=True),
        Column("advice", _("Advice"), kind="badge", on_phone=True),
        Column("reason", _("Why")),
        Column("ratio", _("Came over foretold"), kind="factor"),
        Column("gini", _("Gini"), kind="factor"),
        Column("skill", _("Skill"), kind="percent", hint=_("Share of the plain rule's deviance that it saves")),
        Column("stability_index", _("Mix moved"), kind="factor", hint=_("Population stability index; over 0.25 much")),
    )
    return Listing("advice", columns, shown)


def advice_figures(rows: Sequence[Row]) -> tuple[Figure, ...]:
    """How many models are to be kept, watched, set and fitted again."""
    counts = {deed: sum(row["advice"] == deed for row in rows) for deed in words.ADVICE}
    return tuple(
        Figure(str(name), count(counts[deed]), tone=words.ADVICE_TONES[deed] if counts[deed] and deed != "keep" else "")
        for deed, name in words.ADVICE.items()
    )


def drifts(rows: Sequence[Row]) -> Listing:
    """Where the mix of the business moved most."""
    most = sorted(rows, key=lambda row: -row["stability_index"])
    shown = [
        {
            **row,
            "line": words.line_name(row["line"]),
            "fact": factor_name(row["fact"]),
            "level": code_name(row["level"], row["fact"]),
        }
        for row in most[:MOST_DRIFTS]
    ]
    columns = (
        Column("fact", _("Fact"), kind="name"),
        Column("line", _("Line"), on_phone=True),
        Column("stability_index", _("Index"), kind="factor", on_phone=True, hint=_("Population stability index")),
        Column("by_chance", _("By chance"), kind="factor", hint=_("What one case of twenty exceeds if nothing moved")),
        Column("level", _("Moved most")),
        Column("share_before", _("Share before"), kind="percent"),
        Column("share_now", _("Share now"), kind="percent"),
    )
    return Listing("drifts", columns, shown, left_out=max(0, len(rows) - MOST_DRIFTS))


def trials(said: Challenge, promoted: Mapping[tuple[str, str], tuple[str, str]]) -> Listing:
    """Every recipe tried for every model."""
    rows = [
        {
            **row,
            "line": words.line_name(row["line"]),
            "model": words.MODELS[row["model"]],
            "recipe": words.RECIPES[row["recipe"]],
            "verdict": Badge(words.named(words.VERDICTS, row["verdict"]), words.TONES.get(row["verdict"], "")),
            "change": f"{number(row['deviance_change'], 1)} ± {number(row['standard_error'], 1)}",
            "better": _("%(better)s of %(folds)s") % {"better": row["better_folds"], "folds": row["folds"]},
            "next": Badge(_("next run"), "accent", _("Promoted by %(who)s") % {"who": promoted[key][1]})
            if (key := (row["line"], row["model"])) in promoted and promoted[key][0] == row["recipe"]
            else None,
        }
        for row in said.trials
    ]
    columns = (
        Column("line", _("Line"), kind="name"),
        Column("model", _("What it foretells"), on_phone=True),
        Column("recipe", _("Recipe"), on_phone=True),
        Column("verdict", _("Verdict"), kind="badge", on_phone=True),
        Column("change", _("Deviance"), hint=_("Less the champion's: below 0 is better")),
        Column("better", _("Better folds")),
        Column("skill", _("Saves"), kind="percent", hint=_("Share of the deviance of one mean for all")),
        Column("gini", _("Gini"), kind="factor"),
        Column("table_count", _("Tables"), kind="count"),
        Column("level_count", _("Levels"), kind="count"),
        Column("next", _("Promoted"), kind="badge"),
    )
    return Listing("trials", columns, rows)


def offered(said: Challenge) -> dict[str, str]:
    """The recipes that may be promoted: those tried that are not champions, the better first."""
    order = {"better": 0, "alike": 1, "worse": 2}
    rows: Iterable[Row] = sorted(
        (row for row in said.trials if row["verdict"] in order), key=lambda row: order[row["verdict"]]
    )
    return {
        f"{row['line']}|{row['model']}|{row['recipe']}": _("%(line)s, %(model)s: %(recipe)s (%(verdict)s)")
        % {
            "line": words.line_name(row["line"]),
            "model": words.MODELS[row["model"]],
            "recipe": words.RECIPES[row["recipe"]],
            "verdict": words.named(words.VERDICTS, row["verdict"]),
        }
        for row in rows
    }
