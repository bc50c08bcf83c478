"""Kills `kehu load` and `kehu run` with SIGKILL, many times at random moments, and looks at what is left.

Makes a book of some thousand policy years with one batch and one run; then loads or runs on a copy, kills, and checks:
the book opens, batches and the current run are whole, totals are those of before or of after and nothing between, and
the same command then succeeds without cleaning. Half of the moments are any moment; the other half follow a file that
appears, since the last renames take no time at all.

    python -m benchmarks.kill --times 50 --json [--rows 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intake import EXTRACTED, SPANISH, make, take_in
from benchmarks.leftovers import Totals, faults_of, phase_of, totals_of
from benchmarks.measuring import ROOT, machine, show
from kehu.stores.home import Home

LAG = 0.004
"""Seconds within which a kill follows a file that appeared."""
ENDED = "it had ended"
MARKS = {
    "load": (
        "book/.work/staged-0.parquet",
        "book/.work/batch/terms.parquet",
        "book/.work/batch/batch.json",
        "book/batches/000002",
        "book/.book.json.*",
    ),
    "run": (
        "runs/.work/R000002/book",
        "runs/.work/R000002/accounts.parquet",
        "runs/.work/R000002/manifest.json",
        "runs/R000002",
        "runs/.current.json.*",
    ),
}


@dataclass(frozen=True)
class Scene:
    """A command to kill: the home that it starts from, and the totals before and after it."""

    command: str
    home: Path
    arguments: tuple[str, ...]
    before: Totals
    after: Totals
    seconds: float


@dataclass(frozen=True)
class Killed:
    """What a kill left: the phase in which it fell, and every promise that was broken."""

    command: str
    phase: str
    faults: tuple[str, ...]


def main() -> None:
    """Kill, and tell what was left; the exit code says whether every promise was kept."""
    options = _options()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        scenes = set_scenes(Path(folder), rows=options.rows)
        killed = kill_often(scenes, Path(folder), times=options.times, seed=options.seed)
    faults = [f"{each.command}, {each.phase}: {fault}" for each in killed for fault in each.faults]
    figures = {
        "kills": len(killed),
        "kills_by_phase": {
            name: dict(Counter(each.phase for each in killed if each.command == name).most_common()) for name in MARKS
        },
        "broken_promises": len(faults),
        "faults": faults,
        "rows": options.rows,
        "seed": options.seed,
        "seconds": round(time.perf_counter() - begun, 1),
        "machine": machine(),
    }
    show(figures, title="Kill", as_json=options.json)
    sys.exit(bool(faults))


def set_scenes(folder: Path, *, rows: int) -> tuple[Scene, Scene]:
    """A book of half the rows with a run on it, to load all rows into; and one with all rows, to run on."""
    for name, count in (("half", rows // 2), ("all", rows)):
        (folder / name).mkdir()
        make(folder / name, rows=count)
    load = ("load", str(folder / "all"), "--mapping", SPANISH, "--extract-date", EXTRACTED.isoformat())
    run = ("run", "--as-of", EXTRACTED.isoformat())
    take_in(folder / "half", folder / "home", mapping=SPANISH, memory=None)
    _kehu(folder / "home", run)
    loaded = _copy(folder / "home", folder / "loaded")
    load_seconds = _kehu(loaded, load)
    finished = _copy(loaded, folder / "finished")
    run_seconds = _kehu(finished, run)
    first, second, third = (totals_of(Home(home)) for home in (folder / "home", loaded, finished))
    return (
        Scene("load", folder / "home", load, first, second, load_seconds),
        Scene("run", loaded, run, second, third, run_seconds),
    )


def kill_often(scenes: tuple[Scene, ...], folder: Path, *, times: int, seed: int) -> list[Killed]:
    """Kill each scene's command in turn; what ended before its moment came is tried again."""
    chance = random.Random(seed)
    killed: list[Killed] = []
    while len(killed) < times:
        scene = scenes[len(killed) % len(scenes)]
        home = _copy(scene.home, folder / "killed")
        left = kill_once(scene, home, chance=chance)
        killed += [left] if left.phase != ENDED or left.faults else []
        shutil.rmtree(home)
    return killed


def kill_once(scene: Scene, home: Path, *, chance: random.Random) -> Killed:
    """Start the command, kill it at a moment, and check what is left and that the command then succeeds."""
    process = subprocess.Popen(
        _command(home, scene.arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for_a_moment(scene, home, process, chance=chance)
    process.send_signal(signal.SIGKILL)
    process.wait()
    phase = phase_of(Home(home), scene.command) if process.returncode == -signal.SIGKILL else ENDED
    faults = faults_of(Home(home), before=scene.before, after=scene.after)
    try:
        _kehu(home, scene.arguments)
    except subprocess.CalledProcessError as error:
        return Killed(scene.command, phase, (*faults, f"the command fails afterwards: {error.stderr.strip()}"))
    faults += faults_of(Home(home), before=scene.after, after=scene.after)
    return Killed(scene.command, phase, faults)


def _wait_for_a_moment(scene: Scene, home: Path, process: subprocess.Popen[bytes], *, chance: random.Random) -> None:
    """Wait for any moment of the command's life, or until shortly after a file appeared."""
    if chance.random() < 0.5:
        _wait(process, seconds=chance.uniform(0, scene.seconds * 1.1), until=lambda: False)
        return
    mark = chance.choice(MARKS[scene.command])
    _wait(process, seconds=scene.seconds * 4, until=lambda: any(home.glob(mark)))
    time.sleep(chance.uniform(0, LAG))


def _wait(process: subprocess.Popen[bytes], *, seconds: float, until: Callable[[], bool]) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and process.poll() is None and not until():
        time.sleep(0.0005)


def _kehu(home: Path, arguments: tuple[str, ...]) -> float:
    """Carry out a command to its end; gives its seconds."""
    begun = time.perf_counter()
    subprocess.run(_command(home, arguments), cwd=ROOT, check=True, capture_output=True, text=True)
    return time.perf_counter() - begun


def _command(home: Path, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "kehu", *arguments, "--home", str(home)]


def _copy(home: Path, to: Path) -> Path:
    return Path(shutil.copytree(home, to))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--times", type=int, default=50, help="how often to kill")
    parser.add_argument("--rows", type=int, default=10_000, help="policy years in the book")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    return parser.parse_args()


if __name__ == "__main__":
    main()
