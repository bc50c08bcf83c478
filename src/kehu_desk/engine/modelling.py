"""Models from the desk: what a run's models say, edits and promotions made, and how models were judged.

Reads runs, backtests, challenges and monitorings of the home; gives frozen values. Edits and promotions are written by
the engine's own stores, whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kehu import backtesting, challenges
from kehu.assumptions import ModelEdit
from kehu.backtesting import Backtest, Monitor
from kehu.challenges import Challenge, Choice
from kehu.engines import EngineSettings
from kehu.modelling import (
    Effect,
    ModelComparison,
    ModelTold,
    PerilTold,
    StandingEdit,
    compare,
    effect_of,
    model_of,
    models_of,
    peril_model_of,
    perils_of,
    standing_edits,
)
from kehu.stores import backtest_folders, model_files, promotion_file
from kehu.stores.numbered import CHALLENGES, MONITORS
from kehu_desk.engine.homes import find_run, home

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Relativity:
    """What a person wants to set: the level of a table of a model, and the relativity."""

    line: str
    model: str
    factors: tuple[str, ...]
    levels: tuple[str, ...]
    relativity: float


@dataclass(frozen=True)
class EditsSeen:
    """The edits of a model as they stand, and what tells this state of the file from a later one."""

    edits: tuple[StandingEdit, ...]
    fingerprint: str


@dataclass(frozen=True)
class Judged:
    """A backtest, challenge or monitoring that was made: its label, and the days that it holds beside each other."""

    label: str
    as_of: datetime.date
    until: datetime.date | None
    runs: tuple[str, ...]


def models(run: str) -> tuple[ModelTold, ...]:
    """Every model of a run; none where it judges nothing."""
    return models_of(find_run(run))


def model(run: str, line: str, name: str) -> ModelTold:
    """One model of a run; raises UnknownModelError where there is none."""
    return model_of(find_run(run), line, name)


def perils(run: str, line: str) -> tuple[PerilTold, ...]:
    """The perils of a line, the most frequent first; none where the run judges nothing."""
    return perils_of(find_run(run), line)


def peril_model(run: str, line: str, peril: str, name: str) -> ModelTold:
    """One model of a peril; raises UnknownModelError where there is none."""
    return peril_model_of(find_run(run), line, peril, name)


def compared_models(before: str, now: str, line: str, name: str) -> ModelComparison:
    """A model in two runs; raises UnknownModelError where one of them has none."""
    return compare(model(before, line, name), model(now, line, name))


def edits_of(told: ModelTold) -> EditsSeen:
    """The edits of a model: those of the run, and those that wait for the next."""
    fingerprint = model_files.edits_fingerprint(home())
    return EditsSeen(standing_edits(told, model_files.read_edits(home())), fingerprint)


def waiting_edits(told: Sequence[ModelTold]) -> dict[tuple[str, str], int]:
    """How many edits of each model the next run will obey that this one does not, and those that it will no longer."""
    written = model_files.read_edits(home())
    return {
        (each.line, each.model): sum(edit.state in ("waiting", "going") for edit in standing_edits(each, written))
        for each in told
        if each.may_be_edited
    }


def effect(told: ModelTold, asked: Relativity) -> Effect:
    """What a relativity would do to the line's terms in force; raises LookupError where there is no such level."""
    return effect_of(find_run(told.run), told, asked.factors, asked.levels, asked.relativity)


def set_relativity(asked: Relativity, *, by: str, reason: str, at: datetime.datetime, seen: str) -> None:
    """Write an edit for the next run; raises EditConflictError where somebody else was quicker."""
    model_files.set_edit(home(), _edit(asked, by=by, reason=reason, at=at), seen=seen)


def take_back(asked: Relativity, *, seen: str) -> None:
    """Take an edit back; raises EditConflictError where somebody else was quicker."""
    model_files.drop_edit(home(), _edit(asked, by="-", reason="-", at=None), seen=seen)


def backtests() -> tuple[Judged, ...]:
    """The backtests made, the last first."""
    found = []
    for made in reversed(backtest_folders.all_backtests(home())):
        said = made.manifest
        found.append(Judged(made.label, _day(said["as_of"]), _day(said["until"]), ()))
    return tuple(found)


def backtest(label: str) -> Backtest:
    """What a backtest says; raises LookupError where there is none of that label."""
    for made in backtest_folders.all_backtests(home()):
        if made.label == label:
            return backtesting.read(made)
    raise LookupError(label)


def monitorings() -> tuple[Judged, ...]:
    """The monitorings made, the last first."""
    found = []
    for made in reversed(MONITORS.folders(home())):
        said = made.manifest
        found.append(Judged(made.label, _day(said["as_of"]), _day(said["until"]), (said["before"], said["now"])))
    return tuple(found)


def monitoring(label: str) -> Monitor:
    """What a monitoring says; raises HomeError where there is none of that label."""
    return backtesting.kept(MONITORS.find(home(), label))


def challenges_made() -> tuple[Judged, ...]:
    """The challenges made, the last first."""
    found = []
    for made in reversed(CHALLENGES.folders(home())):
        said = made.manifest
        found.append(Judged(made.label, _day(said["as_of"]), None, (said["run"],)))
    return tuple(found)


def challenge(label: str) -> Challenge:
    """What a challenge says; raises HomeError where there is none of that label."""
    return challenges.read(CHALLENGES.find(home(), label))


def promotions() -> dict[tuple[str, str], tuple[str, str]]:
    """The recipe promoted last of each model, and by whom."""
    return {(one.line, one.model): (one.recipe, one.by) for one in promotion_file.read_promotions(home())}


def promote_recipe(
    label: str, *, line: str, name: str, recipe: str, by: str, reason: str, at: datetime.datetime
) -> None:
    """Make a recipe champion from the next run on; raises ChallengeError or HomeError with what to do."""
    choice = Choice(line, name, recipe)
    challenges.promote(home(), choice, challenge=label, by=by, reason=reason, promoted_at=at)


def make_backtest(*, as_of: datetime.date, now: datetime.datetime, report: Report) -> str:
    """Make a backtest; gives its label. Raises what the engine refuses, with what to do."""
    made = backtesting.backtest(
        home(),
        as_of=as_of,
        until=None,
        is_all_told=False,
        started_at=now,
        settings=EngineSettings(),
        report=report,
    )
    return made.label


def make_monitoring(*, since: str | None, now: datetime.datetime, report: Report) -> str:
    """Hold an earlier run against the current one and keep what it says; gives the label."""
    said = backtesting.monitor(home(), before=since, now=None, settings=EngineSettings(), report=report)
    return backtesting.keep(home(), said, made_at=now).label


def make_challenge(*, now: datetime.datetime, report: Report) -> str:
    """Challenge the models of the current run; gives the label."""
    settings = EngineSettings()
    return challenges.challenge(home(), run=None, lines=(), started_at=now, settings=settings, report=report).label


def _edit(asked: Relativity, *, by: str, reason: str, at: datetime.datetime | None) -> ModelEdit:
    return ModelEdit.model_validate({**vars(asked), "by": by, "reason": reason, "set_at": at})


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
