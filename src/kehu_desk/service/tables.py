"""Service as figures and lists.

Reads values of the engine; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine.servicing import (
    BranchService,
    ServiceEffect,
    ServiceFigures,
    ServiceKindFigures,
    ServicePlan,
    ServicesDue,
)
from kehu_desk.service import words
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_whole, number, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Figure

ALL = "all"
MOST_BRANCHES = 40


def figures(one: ServiceFigures, *, currency: str) -> list[Figure]:
    """What is planned, for whom, what it brings, and who is not reached."""
    quiet = percent(one.quiet_planned_count / one.planned_count, 0) if one.planned_count else "–"
    of_all = percent(one.quiet_count / one.customer_count, 0) if one.customer_count else "–"
    return [
        Figure(
            _("Services planned"),
            count(one.planned_count),
            word=_("%(hours)s hours, %(cost)s, %(trials)s of them trials") % {
                "hours": number(one.planned_hours, 0),
                "cost": f"{money_whole(one.planned_cost)} {currency}",
                "trials": count(one.trial_count),
            },
        ),
        Figure(
            _("To customers without a claim"),
            quiet,
            word=_("%(share)s of the customers are without one") % {"share": of_all},
        ),
        Figure(
            _("Expected of the plan"),
            money_whole(one.planned_value),
            unit=currency,
            word=_("renewals and claims spared, cost taken off"),
        ),
        Figure(
            _("Never reached, not planned"),
            count(one.never_count),
            word=_("%(count)s of them without a claim") % {"count": count(one.quiet_never_count)},
            href="?state=never",
        ),
    ]  # fmt: skip


def plans(found: ServicesDue, *, names: Mapping[str, str], currency: str, next_key: str, previous_key: str) -> Listing:
    """Customers, with the service each is due and what it is expected to bring."""
    rows = [_plan(one, names.get(one.customer_id)) for one in found.rows]
    columns = [
        Column("name", _("Customer"), kind="name"),
        Column("tier", _("Tier"), kind="tier"),
        Column("claimed", _("Claims of late")),
        Column("kind", _("Service"), on_phone=True),
        Column("renewal", _("By renewals"), kind="money_whole", unit=currency),
        Column("claims", _("Claims spared"), kind="money_whole", unit=currency),
        Column("cost", _("Cost"), kind="money_whole", unit=currency),
        Column("value", _("Expected"), kind="money_whole", unit=currency, on_phone=True),
        Column(
            "told",
            _("Effects"),
            kind="badge",
            hint=_("A trial is given in hours that would lie idle, to learn what it changes"),
        ),
        Column("last", _("Last served"), kind="day"),
    ]
    return Listing(
        "plans",
        columns,
        rows,
        href=lambda row: str(row["href"]),
        next_key=next_key,
        previous_key=previous_key,
        count=found.count,
        empty=Empty(_("Nobody stands on this list"), icon="checks"),
    )


def _plan(one: ServicePlan, name: str | None) -> dict[str, object]:
    """A customer's row."""
    return {
        "name": name or one.customer_id,
        "tier": one.tier,
        "claimed": _("with a claim") if one.has_claimed else _("without"),
        "kind": words.kind_name(one.kind),
        "renewal": one.renewal_gain,
        "claims": one.claims_spared,
        "cost": one.cost,
        "value": one.value,
        "told": words.told(one),
        "last": one.last_service_date,
        "href": reverse("customer", args=[one.customer_id]),
    }


def kinds(found: Sequence[ServiceKindFigures], *, currency: str) -> Listing:
    """The catalogue: cost, entitlement, effects, use and plan."""
    rows = []
    for one in found:
        odds, claims = words.effect_of(one.renewal_effect, one.claims_factor)
        rows.append(
            {
                "kind": words.kind_name(one.kind),
                "lines": words.codes(one.lines, "line"),
                "tiers": words.codes(one.tiers, ""),
                "cost": one.cost,
                "hours": one.hours,
                "renewal": f"{odds} ({words.TOLD[one.renewal_told]})",
                "claims": f"{claims} ({words.TOLD[one.claims_told]})",
                "given": one.given_count,
                "per_policy": one.cost_per_policy,
                "planned": one.planned_count,
                "trials": one.trial_count,
                "value": one.planned_value,
            }
        )
    columns = [
        Column("kind", _("Service"), kind="name"),
        Column("lines", _("Lines"), kind="wrapped"),
        Column("tiers", _("Tiers")),
        Column("cost", _("Cost"), kind="money_whole", unit=currency),
        Column("hours", _("Hours"), kind="number"),
        Column("renewal", _("Odds of renewal")),
        Column("claims", _("Claims")),
        Column("given", _("Given last year"), kind="count"),
        Column("per_policy", _("Cost for each policy"), kind="money", unit=currency),
        Column("planned", _("Planned"), kind="count", on_phone=True),
        Column("trials", _("Of them trials"), kind="count"),
        Column("value", _("Expected"), kind="money_whole", unit=currency, on_phone=True),
    ]
    return Listing("kinds", columns, rows, empty=Empty(_("The catalogue is empty: write [service] in kehu.toml")))


def branches(found: Sequence[BranchService], *, currency: str) -> Listing:
    """The hours of each branch, what they are worth, and who is never reached: those first that lack hours most."""
    ordered = sorted(found, key=lambda one: (one.branch != ALL, -(one.hour_value or 0), one.branch))
    rows = [
        vars(one) | {"branch": _("The company") if one.branch == ALL else one.branch, "worth": one.hour_value or None}
        for one in ordered[:MOST_BRANCHES]
    ]
    columns = [
        Column("branch", _("Branch"), kind="name"),
        Column("customer_count", _("Customers"), kind="count"),
        Column("quiet_count", _("Without a claim"), kind="count"),
        Column("hours", _("Hours a year"), kind="number"),
        Column("used_hours", _("Planned hours"), kind="number"),
        Column("worth", _("One more hour brings"), kind="money_whole", unit=currency, on_phone=True),
        Column("planned_count", _("Planned"), kind="count", on_phone=True),
        Column("quiet_planned_count", _("To those without a claim"), kind="count"),
        Column("held_out_count", _("Held out"), kind="count"),
        Column("reached_count", _("Ever served"), kind="count"),
        Column("never_count", _("Never reached, not planned"), kind="count", on_phone=True),
    ]
    return Listing("branches", columns, rows)


def effects(found: Sequence[ServiceEffect]) -> Listing:
    """What service changed, by both comparisons."""
    rows = [
        {
            "kind": words.kind_name(one.kind),
            "line": code_name(one.line, "line"),
            "measure": words.MEASURES[one.measure],
            "basis": words.BASES[one.basis],
            "served": one.served_count,
            "others": one.other_count,
            "effect": words.seen(one),
            "between": words.between(one),
            "sure": Badge(_("yes"), "accent") if one.is_sure else Badge(_("no")),
            "believed": words.believed(one),
        }
        for one in found
    ]
    columns = [
        Column("kind", _("Service"), kind="name"),
        Column("line", _("Line")),
        Column("measure", _("Measured"), on_phone=True),
        Column("basis", _("Compared"), on_phone=True),
        Column("served", _("Terms served"), kind="count"),
        Column("others", _("Others"), kind="count"),
        Column("effect", _("Effect"), on_phone=True),
        Column("between", _("Bounds")),
        Column("sure", _("Told from chance"), kind="badge"),
        Column("believed", _("Believed"), hint=_("Drawn to the effect of all services")),
    ]
    empty = Empty(_("No service has been given that could be measured"), icon="scale")
    return Listing("service-effects", columns, rows, empty=empty)
