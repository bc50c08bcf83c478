"""Loading a source into the book, and taking a load back."""

from kehu.loads.choosing import find_mapping
from kehu.loads.gathering import choose_mapping
from kehu.loads.loading import LoadError, Request, load, unload
from kehu.loads.reports import LoadReport

__all__ = ["LoadError", "LoadReport", "Request", "choose_mapping", "find_mapping", "load", "unload"]
