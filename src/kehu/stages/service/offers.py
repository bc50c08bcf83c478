"""What each service of the catalogue would bring each customer, and whether he may have it.

Reads customers, covers, beliefs and laws; gives `Menu`, arrays of customers × services. The last option of everybody is
no service.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kehu.assumptions import ANY
from kehu.laws import Law
from kehu.service_assumptions import Service, ServiceKind
from kehu.stages.service.beliefs import Belief
from kehu.stages.service.customers import Covers, Customers, Flags, Floats

MONTH_DAYS = 365.25 / 12
CLAIMS = {"without": False, "with": True}


@dataclass(frozen=True)
class Menu:
    """What each service would bring, (customers, services): by renewals, by claims spared; and why one may not have it.

    `doubt` is the standard error of both together, in currency, as far as the effects are unsure.
    `is_entitled` holds by line, tier, years, kind of customer and claims; `is_due` where the last one is long enough
    ago; `is_lawful` where its cost and those of the last year stay within the filed cap.
    """

    kinds: tuple[ServiceKind, ...]
    renewal_gain: Floats
    claims_spared: Floats
    doubt: Floats
    cost: Floats
    hours: Floats
    is_entitled: Flags
    is_due: Flags
    is_lawful: Flags

    @property
    def value(self) -> Floats:
        """What each service brings, its cost taken off."""
        found: Floats = self.renewal_gain + self.claims_spared - self.cost
        return found

    @property
    def may_have(self) -> Flags:
        """Whether nothing forbids it."""
        found: Flags = self.is_entitled & self.is_due & self.is_lawful
        return found


def menu(
    customers: Customers,
    covers: Covers,
    believed: Mapping[tuple[str, str], Belief],
    laws: Sequence[Law],
    *,
    parameters: Service,
    region: str,
    as_of: datetime.date,
) -> Menu:
    """What the services of the catalogue would bring all customers."""
    kinds, count = parameters.catalogue, len(customers)
    shape = (count, len(kinds))
    gain, spared, doubt, room = (np.zeros(shape) for _ in range(4))
    is_entitled, is_due = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    caps = filed_caps(covers, laws, region=region, as_of=as_of)
    for place, kind in enumerate(kinds):
        served = np.isin(covers.line, kind.lines) | (ANY in kind.lines)
        whose = covers.customer[served]
        for line in np.unique(covers.line[served]):
            belief, here = believed[kind.name, str(line)], served & (covers.line == line)
            effect, claims = (
                np.bincount(covers.customer[here], values[here], minlength=count)
                for values in (covers.renewal_effect, covers.claims)
            )
            gain[:, place] += effect * belief.stays
            spared[:, place] += claims * (1 - belief.claims_factor)
            doubt[:, place] += np.hypot(
                effect * belief.stays_error, claims * belief.claims_factor * belief.claims_error
            )
        room[:, place] = _room(covers, caps, served, count) - customers.spent
        is_entitled[:, place] = _is_entitled(customers, kind) & (np.bincount(whose, minlength=count) > 0)
        is_due[:, place] = _is_due(customers, kind, as_of=as_of)
    cost, hours = (np.array([getattr(kind, name) for kind in kinds], np.float64) for name in ("cost", "hours"))
    return Menu(kinds, gain, spared, doubt, cost, hours, is_entitled, is_due, cost[None, :] <= room)


def filed_caps(covers: Covers, laws: Sequence[Law], *, region: str, as_of: datetime.date) -> Floats:
    """The share of each cover's premium that services of a year may cost; infinite without a rule."""
    caps = np.full(len(covers.line), np.inf)
    for law in laws:
        if law.kind != "service_cap" or law.most is None or not law.holds_on(as_of):
            continue
        holds = np.isin(covers.line, [law.line]) | (law.line == ANY)
        holds &= np.isin(covers.product, [law.product]) | (law.product == ANY)
        is_below = np.char.startswith(covers.branch, f"{law.region}/") | (covers.branch == law.region)
        holds &= is_below | (law.region in (ANY, region))
        caps = np.where(holds, np.minimum(caps, law.most), caps)
    return caps


def _room(covers: Covers, caps: Floats, served: Flags, count: int) -> Floats:
    """What a year's services may cost each customer's covers that the service is for, in currency.

    Where a rule holds for any of them, only those count for which one does.
    """
    is_bound = served & np.isfinite(caps)
    whose = covers.customer[is_bound]
    bound = np.bincount(whose, (caps * covers.premium)[is_bound], minlength=count)
    found: Floats = np.where(np.bincount(whose, minlength=count) > 0, bound, np.inf)
    return found


def _is_entitled(customers: Customers, kind: ServiceKind) -> Flags:
    """Whether tier, years, kind of customer and claims give a right to it."""
    entitled: Flags = (np.isin(customers.tier, kind.tiers) | (ANY in kind.tiers)) & (
        customers.years >= kind.least_years
    )
    if kind.customers != "all":
        entitled = entitled & (customers.kind == kind.customers)
    if kind.claims != "all":
        entitled = entitled & (customers.has_claimed == CLAIMS[kind.claims])
    return entitled


def _is_due(customers: Customers, kind: ServiceKind, *, as_of: datetime.date) -> Flags:
    """Whether the last one lies long enough back."""
    last = customers.last.get(kind.name)
    if last is None:
        return np.ones(len(customers), np.bool_)
    since = np.datetime64(as_of - datetime.timedelta(days=round(kind.months * MONTH_DAYS)))
    found: Flags = np.isnat(last) | (last <= since)
    return found
