"""The key with which the desk signs sessions and links: made once for a home folder, and kept there.

Reads and writes `desk/secret.key`, readable by its owner alone. A file, because an insurer's server is set up once and
must know its people after every restart.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key(folder: Path) -> str:
    """The key of a desk's folder, made when it is asked for the first time.

    Where the folder does not stand in a home, a key that nobody keeps: nothing is written to a place that is not ours.
    """
    if not (folder.parent / "kehu.toml").is_file():
        return get_random_secret_key()
    path = folder / "secret.key"
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Write a new key in one step: of two processes that begin together, the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(work, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    try:
        os.link(work, path)
    except FileExistsError:
        pass
    finally:
        work.unlink()
