"""Which files can be read, and by which reader.

Looks at names and folders; gives paths, and hands a file to its reader. The ending of a name decides, so that what
a folder feeds can be told without opening anything.
"""

from __future__ import annotations

from pathlib import Path

from kehu.stores.sources.delimited import stage_delimited
from kehu.stores.sources.parquet import stage_parquet
from kehu.stores.sources.staged import Format, Progress, SourceError, Staged
from kehu.stores.sources.workbooks import stage_workbook

TEXTS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET = (".parquet", ".pq")
READABLE = (*TEXTS, *WORKBOOKS, *PARQUET)


def stage_file(path: Path, *, format: Format, to: Path, progress: Progress) -> Staged:
    """Turn a file into the staged Parquet file `to`; `progress` gets bytes done and bytes in all.

    Raises SourceError, naming the file and what to do, where it cannot be read.
    """
    if not path.is_file():
        raise SourceError(f"{path}: there is no such file; correct the path")
    name = path.name.lower()
    if name.endswith(TEXTS):
        return stage_delimited(path, format=format, to=to, progress=progress)
    if name.endswith(WORKBOOKS):
        return stage_workbook(path, format=format, to=to, progress=progress)
    if name.endswith(PARQUET):
        return stage_parquet(path, to=to, progress=progress)
    raise _unreadable(path)


def list_files(path: Path) -> tuple[Path, ...]:
    """The readable files of a folder and the folders in it, sorted, or the file itself.

    Hidden files and the locks of open workbooks are passed over. Raises SourceError where nothing is left.
    """
    if path.is_file():
        if not path.name.lower().endswith(READABLE):
            raise _unreadable(path)
        return (path,)
    if not path.is_dir():
        raise SourceError(f"{path}: there is no such file or folder; correct the path")
    found = sorted(file for file in path.rglob("*") if file.is_file() and _is_wanted(file.relative_to(path)))
    if not found:
        raise SourceError(f"{path}: no file in it can be read; give files of {', '.join(READABLE)}")
    return tuple(found)


def _is_wanted(file: Path) -> bool:
    is_hidden = any(part.startswith((".", "~$")) for part in file.parts)
    return not is_hidden and file.name.lower().endswith(READABLE)


def _unreadable(path: Path) -> SourceError:
    return SourceError(f"{path.name}: files of this ending are not read; give one of {', '.join(READABLE)}")
