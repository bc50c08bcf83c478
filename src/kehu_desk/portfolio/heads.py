"""The head of the portfolio: the finding in a sentence, the figures that matter, and the way through the branches.

Reads a `ScopedPortfolio`. Customers and result come first; premium is what an insurer takes in, not what it earns.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine import ScopedPortfolio
from kehu_desk.ui.figures import count, money_short, percent
from kehu_desk.ui.values import Action, Figure

HEALTHY, UNHEALTHY = Decimal("0.95"), Decimal(1)


def finding(portfolio: ScopedPortfolio) -> str:
    """What the book comes to, in a sentence."""
    counts, figures = portfolio.counts, portfolio.figures
    values = {
        "customers": count(figures.customer_count),
        "result": money_short(abs(figures.result)),
        "currency": portfolio.currency,
        "losing": count(counts.losing_count),
        "loss": money_short(-counts.losing_result),
    }
    if not figures.customer_count:
        return _("No customer here has an account yet.")
    if figures.result >= 0:
        return (
            _("%(customers)s customers have brought %(result)s %(currency)s; %(losing)s of them have cost %(loss)s.")
            % values
        )
    return (
        _("%(customers)s customers have cost %(result)s %(currency)s; %(losing)s of them alone have cost %(loss)s.")
        % values
    )


def figures(portfolio: ScopedPortfolio) -> tuple[Figure, ...]:
    """The figures of the head."""
    return tuple(_figures(portfolio))


def _figures(portfolio: ScopedPortfolio) -> Iterator[Figure]:
    counts, sums, currency = portfolio.counts, portfolio.figures, portfolio.currency
    in_force = _("%(count)s with cover now") % {"count": count(counts.customers_in_force)}
    yield Figure(_("Customers"), count(counts.customer_count), word=in_force, href=_list(portfolio.scope))
    priced = _("earned premium %(premium)s") % {"premium": money_short(sums.earned_premium)}
    yield Figure(_("Result"), money_short(sums.result), unit=currency, word=priced)
    yield _combined(portfolio)
    free = Decimal(counts.claim_free_count) / counts.accounted_count if counts.accounted_count else None
    served = _("%(count)s customers never claimed") % {"count": count(counts.claim_free_count)}
    yield Figure(_("Without claims"), percent(free, 0), word=served, href=_list(portfolio.scope, claims="no"))
    cost = _("%(count)s customers lose money") % {"count": count(counts.losing_count)}
    href = _list(portfolio.scope, result="losing", order="result")
    yield Figure(_("Cost of the losing"), money_short(counts.losing_result), unit=currency, word=cost, href=href)


def _combined(portfolio: ScopedPortfolio) -> Figure:
    ratio = portfolio.figures.combined_ratio
    if ratio is None:
        return Figure(_("Combined ratio"), percent(None), word=_("no premium is known"))
    tone, word = "good", _("pays its way")
    if ratio > HEALTHY:
        tone, word = "middling", _("just pays its way")
    if ratio > UNHEALTHY:
        tone, word = "poor", _("costs more than it brings")
    return Figure(_("Combined ratio"), percent(ratio, 1), word=word, tone=tone)


def crumbs(scope: str, *, own: str) -> tuple[Action, ...]:
    """The way from the reader's own branch down to the one that is shown, which is not on it."""
    parts = scope.split("/") if scope else []
    above = ["/".join(parts[:depth]) for depth in range(len(parts))]
    seen = [path for path in above if own in ("", path) or path.startswith(f"{own}/")]
    return tuple(Action(path.rpartition("/")[2] or _("Whole company"), _portfolio(path)) for path in seen)


def _portfolio(path: str) -> str:
    return reverse("portfolio") + (f"?{urlencode({'branch': path})}" if path else "")


def _list(scope: str, **filters: str) -> str:
    """The list of customers of a scope, filtered."""
    query = {name: value for name, value in {"branch": scope, **filters}.items() if value}
    return reverse("customers") + (f"?{urlencode(query)}" if query else "")
