"""The vocabulary: every table as a class with documented columns, units and rules.

The reference in `docs/reference/tables.md` is generated from these classes.
"""

from kehu.tables.book import Book, IdentityRule, Snapshot, Versions
from kehu.tables.catalogue import RESULTS, SOURCES
from kehu.tables.schema import Column, Declared, Kind, Rule, Table

__all__ = [
    "RESULTS",
    "SOURCES",
    "Book",
    "Column",
    "Declared",
    "IdentityRule",
    "Kind",
    "Rule",
    "Snapshot",
    "Table",
    "Versions",
]
