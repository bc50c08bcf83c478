"""One customer's page in the terminal.

Reads a `CustomerPage`; prints who it is, why its records are one, what it holds, its account by year and its claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from kehu.cli.grids import Column, Shown, counted, grid, written
from kehu.portfolio import CustomerPage

COUNT, MONEY, CENTS, SHARE = Shown.COUNT, Shown.MONEY, Shown.CENTS, Shown.SHARE


def show_page(console: Console, page: CustomerPage) -> None:
    """Print a customer's page."""
    console.print()
    console.print(Text(page_finding(page), style="bold cyan"))
    if page.asked_for != page.customer_id:
        console.print(f"{page.asked_for} is now {page.customer_id}.", style="yellow")
    in_force = counted(page.policies_in_force, "policy", "policies")
    since = f"customer since {page.customer_since_date}" if page.customer_since_date else "never had cover"
    place = f"rank {page.rank:,} of {page.customer_count:,} by result, tier {page.tier}; " if page.rank else ""
    console.print(
        f"{page.kind}; {since}; {place}{in_force} in force.",
        style="dim",
    )
    _account(console, page)
    _policies(console, page)
    _objects(console, page)
    _changes(console, page)
    _claims(console, page)
    _records(console, page)
    console.print(f"{page.run}, as of {page.as_of}; amounts in {page.currency}.", style="dim")


def page_finding(page: CustomerPage) -> str:
    """Who the customer is and what came of the business, in a short sentence."""
    who = f"{page.name} ({page.customer_id})" if page.name else page.customer_id
    result = page.figures.result
    told = f"{'made' if result >= 0 else 'lost'} {written(abs(result), CENTS)} {page.currency}"
    return f"{who} {told} with {counted(page.figures.claim_count, 'claim')}"


def _account(console: Console, page: CustomerPage) -> None:
    columns = [
        Column("Year"),
        Column("Line"),
        Column("Days", COUNT, 4),
        Column("Premium", CENTS),
        Column("Claims", COUNT, 5),
        Column("Incurred", CENTS),
        Column("Costs", CENTS, 3),
        Column("Result", CENTS),
    ]
    rows = [(str(year.year), year.line, *_figures(year.figures)) for year in page.account]
    grid(console, "Account by year and line", columns, [*rows, ("All", " ", *_figures(page.figures))], has_total=True)


def _figures(figures: object) -> tuple[object, ...]:
    names = ("exposure_days", "earned_premium", "claim_count", "incurred", "costs", "result")
    return tuple(getattr(figures, name) for name in names)


def _policies(console: Console, page: CustomerPage) -> None:
    columns = [
        Column("Policy"),
        Column("Line"),
        Column("Channel", weight=3),
        Column("Branch", weight=2),
        Column("From"),
        Column("To"),
        Column("Cancelled", weight=4),
        Column("Premium", CENTS),
        Column("Sum insured", MONEY, 1),
    ]
    rows = [
        (
            *((policy.policy_id, policy.line, policy.channel, policy.branch) if place == 0 else ("", "", "", "")),
            *(term.inception_date, term.expiry_date, term.cancellation_date, term.written_premium, term.sum_insured),
        )
        for policy in page.policies
        for place, term in enumerate(policy.terms)
    ]
    in_force = sum(policy.is_in_force for policy in page.policies)
    grid(
        console,
        f"{counted(len(page.policies), 'policy', 'policies').capitalize()}, {in_force} in force",
        columns,
        _blank(rows, 4),
    )


def _blank(rows: Sequence[tuple[object, ...]], count: int) -> list[tuple[object, ...]]:
    """Rows with a space where a policy's name is not said again."""
    return [(*(" " if value == "" else value for value in row[:count]), *row[count:]) for row in rows]


def _objects(console: Console, page: CustomerPage) -> None:
    columns = [
        Column("Policy"),
        Column("Insured"),
        Column("Description", Shown.PROSE, 2),
        Column("Plate"),
        Column("Vehicle number", weight=4),
        Column("Address", Shown.PROSE, 3),
        Column("Sum insured", MONEY, 1),
    ]
    rows = [
        (thing.policy_id, thing.kind, thing.description, thing.plate, thing.vin, thing.address, thing.sum_insured)
        for thing in page.objects
    ]
    if rows:
        grid(console, "What is insured", columns, rows)


def _changes(console: Console, page: CustomerPage) -> None:
    columns = [Column("Period changed"), Column("From"), Column("Change", Shown.PROSE), Column("Premium", CENTS)]
    rows = [(one.term_id, one.effective_date, one.description, one.premium_change) for one in page.changes]
    if rows:
        grid(console, "Changes during the period", columns, rows)


def _claims(console: Console, page: CustomerPage) -> None:
    if not page.claims:
        console.print("\nNo claims.")
        return
    columns = [
        Column("Claim"),
        Column("Policy", weight=4),
        Column("Occurred"),
        Column("Reported", weight=3),
        Column("Peril", weight=5),
        Column("Count", COUNT, 2),
        Column("Paid", CENTS),
        Column("Outstanding", CENTS),
    ]
    rows = [
        (
            *(claim.claim_id, claim.policy_id, claim.occurred_date, claim.reported_date),
            *(claim.peril, claim.claim_count, claim.paid, claim.outstanding),
        )
        for claim in page.claims
    ]
    grid(console, "Claims", columns, rows)


def _records(console: Console, page: CustomerPage) -> None:
    columns = [
        Column("Record"),
        Column("Source", weight=3),
        Column("Name", Shown.PROSE),
        Column("Identity", weight=6),
        Column("Born"),
        Column("Licence", weight=4),
        Column("Phone", weight=5),
        Column("Address", Shown.PROSE, 2),
    ]
    rows = [
        (
            *(record.party_id, record.source, record.name, record.identity_number),
            *(record.birth_date, record.licence_date, record.phone, record.address),
        )
        for record in page.records
    ]
    grid(console, f"{counted(len(rows), 'record').capitalize()} behind the customer", columns, rows)
    if page.reasons:
        columns = [Column("Record"), Column("is the same as"), Column("by the rule")]
        grid(console, "Why they are one", columns, [(r.party_id, r.joined_party_id, r.rule) for r in page.reasons])
