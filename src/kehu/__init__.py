"""Kehu, the engine: from an insurer's policies to its customers.

Knows no web framework, no HTTP and no clock; the desk (`kehu_desk`) stands on top of it.
Read `ARCHITECTURE.md` for the tree and the way of the data.
Public names are few on purpose: everything is reached through the `kehu` command or the modules below.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
