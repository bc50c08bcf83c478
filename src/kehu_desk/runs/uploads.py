"""Files that people send: kept in a folder of their own until they are loaded or given up.

Writes and deletes `desk/uploads/<ticket>/`. Files are written in parts, never held in memory; their names are taken
without any folder, and what was loaded or given up is deleted, because it is personal data. Extracts that are too many
or too large to send lie in folders of `incoming/` in the home, where whoever runs the server puts them; those are left
as they are.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

BACKSLASH = chr(92)  # what Windows puts between folders
KEPT = 7 * 24 * 3600  # seconds after which files that nobody asked for again are deleted
LONGEST = 200  # bytes of a file's name


def keep(files: Iterable[UploadedFile]) -> tuple[str, list[str]]:
    """Write files that belong together; gives their ticket and their names. Nothing is left where that fails."""
    ticket = secrets.token_hex(8)
    folder = folder_of(ticket)
    folder.mkdir(parents=True)
    try:
        return ticket, [_write(folder, file) for file in files]
    except OSError:
        discard(ticket)
        raise


def folder_of(ticket: str) -> Path:
    """The folder of a ticket's files."""
    return Path(settings.DESK_FOLDER) / "uploads" / ticket


def incoming(name: str = "") -> Path:
    """The folder in which extracts wait on the server, or one of those in it."""
    return Path(settings.KEHU_HOME) / "incoming" / name


def incoming_names() -> list[str]:
    """The folders of extracts that wait on the server."""
    return sorted(path.name for path in incoming().iterdir() if path.is_dir()) if incoming().is_dir() else []


def discard(ticket: str) -> None:
    """Delete the files of a ticket."""
    shutil.rmtree(folder_of(ticket), ignore_errors=True)


def sweep(now: float | None = None) -> int:
    """Delete what has lain for a week; gives the number of folders."""
    place = Path(settings.DESK_FOLDER) / "uploads"
    folders = [path for path in place.iterdir() if path.is_dir()] if place.is_dir() else []
    old = [path for path in folders if (now or time.time()) - path.stat().st_mtime > KEPT]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _write(folder: Path, file: UploadedFile) -> str:
    name = free_name(folder, safe_name(file.name or ""))
    with (folder / name).open("wb") as to:
        for part in file.chunks():
            to.write(part)
    return name


def free_name(folder: Path, name: str) -> str:
    """A name that no file of the folder has: the second of one name is numbered."""
    path, number = PurePosixPath(name), 1
    while (folder / name).exists():
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    return name


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system could take for something else, and not too long for it.

    >>> safe_name("../../etc/passwd"), safe_name("保单 2024.csv"), safe_name("..")
    ('passwd', '保单 2024.csv', 'file')
    """
    last = PurePosixPath(name.replace(BACKSLASH, "/")).name
    printable = "".join(letter for letter in last if letter.isprintable()).strip(". ") or "file"
    ending = PurePosixPath(printable).suffix[:20]
    stem = printable.removesuffix(ending).encode()[: LONGEST - len(ending.encode())]
    return f"{stem.decode(errors='ignore')}{ending}"
