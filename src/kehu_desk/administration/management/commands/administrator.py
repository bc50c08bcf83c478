"""`python -m kehu_desk administrator wang`: an administrator, for when nobody can sign in.

Makes one of that name, or lets the one in again who is there: with a new password, which is printed once and must be
changed after signing in, and without a second factor. Whoever may run it rules the server already.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from kehu_desk.administration.actions import open_administrator


class Command(BaseCommand):
    """Make an administrator, or let one in again."""

    help = "Make an administrator, or give one a new password, for when nobody can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("username", help="The user name, such as wang.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Do it, and print the password."""
        given = open_administrator(username=options["username"])
        self.stdout.write(f"User name: {given.user.username}\nPassword:  {given.password}")
        self.stdout.write("It must be changed after signing in, within seven days.")
