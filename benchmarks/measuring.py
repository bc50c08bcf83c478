"""Measuring a piece of work: its seconds, its peak memory, and the machine on which it ran.

Reads clocks and the process's own record; gives plain dictionaries with the unit in each key, ready for JSON.
What is compared runs in a process of its own each, so that neither's memory counts as the other's.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

import kehu
from kehu import engines

MEBIBYTE = 2**20
ROOT = Path(__file__).parents[1]


class MeasurementError(RuntimeError):
    """A measured process that failed; the message holds its own last words."""


def machine() -> dict[str, Any]:
    """The machine and the versions with which a figure was measured."""
    return {
        "cpu_count": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "versions": {"kehu": kehu.__version__, **engines.versions()},
    }


def measure(work: Callable[[], int]) -> dict[str, Any]:
    """Do a piece of work once; it gives its number of rows.

    Gives rows, seconds, cpu_seconds (of all threads) and peak_memory_mib (of the whole process, from its start).
    """
    begun, used = time.perf_counter(), time.process_time()
    rows = work()
    return {
        "rows": rows,
        "seconds": round(time.perf_counter() - begun, 3),
        "cpu_seconds": round(time.process_time() - used, 3),
        "peak_memory_mib": round(peak_memory_mib(), 1),
    }


def peak_memory_mib() -> float:
    """The most memory that this process has held; by the system's record of its address space where there is one."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEBIBYTE


def in_own_process(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module that prints one JSON object; gives it with process_seconds (start, imports and end included).

    Raises MeasurementError where the process fails.
    """
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise MeasurementError(f"{module} {' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "process_seconds": round(time.perf_counter() - begun, 3)}


def show(figures: Mapping[str, Any], *, title: str, as_json: bool) -> None:
    """Print figures: as one JSON object, or as a table for people."""
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=2, default=str))
        return
    table = Table(title=title, show_header=False)
    for name, value in _flat(figures):
        table.add_row(name, f"{value:,}" if isinstance(value, int | float) else str(value))
    Console().print(table)


def _flat(figures: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in figures.items():
        rows += _flat(value, f"{above}{name}.") if isinstance(value, Mapping) else [(above + name, value)]
    return rows
