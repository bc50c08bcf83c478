"""The portfolio of the reader's branch, or of one below it.

Reads one row of `published`, which was made when the run was published; gives the engine's frozen value. Nothing is
added up here, so that what the page says is what the engine said.
"""

from __future__ import annotations

from kehu_desk.engine import ScopedPortfolio, portfolio_of
from kehu_desk.published.models import Portfolio, PublishedRun


def scoped_portfolio(run: PublishedRun, scope: str) -> ScopedPortfolio | None:
    """The portfolio of a scope in a run; None where no customer belongs to it."""
    found = Portfolio.objects.filter(run=run, scope=scope).values_list("document", flat=True).first()
    return None if found is None else portfolio_of(found)


def is_within(branch: str, own: str) -> bool:
    """Whether a branch is a reader's own or lies below it; nothing lies outside the whole company.

    >>> is_within("HQ/North", "HQ"), is_within("HQ", "HQ/North"), is_within("HQ/North-2", "HQ/North")
    (True, False, False)
    """
    return own in ("", branch) or branch.startswith(f"{own}/")
