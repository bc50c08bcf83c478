"""Workbooks of models and of how they did: every table of the pages as a sheet.

Reads what the gateway gives; gives sheets whose heading rows carry the units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kehu_desk.engine import Backtest, Cell, Challenge, Heading, ModelComparison, ModelTold, Monitor, Sheet
from kehu_desk.modelling import words
from kehu_desk.ui.factors import factor_name, factors_named
from kehu_desk.ui.figures import day

MOST_IN_NAME = 28


def of_model(told: ModelTold, compared: ModelComparison | None = None) -> Iterator[Sheet]:
    """A model: its levels all together, the factors left out, and what moved since another run."""
    note = _("Run %(run)s, as of %(date)s") % {"run": told.run, "date": day(told.as_of)}
    title = words.title(told)
    yield _levels(told, title, note)
    headings = (Heading(_("Factor"), width=32), Heading(_("Why"), width=40))
    rows = [(factor_name(one.factor), words.named(words.LEFT_OUT, one.reason)) for one in told.left_out]
    yield Sheet(_("Left out"), title, headings, rows, note=note)
    if compared:
        yield _changes(compared, title)


def _levels(told: ModelTold, title: str, note: str) -> Sheet:
    headings = (
        Heading(_("Table"), Cell.COUNT),
        Heading(_("Factor"), width=32),
        Heading(_("Level"), width=32),
        Heading(str(words.WEIGHTS[told.model]), Cell.ANY, 18),
        Heading(_("Relativity"), Cell.ANY, 14),
        Heading(_("At least"), Cell.ANY, 14),
        Heading(_("At most"), Cell.ANY, 14),
        Heading(_("Set by hand"), Cell.ANY, 14),
        Heading(_("By"), width=20),
        Heading(_("Reason"), width=40),
    )
    base = (0, _("Base"), str(words.BASES[told.model]), told.weight, told.base, None, None, None, "", "")
    rows = [
        (
            *(number, *factors_named(table.factors, level.labels), level.exposure, level.fitted),
            *(level.lower, level.upper, level.edited, level.edited_by, level.edit_reason),
        )
        for number, table in enumerate(told.tables, start=1)
        for level in table.levels
    ]
    return Sheet(_("Levels"), title, headings, [base, *rows], note=note)


def _changes(found: ModelComparison, title: str) -> Sheet:
    headings = (
        Heading(_("Factor"), width=32),
        Heading(_("Level"), width=32),
        Heading(found.before.run, Cell.ANY, 14),
        Heading(found.now.run, Cell.ANY, 14),
        Heading(_("Change"), Cell.SHARE),
        Heading(str(words.WEIGHTS[found.now.model]), Cell.ANY, 18),
    )
    rows = [
        (
            *factors_named(one.factors, one.labels),
            *(one.before, one.now, None if one.ratio is None else one.ratio - 1, one.exposure),
        )
        for one in found.changes
    ]
    return Sheet(_("Changes"), title, headings, rows)


def of_backtest(said: Backtest) -> Iterator[Sheet]:
    """A backtest: scores and groups."""
    values = {"label": said.label, "as_of": day(said.as_of), "until": day(said.until)}
    about = _("%(label)s: as of %(as_of)s, held against %(until)s") % values
    yield _plain(_("Scores"), about, said.scores)
    yield _plain(_("Groups"), about, said.groups)


def of_monitoring(said: Monitor) -> Iterator[Sheet]:
    """A monitoring: advice, mix, scores and groups."""
    values = {"before": said.before, "as_of": day(said.as_of), "now": said.now, "until": day(said.until)}
    about = _("%(before)s as of %(as_of)s, held against %(now)s as of %(until)s") % values
    names = {_("Advice"): said.advice, _("Mix"): said.drifts, _("Scores"): said.scores, _("Groups"): said.groups}
    for name, rows in names.items():
        yield _plain(name, about, rows)


def of_challenge(said: Challenge) -> Iterator[Sheet]:
    """A challenge: recipes and tenths."""
    about = _("%(label)s: models of %(run)s as of %(date)s") % {
        "label": said.label,
        "run": said.run,
        "date": day(said.as_of),
    }
    yield _plain(_("Recipes"), about, said.trials)
    yield _plain(_("Tenths"), about, said.bands)


def _plain(name: str, title: str, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """Rows as they are kept, in the engine's own words, which the reference explains."""
    columns = list(rows[0]) if rows else []
    headings = tuple(Heading(column.replace("_", " "), Cell.ANY, 18) for column in columns)
    cells = [tuple(row[column] for column in columns) for row in rows]
    return Sheet(name[:MOST_IN_NAME], title, headings, cells)
