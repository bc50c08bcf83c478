"""Monitoring: what an earlier run foretold beside what a later one knows, and what to do about its models.

Reads two finished runs and the book that the later one was made of; changes neither. It is the comparison of a
backtest, of a run that people worked with: with the edits, the ids and the assumptions of its own day. What it says
can be kept in a folder of its own, for people to come back to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kehu import parameters
from kehu.backtesting.advice import advise
from kehu.backtesting.backtests import BacktestError
from kehu.backtesting.comparisons import comparisons
from kehu.backtesting.effects import Effects, effects
from kehu.backtesting.groups import grouped
from kehu.backtesting.mixes import drifts
from kehu.backtesting.replays import Replay
from kehu.backtesting.scores import scored
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.runs import Report
from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu.stores.numbered import MONITORS, NumberedFolder, read_rows, write_rows
from kehu.stores.run_folders import RunFolder
from kehu.tables import Table
from kehu.tables.backtests import BacktestGroups, BacktestScores, MixDrifts, ModelAdvice

Rows = list[dict[str, Any]]
NEEDED = ("term_risks", "customer_risks", "renewal_occasions", "customer_values")
PARAMETERS = "kehu.toml"
KEPT: Mapping[str, type[Table]] = {
    "advice": ModelAdvice,
    "drifts": MixDrifts,
    "groups": BacktestGroups,
    "scores": BacktestScores,
}


@dataclass(frozen=True)
class Monitor:
    """What came of an earlier run, as plain rows: advice, drift of the mix, groups, scores, effects of decisions."""

    before: str
    now: str
    as_of: datetime.date
    until: datetime.date
    advice: Rows
    drifts: Rows
    groups: Rows
    scores: Rows
    effects: Effects | None


def monitor(home: Home, *, before: str | None, now: str | None, settings: EngineSettings, report: Report) -> Monitor:
    """Hold an earlier run against a later one: the current one, and the last of an earlier date, where none is named.

    Raises BacktestError where the two do not lie apart or judge nothing, and HomeError for a run that is not there.
    """
    home.check()
    later = run_folders.find(home, now) if now else run_folders.current(home)
    if later is None:
        raise BacktestError(f"{home.folder}: there is no run yet. Make one first: kehu run")
    earlier = run_folders.find(home, before) if before else _last_before(home, later)
    if earlier.as_of >= later.as_of:
        raise BacktestError(
            f"{earlier.label} is of {earlier.as_of} and {later.label} of {later.as_of}: nothing lies between. "
            "Name a run of an earlier date with --since, or make a run as of a later one."
        )
    for run in (earlier, later):
        if not all(run.table(name).is_file() for name in NEEDED):
            raise BacktestError(f"{run.label} judges no risk and value. Make it anew: kehu run --as-of {run.as_of}")
    with home.writing(MONITORS.place) as work, open_engine(replace(settings, spill=settings.spill or work)) as engine:
        return _held(engine, earlier, later, report)


def keep(home: Home, said: Monitor, *, made_at: datetime.datetime) -> NumberedFolder:
    """Keep what a monitoring said, whole or not at all; raises HomeError where another one is being written."""
    with home.writing(MONITORS.place) as work:
        folder = work / MONITORS.next_label(home)
        folder.mkdir()
        for name, table in KEPT.items():
            write_rows(folder, table, getattr(said, name))
        if said.effects is not None:
            said.effects.write(folder)
        dates = {"as_of": said.as_of, "until": said.until, "made_at": made_at}
        return MONITORS.add(home, folder, {"before": said.before, "now": said.now, **dates})


def kept(made: NumberedFolder) -> Monitor:
    """What a kept monitoring said."""
    about = made.manifest
    as_of, until = (datetime.date.fromisoformat(about[name]) for name in ("as_of", "until"))
    rows = {name: read_rows(made, table) for name, table in KEPT.items()}
    came = Effects.read(made)
    return Monitor(before=about["before"], now=about["now"], as_of=as_of, until=until, effects=came, **rows)


def _held(engine: Engine, earlier: RunFolder, later: RunFolder, report: Report) -> Monitor:
    book = run_folders.open_run_book(later, engine=engine)
    seen = (book.as_of(earlier.as_of), book.as_of(later.as_of))
    report("Compare with what came", 0, 0)
    replay = Replay(engine, earlier, *seen, parameters.read(earlier.folder / PARAMETERS))
    compared = comparisons(replay, book)
    groups = [row for one in compared for row in grouped(one)]
    scores = [_whole(row) for one in compared for row in scored(one)]
    report("Compare the mix of the business", 0, 0)
    moved = drifts(engine, earlier, later)
    advice = advise(groups, scores, moved)
    report("Follow what was decided", 0, 0)
    came = effects(replay, later)
    return Monitor(earlier.label, later.label, earlier.as_of, later.as_of, advice, moved, groups, scores, came)


def _whole(score: dict[str, Any]) -> dict[str, Any]:
    """A score with every figure that a score may have, empty where its measure has none."""
    return dict.fromkeys(BacktestScores.columns) | score


def _last_before(home: Home, later: RunFolder) -> RunFolder:
    """The newest run of an earlier date; raises BacktestError where there is none."""
    found = [run for run in run_folders.all_runs(home) if run.as_of < later.as_of]
    if not found:
        raise BacktestError(
            f"There is no run of a date before {later.as_of}, the date of {later.label}. "
            "Make one: kehu run --as-of DATE, and make this one current again: kehu use " + later.label
        )
    return max(found, key=lambda run: (run.as_of, run.label))
