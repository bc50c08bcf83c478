"""`python -m kehu_desk prepare`: everything that the desk needs before it can answer.

Brings the database and the static files up to date, publishes the engine's current run where none is on the desk, and
makes the first people: an administrator, or one user for each role in a demonstration. It may be repeated at will.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command

from kehu_desk.access.demonstration import make_demonstration_users
from kehu_desk.access.models import User
from kehu_desk.access.permissions import Role
from kehu_desk.administration.actions import open_administrator
from kehu_desk.engine import current_label
from kehu_desk.published.current import current_run
from kehu_desk.published.models import Branch
from kehu_desk.published.publishing import publish

FIRST = "administrator"


class Command(BaseCommand):
    """Prepare the desk."""

    help = "Bring the desk up to date: database, static files, the run, the first people."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether it is a demonstration."""
        parser.add_argument("--demo", action="store_true", help="Make one user for each role and print the passwords.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Prepare, and print who can sign in."""
        self.stdout.write("Preparing the desk: database, static files")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        self._publish()
        if options["demo"]:
            self._tell(make_demonstration_users(_branches()))
        elif not User.objects.exists():
            self._tell([_first_administrator()])

    def _publish(self) -> None:
        label = current_label()
        if label is not None and current_run() is None:
            self.stdout.write(f"Publishing {label}")
            publish(label, by="", report=lambda _step, _done, _total: None)

    def _tell(self, people: Iterable[tuple[str, str, str, str]]) -> None:
        """Print who can sign in, and how."""
        self.stdout.write(f"\n{'User':<22}{'Password':<22}{'Role':<26}Branch")
        for username, password, role, branch in people:
            self.stdout.write(f"{username:<22}{password:<22}{Role(role).label!s:<26}{branch or 'whole company'}")


def _branches() -> list[str]:
    """The branches of the run on the desk, those with most customers first."""
    found = Branch.objects.filter(run=current_run()).order_by("-customer_count", "number")
    return list(found.values_list("path", flat=True))


def _first_administrator() -> tuple[str, str, str, str]:
    """An administrator with a password that is printed once, and must be changed after signing in."""
    given = open_administrator(username=FIRST)
    return FIRST, given.password, str(Role.ADMINISTRATOR), ""
