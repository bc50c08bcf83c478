"""The tree of branches: in which scopes a branch lies.

Gives `scopes_of`; a branch is a path from the company down, its parts joined by "/".
"""

from __future__ import annotations


def scopes_of(branch: str) -> list[str]:
    """The scopes in which a branch lies: the whole company, its ancestors, itself.

    >>> scopes_of("HQ/North"), scopes_of("")
    (['', 'HQ', 'HQ/North'], [''])
    """
    parts = branch.split("/") if branch else []
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]
