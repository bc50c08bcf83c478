"""The readers of source files: whatever comes in becomes a table of texts, one row a record, with its row number."""

from kehu.stores.sources.databases import stage_query
from kehu.stores.sources.files import list_files, stage_file
from kehu.stores.sources.staged import Format, Misshapen, Progress, SourceError, Staged

__all__ = [
    "Format",
    "Misshapen",
    "Progress",
    "SourceError",
    "Staged",
    "list_files",
    "stage_file",
    "stage_query",
]
