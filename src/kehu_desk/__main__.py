"""Django's own commands for the desk: `python -m kehu_desk migrate`, `check --deploy` and the rest.

Reads the settings of the desk; gives what the command gives. People use `kehu serve`, which does what is needed itself.
"""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu_desk.settings")
    execute_from_command_line(["python -m kehu_desk", *sys.argv[1:]])
