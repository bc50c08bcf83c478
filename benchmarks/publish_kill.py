"""Kills publishings with SIGKILL, many times at random moments, while readers read, and looks at what they see.

Makes a simulated insurer with two runs, publishes one, and then starts publishing the other in a process that is
killed: half of the times at any moment, half as soon as a reader sees the new run or the last table being written.
Readers ask all the time for the current run and everything of it; what they see must be one of the two runs, whole.
After every kill the next publishing must work without any cleaning, and nothing of the dead one may be left.

    python -m benchmarks.publish_kill --times 50 --json [--database postgresql://…] [--customers 3000] [--seed 1]
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

from benchmarks.desk import insurer, rerun
from benchmarks.measuring import machine, show
from kehu_desk.serving import DESK, Served, environment

LABELS = ("R000001", "R000002")
ENDED, KILLED = "it had ended", "killed"


def main() -> None:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--customers", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=os.environ.get("KEHU_DATABASE_URL"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = insurer(Path(folder), asked.customers)
        rerun(home)
        figures = killed(home.folder, asked.database, asked.times, random.Random(asked.seed))
    show({**figures, **machine()}, title="Publishings killed", as_json=asked.json)


def killed(home: Path, database: str | None, times: int, chance: random.Random) -> dict[str, Any]:
    """The figures of some kills."""
    served = Served(home, database, "127.0.0.1", 0, 1, None, None, None, is_behind_proxy=False)
    settings = environment(served)
    settings["PYTHONUNBUFFERED"] = "1"  # so that the last step is known when the process is killed
    os.environ.update(settings)
    _publish(LABELS[0], settings, "migrate")
    usual = _publish(LABELS[1], settings)
    django.setup()
    readers = importlib.import_module("benchmarks.publish_readers")
    watch = readers.Readers(count=3)
    phases: Counter[str] = Counter()
    with watch:
        for turn in range(times):
            label = LABELS[turn % 2]
            phases[_kill(label, settings, watch, chance, usual, at_the_switch=turn % 4 >= 2)] += 1
            watch.faults += readers.left_over()
            if turn % 10 == 9:
                _publish(label, settings)
                watch.faults += readers.left_over()
        together = [
            subprocess.Popen([*DESK, "publish", label], env=settings, stdout=subprocess.DEVNULL) for label in LABELS
        ]
        if any(process.wait() for process in together):
            watch.faults.append("one of two publishings at once failed")
    return {
        "database": "postgresql" if database else "sqlite",
        "kills": times,
        "phases": dict(phases),
        "readings": watch.readings,
        "longest_reading_ms": round(watch.longest_ms, 1),
        "publishings_at_once": len(together),
        "faults": len(watch.faults),
        "examples_of_faults": watch.faults[:5],
    }


def _publish(label: str, settings: dict[str, str], *before: str) -> float:
    """Publish a run to its end; gives the seconds."""
    for command in before:
        subprocess.run([*DESK, command], env=settings, check=True, capture_output=True)
    begun = time.perf_counter()
    subprocess.run([*DESK, "publish", label], env=settings, check=True, capture_output=True)
    return time.perf_counter() - begun


def _kill(
    label: str, settings: dict[str, str], watch: Any, chance: random.Random, usual: float, *, at_the_switch: bool
) -> str:
    """Start publishing and kill it; gives the phase in which it died, as readers saw it."""
    before = watch.published
    process = subprocess.Popen([*DESK, "publish", label], env=settings, stdout=subprocess.PIPE, text=True)
    step = ""
    if at_the_switch and process.stdout is not None:
        for line in process.stdout:
            step = line.strip()
            if "portfolio" in step:
                break
        time.sleep(chance.random() * 0.25)
    else:
        time.sleep(chance.random() * usual)
    process.send_signal(signal.SIGKILL)
    ended = process.wait() == 0
    if process.stdout is not None:
        step = [step, *process.stdout.read().splitlines()][-1]
        process.stdout.close()
    watch.look()
    if ended:
        return ENDED
    return "after the switch" if watch.published != before else f"before the switch, at {step.strip() or 'the start'}"


if __name__ == "__main__":
    main()
