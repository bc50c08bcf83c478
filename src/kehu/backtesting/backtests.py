"""A backtest: a run as of the past, in a folder of its own, compared with what the book learned since.

Reads the active batches of the book; writes `backtests/<label>/`, whole or not at all, and never a current run.
The run of the past gets nothing from today but `kehu.toml`: no ids or segments of the current run, and no edits of
models by hand, because neither says on which day it was known. So rows known after the date change no prediction.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kehu import parameters, runs
from kehu.backtesting.comparisons import Comparison, comparisons
from kehu.backtesting.effects import Effects, effects
from kehu.backtesting.groups import grouped
from kehu.backtesting.replays import Replay
from kehu.backtesting.scores import scored
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.runs import Report
from kehu.stores import backtest_folders, batches, decided, run_folders
from kehu.stores.backtest_folders import BacktestFolder
from kehu.stores.home import Home
from kehu.stores.numbered import read_rows, write_rows
from kehu.stores.run_folders import RunFolder
from kehu.tables import Snapshot
from kehu.tables.backtests import BacktestGroups, BacktestScores

DATED = ("terms", "claims", "renewal_offers", "claim_movements")  # tables whose rows tell how far the book reaches


class BacktestError(RuntimeError):
    """A backtest that was refused; the message says why and what to do."""


@dataclass(frozen=True)
class Backtest:
    """What a backtest says, as plain rows: of groups, of scores, and of what came of the decisions."""

    label: str
    as_of: datetime.date
    until: datetime.date
    groups: list[dict[str, Any]]
    scores: list[dict[str, Any]]
    effects: Effects | None


def backtest(
    home: Home,
    *,
    as_of: datetime.date,
    until: datetime.date | None,
    is_all_told: bool,
    started_at: datetime.datetime,
    settings: EngineSettings,
    report: Report,
) -> BacktestFolder:
    """Make a run as of a date of the past and compare it with what the book knew at the end of `until`.

    `until` is the last day of a row of the book where it is left out; with `is_all_told` claims are taken as they stand
    then, and none is thought to come. Raises BacktestError where nothing lies between the dates, and otherwise as
    `runs.run` does.
    """
    home.check()
    with home.writing(backtest_folders.FOLDER) as work:
        folder = work / backtest_folders.next_label(home)
        of_run = folder / backtest_folders.OF_RUN
        of_run.mkdir(parents=True)
        with open_engine(replace(settings, spill=settings.spill or work / "spill")) as engine:
            last = _until(_whole(home, engine), as_of=as_of, until=until)
            made = runs.fill(
                home,
                of_run,
                engine=engine,
                as_of=as_of,
                started_at=started_at,
                decisions=decided.read(home, with_edits=False),
                former=None,
                report=report,
            )
            report("Compare with what came", 0, 0)
            run = RunFolder(folder.name, of_run)
            book = run_folders.open_run_book(run, engine=engine)
            seen = (book.as_of(as_of), book.as_of(last))
            replay = Replay(engine, run, *seen, parameters.read(home.parameters), is_all_told)
            _write(engine, folder, comparisons(replay, book), effects(replay))
        manifest = {"backtest": folder.name, "as_of": as_of, "until": last, "is_all_told": is_all_told}
        manifest["run"] = {**made, "run": folder.name}
        return backtest_folders.add(home, folder, manifest)


def read(made: BacktestFolder) -> Backtest:
    """What a finished backtest says."""
    said = made.manifest
    groups, scores = read_rows(made, BacktestGroups), read_rows(made, BacktestScores)
    as_of, until = (datetime.date.fromisoformat(said[name]) for name in ("as_of", "until"))
    return Backtest(made.label, as_of, until, groups, scores, Effects.read(made))


def _write(engine: Engine, folder: Path, compared: tuple[Comparison, ...], came: Effects | None) -> None:
    """Keep the rows of each comparison, the groups, the scores, and what came of the decisions."""
    for comparison in compared:
        engine.write(comparison.rows.order_by("id"), folder / f"backtest_{comparison.measure}.parquet")
    groups = [row for comparison in compared for row in grouped(comparison)]
    scores = [row for comparison in compared for row in scored(comparison)]
    write_rows(folder, BacktestGroups, groups)
    write_rows(folder, BacktestScores, scores)
    if came is not None:
        came.write(folder)


def _whole(home: Home, engine: Engine) -> Snapshot:
    """All that the active batches hold; raises BacktestError where there is none."""
    counted = batches.active(home)
    if not counted:
        raise BacktestError(f"{home.folder}: the book is empty. Load a source first: kehu load FOLDER --mapping NAME")
    return batches.open_book(batches.table_files(home, counted), counted, engine=engine).as_of(datetime.date.max)


def _until(whole: Snapshot, *, as_of: datetime.date, until: datetime.date | None) -> datetime.date:
    """The day up to which is compared; raises BacktestError where the book knows nothing after the date."""
    days = [whole[name].known_date.max().to_pyarrow().as_py() for name in DATED if name in whole.tables]
    last = max((day for day in days if day), default=as_of)
    if (until or last) <= as_of or last <= as_of:
        raise BacktestError(
            f"Nothing is known between {as_of} and {until or last}: the book ends on {last}. "
            "Take an earlier --as-of, or load what came since."
        )
    return until or last
