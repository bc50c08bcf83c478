"""`python -m kehu_desk publish R000002`: put a run on the desk, for scripts and schedules.

The same as the button on the page of runs, with progress in the terminal.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from kehu_desk.engine import current_label
from kehu_desk.published.publishing import publish


class Command(BaseCommand):
    """Publish a run."""

    help = "Put a run on the desk: the engine's current one, or the one named."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which run."""
        parser.add_argument("label", nargs="?", help="A label such as R000002; the current run if left out.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Publish, and say what is on the desk."""
        label = options["label"] or current_label()
        if label is None:
            self.stderr.write("There is no run yet. Make one first: kehu run")
            raise SystemExit(1)
        run = publish(label, by="", report=self._report)
        self.stdout.write(f"{run.label} is on the desk: {run.customer_count:,} customers as of {run.as_of}")

    def _report(self, step: str, done: int, total: int) -> None:
        self.stdout.write(f"  {done + 1} of {total}: {step}")
