"""The terminal: where output goes, how long work is shown, and how a refusal looks.

Gives consoles, `Steps` for long work and JSON for machines; reads nothing.
Progress and refusals go to the error stream where the output is JSON, so that a pipe carries JSON and nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import time
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.text import Text


def output() -> Console:
    """The console for results."""
    return Console(highlight=False)


def errors() -> Console:
    """The console for refusals and, beside JSON, for progress."""
    return Console(stderr=True, highlight=False)


def refuse(message: str) -> None:
    """Tell why something was refused, in one red message."""
    errors().print(Text.assemble(("Refused: ", "bold red"), (message, "red")), soft_wrap=True)


def as_json(value: Any) -> str:
    """A value as JSON: money as texts that keep every cent, dates as texts, and no number that is none.

    >>> print(as_json({"result": Decimal("-1.50"), "share": float("nan")}))
    {
      "result": "-1.50",
      "share": null
    }
    """
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False)


def print_json(value: Any) -> None:
    """Print a value as JSON, as it is, whatever the terminal's width."""
    output().print(as_json(value), markup=False, soft_wrap=True)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if isinstance(value, Decimal | Path | datetime.date) else value


class Steps:
    """Long work, step by step: a bar while a step goes on, a line with its seconds when it is done.

    Call it with a step's name, what is done and what there is to do (0 where that is not known). Times of the steps
    are kept in `seconds`.
    """

    def __init__(self, console: Console, *, least_seconds: float = 0.0) -> None:
        """Steps shown on a console; those that took less than `least_seconds` leave no line."""
        self._least_seconds = least_seconds
        self.seconds: dict[str, float] = {}
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._step: str | None = None
        self._began = 0.0

    def __enter__(self) -> Steps:
        """Begin."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the last step: as done, or, where it failed, without a word."""
        if error is None:
            self._finish()
        self._progress.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell how far a step is."""
        if step != self._step:
            self._finish()
            self._step, self._began = step, time.perf_counter()
            self._progress.add_task(step, total=None)
        if total:
            self._progress.update(self._progress.task_ids[-1], completed=done, total=total)

    def _finish(self) -> None:
        if self._step is None:
            return
        for task in self._progress.task_ids:
            self._progress.remove_task(task)
        self.seconds[self._step] = time.perf_counter() - self._began
        if self.seconds[self._step] >= self._least_seconds:
            self._console.print(done_line(self._step, self.seconds[self._step]), soft_wrap=True)
        self._step = None


def done_line(step: str, seconds: float) -> Text:
    """A line for a step that is done."""
    return Text.assemble(("✓", "green"), (f" {seconds:6.1f} s  ", "dim"), step)
