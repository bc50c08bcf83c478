"""`python -m kehu_desk work`: the worker, which loads, runs and publishes in the background, one thing at a time.

Holds a lock in the home, so that there is one worker; says of work that a former worker left undone that it failed. On
SIGTERM it ends after the piece of work in hand; where it is killed, nothing is half done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from filelock import FileLock, Timeout

from kehu_desk.runs import uploads
from kehu_desk.runs.tasks import fail_interrupted, hand_over_again


class Command(BaseCommand):
    """Do what waits."""

    help = "Load, run and publish in the background, one thing at a time."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Work until told to end; exit code 1 where another worker is at work on this home."""
        try:
            with FileLock(Path(settings.DESK_FOLDER) / "worker.lock", timeout=0):
                fail_interrupted()
                hand_over_again()
                uploads.sweep()
                call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)
        except Timeout:
            self.stderr.write("Another worker is at work on this home.")
            raise SystemExit(1) from None
