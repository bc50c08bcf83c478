"""The desk's settings for tests: a home that nobody has, a database in memory or the one named, plain static files.

Reads `KEHU_DATABASE_URL`, by which the same tests run on PostgreSQL (`make test` does both).
"""

from __future__ import annotations

import os
import tempfile

os.environ["KEHU_HOME"] = tempfile.mkdtemp(prefix="kehu-desk-")
os.environ["KEHU_PLAIN_HTTP"] = "yes"
os.environ.setdefault("KEHU_DATABASE_URL", "sqlite:///:memory:")

from kehu_desk.settings import *  # noqa: F403
from kehu_desk.settings import STATIC_ROOT, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
