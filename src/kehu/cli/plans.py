"""What a run plans, laid out for the terminal: next year's book, service, markets.

Reads the frozen values of `kehu.renewing`, `kehu.servicing` and `kehu.marketing`; prints tables whose titles state the
finding. A run of an earlier release plans nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console

from kehu import marketing, renewing, servicing
from kehu.cli.grids import Column, Shown, grid
from kehu.marketing import MarketChannel, MarketGroup
from kehu.renewing import ListFigures, ScenarioFigures
from kehu.servicing import ServiceFigures, ServiceKindFigures
from kehu.stores.run_folders import RunFolder

COUNT, MONEY, SHARE = Shown.COUNT, Shown.MONEY, Shown.SHARE


@dataclass(frozen=True)
class RenewalsPlanned:
    """The four lists and the scenarios of a run."""

    lists: tuple[ListFigures, ...]
    scenarios: tuple[ScenarioFigures, ...]


@dataclass(frozen=True)
class ServicePlanned:
    """What service a run plans, and of which kinds; nothing of a run that plans none."""

    figures: ServiceFigures | None
    kinds: tuple[ServiceKindFigures, ...]


@dataclass(frozen=True)
class MarketsDeveloped:
    """The groups to win and to avoid, and the channels."""

    groups: tuple[MarketGroup, ...]
    channels: tuple[MarketChannel, ...]


def renewals(run: RunFolder) -> RenewalsPlanned:
    """Next year's book of a run."""
    if not renewing.is_decided(run):
        return RenewalsPlanned((), ())
    return RenewalsPlanned(renewing.list_figures(run, scope=""), renewing.scenarios(run))


def service(run: RunFolder) -> ServicePlanned:
    """The plan of service of a run."""
    found = servicing.figures(run, scope="") if servicing.is_planned(run) else None
    return ServicePlanned(found, servicing.kinds(run))


def markets(run: RunFolder) -> MarketsDeveloped:
    """The markets of a run: whom to win, and whom to avoid."""
    told = [one for one in marketing.groups(run) if one.verdict != "other"]
    return MarketsDeveloped(tuple(told), marketing.channels(run))


def show_renewals(console: Console, seen: RenewalsPlanned) -> None:
    """Print the four lists, then the scenarios beside each other."""
    if not seen.lists:
        return _nothing(console, "decides no renewals")
    columns = [Column("List"), Column("Renewals", COUNT), Column("Expiring premium", MONEY)]
    columns += [Column("Worth unchanged", MONEY), Column("Worth as offered", MONEY), Column("At stake", MONEY)]
    cells = [
        (one.list, one.count, one.expiring_premium, one.value_unchanged, one.value_proposed, one.stake)
        for one in seen.lists
    ]
    grid(console, f"{sum(one.count for one in seen.lists):,} renewals are decided", columns, cells)
    columns = [Column("Scenario"), Column("Worth", MONEY), Column("Result next year", MONEY), Column("Kept", SHARE)]
    columns += [Column("Combined", SHARE), Column("Price change", SHARE), Column("Dearer", COUNT)]
    columns += [Column("Cheaper", COUNT), Column("Declined", COUNT)]
    rows = [
        (
            *(one.scenario, one.value, one.result, one.kept_share, one.combined_ratio, one.price_change),
            *(one.dearer_count, one.cheaper_count, one.decline_count),
        )
        for one in seen.scenarios
    ]
    grid(console, f"{_gain(seen.scenarios)} the book at unchanged prices", columns, rows)
    return None


def show_service(console: Console, seen: ServicePlanned) -> None:
    """Print what is planned, service by service."""
    found = seen.figures
    if found is None:
        return _nothing(console, "plans no service")
    columns = [Column("Service"), Column("Cost", MONEY), Column("Hours", COUNT), Column("Given", COUNT)]
    columns += [Column("Planned", COUNT), Column("Trials", COUNT), Column("Expected", MONEY)]
    columns += [Column("Renewal", Shown.TEXT), Column("Claims", Shown.TEXT)]
    cells = [
        (
            *(one.kind, one.cost, f"{one.hours:g}", one.given_count),
            *(one.planned_count, one.trial_count, one.planned_value),
            *(one.renewal_told, one.claims_told),
        )
        for one in seen.kinds
    ]
    quiet = f"{found.quiet_planned_count:,} of them to customers without a claim"
    never = f"{found.never_count:,} customers are never reached"
    grid(console, f"{found.planned_count:,} services are planned, {quiet}; {never}", columns, cells)
    return None


def show_markets(console: Console, seen: MarketsDeveloped) -> None:
    """Print the groups to win and to avoid, then what channels cost."""
    if not seen.channels:
        return _nothing(console, "develops no markets")
    columns = [Column("Line"), Column("Verdict"), Column("Group"), Column("Held", COUNT)]
    columns += [Column("Loss ratio", SHARE), Column("As believed", SHARE), Column("Technical price", MONEY)]
    columns += [Column("To win", COUNT), Column("Result of each", MONEY)]
    cells = [
        (
            *(one.line, one.verdict, one.rule, one.holder_count, one.loss_ratio, one.believed_loss_ratio),
            *(one.technical_price, f"{one.goal_count:.0f}", one.cover_result),
        )
        for one in seen.groups
    ]
    targets = sum(one.verdict == "target" for one in seen.groups)
    grid(console, f"{targets:,} groups to win, {len(seen.groups) - targets:,} to avoid", columns, cells)
    columns = [Column("Line"), Column("Channel"), Column("Premium", MONEY), Column("As believed", SHARE)]
    columns += [Column("Commission", SHARE), Column("In all", SHARE), Column("New", COUNT), Column("Choice")]
    rows = [
        (
            *(one.line, one.channel, one.earned_premium, one.believed_loss_ratio, one.commission),
            *(one.combined_ratio, one.new_count, "best" if one.is_best else ""),
        )
        for one in seen.channels
    ]
    grid(console, "What each channel costs, claims and charges together", columns, rows)
    return None


def _gain(scenarios: Sequence[ScenarioFigures]) -> str:
    """By how much the scenario that is followed is worth more than unchanged prices."""
    followed = next((one.value for one in scenarios if one.is_followed), Decimal(0))
    unchanged = next((one.value for one in scenarios if one.scenario == "unchanged"), followed)
    return f"What is offered is worth {followed - unchanged:+,.0f} beside"


def _nothing(console: Console, what: str) -> None:
    console.print(f"This run {what}: make one with kehu run.", style="yellow")
