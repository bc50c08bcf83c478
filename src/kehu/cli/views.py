"""What a run says, laid out for the terminal: overview, breakdowns, concentration, customers, quality, identity.

Reads the frozen figures of `kehu.portfolio`; prints tables whose titles state the finding.
Customers and result lead: premium alone says nothing about whether the business is worth having.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console

from kehu.cli.grids import Column, Shown, counted, facts, grid, written
from kehu.portfolio import (
    Breakdown,
    Curve,
    CurvePoint,
    Figures,
    IdentitySummary,
    Overview,
    Quality,
    RankedCustomer,
    concentration_sentence,
)

MARKS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
COUNT, MONEY, SHARE = Shown.COUNT, Shown.MONEY, Shown.SHARE
FIGURES = (
    Column("Customers", COUNT, 5),
    Column("Result", MONEY),
    Column("Combined", SHARE, 8),
    Column("Premium", MONEY, 7),
    Column("Incurred", MONEY, 7),
    Column("Costs", MONEY, 4),
    Column("Loss ratio", SHARE, 3),
    Column("Claims", COUNT, 2),
)


def show_overview(console: Console, seen: Overview) -> None:
    """Print the main figures of a run."""
    figures, insured = seen.figures, seen.figures.customer_count
    others = "the others never had any" if insured < seen.customer_count else ""
    facts(
        console,
        f"{counted(insured, 'customer')} {_making(figures.result, seen.currency)}",
        [
            ("Customers", f"{seen.customer_count:,}", _records(seen)),
            ("  ever with cover", f"{insured:,}", others),
            ("    with cover on the day", f"{seen.customers_in_force:,}", _policies(seen)),
            ("    without a claim", f"{seen.claim_free_count:,}", f"{_share(seen.claim_free_count, insured)} of them"),
            ("    who lose money", f"{seen.losing_count:,}", f"together {written(seen.losing_result, MONEY)}"),
            ("Result", written(figures.result, MONEY), f"combined ratio {written(figures.combined_ratio, SHARE)}"),
            ("  earned premium", written(figures.earned_premium, MONEY), _years(seen)),
            ("  incurred claims", written(figures.incurred, MONEY), counted(figures.claim_count, "claim")),
            ("  commission", written(figures.commission, MONEY), ""),
            ("  expenses", written(figures.expenses, MONEY), ""),
            *((f"Offers {outcome}", f"{count:,}", "never exposure") for outcome, count in seen.offers.items()),
        ],
    )
    console.print()
    console.print(seen.concentration[0])
    _unpriced_note(console, figures)
    source = ", ".join(seen.sources)
    console.print(
        f"{seen.run}, as of {seen.as_of}; {source} ({', '.join(seen.batches)}); amounts in {seen.currency}.",
        style="dim",
    )


def show_breakdown(console: Console, made: Breakdown, currency: str) -> None:
    """Print a breakdown with its total."""
    keys = [Column(name.capitalize()) for name in made.by]
    rows = [(*group.keys, *_figures(group.figures)) for group in made.groups]
    rows.append((*("All", *(" " for _ in made.by[1:])), *_figures(made.total)))
    grid(
        console,
        breakdown_finding(made),
        [*keys, *FIGURES],
        rows,
        has_total=True,
        note=f"Amounts in {currency}; costs are commission and expenses. A customer counts once in each row.",
    )
    _unpriced_note(console, made.total)


def breakdown_finding(made: Breakdown) -> str:
    """What a breakdown shows, in a short sentence."""
    noun = " and ".join(made.by)
    plural = {"branch": "branches", "line and year": "lines and years"}.get(noun, f"{noun}s")
    priced = [group for group in made.groups if group.figures.earned_premium or group.figures.result]
    losing = [group for group in priced if group.figures.result < 0]
    if not priced:
        return f"No {noun} has a premium"
    if len(priced) == 1:
        return f"{' '.join(priced[0].keys)} {'loses' if losing else 'makes'} all of the result"
    if losing:
        return f"{len(losing)} of {len(priced)} {plural} lose{'s' if len(losing) == 1 else ''} money"
    return f"All {len(priced)} {plural} make money"


def show_concentration(console: Console, drawn: Sequence[Curve]) -> None:
    """Print the curves side by side, at marked shares of the customers; a losing measure in amounts, not in shares."""
    rows = []
    for mark in MARKS:
        points = [curve.at(mark) for curve in drawn]
        if all(point and abs(point.customer_share - mark) < 0.005 for point in points):
            count = next(point.customer_count for point in points if point)
            rows.append((mark, count, *(_told(curve, point) for curve, point in zip(drawn, points, strict=True))))
    named = {"earned_premium": "premium", "incurred": "claims"}
    columns = [
        Column(
            f"{'of ' if curve.whole > 0 else ''}{named.get(curve.measure, curve.measure)}",
            SHARE if curve.whole > 0 else MONEY,
        )
        for curve in drawn
    ]
    grid(
        console,
        concentration_sentence(drawn[0]),
        [Column("Customers", SHARE), Column("Count", COUNT, 3), *columns],
        rows,
        note="Each column ranks the customers anew, the largest first.",
    )
    for curve in drawn[1:]:
        console.print(concentration_sentence(curve))


def _told(curve: Curve, point: CurvePoint | None) -> object:
    if point is None:
        return None
    return point.amount_share if curve.whole > 0 else point.amount


def show_customers(console: Console, title: str, customers: Sequence[RankedCustomer]) -> None:
    """Print ranked customers."""
    columns = [
        Column("Rank", COUNT, 6),
        Column("Tier", weight=2),
        Column("Customer"),
        Column("Name", Shown.PROSE, 5),
        Column("Since", weight=1),
        Column("In force", COUNT, 3),
        Column("Claims", COUNT, 4),
        Column("Premium", MONEY, 7),
        Column("Incurred", MONEY, 7),
        Column("Result", MONEY),
    ]
    rows = [
        (
            *(customer.rank, customer.tier, customer.customer_id, customer.name, customer.customer_since_date),
            *(customer.policies_in_force, customer.claim_count),
            *(customer.earned_premium, customer.incurred, customer.result),
        )
        for customer in customers
    ]
    grid(console, title, columns, rows)


def show_best_and_worst(console: Console, best: Sequence[RankedCustomer], worst: Sequence[RankedCustomer]) -> None:
    """Print the best customers, and the worst where they are others."""
    show_customers(console, "The best customers by result", best)
    if worst:
        show_customers(console, "The worst customers by result", worst)


def show_quality(console: Console, rows: Sequence[Quality]) -> None:
    """Print the quality of the data by branch and channel."""
    columns = [
        Column("Branch"),
        Column("Channel"),
        Column("Records", COUNT, 5),
        *(Column(name, SHARE, 4) for name in ("Identity", "Phone", "Own phone", "Address", "Born", "VIN", "Plate")),
        Column("Score", SHARE),
    ]
    values = [(*list(vars(row).values())[:-1], None if row.score is None else row.score / 100) for row in rows]
    grid(console, quality_finding(rows), columns, values, note="Share of party records with complete and true data.")


def quality_finding(rows: Sequence[Quality]) -> str:
    """Where the data are poorest, in a short sentence."""
    judged = [row for row in rows if row.score is not None]
    if not judged:
        return "There are no party records to judge"
    return f"The poorest data come from {judged[0].branch}, {judged[0].channel}: {judged[0].score:.0f} of 100"


def show_identity(console: Console, found: IdentitySummary) -> None:
    """Print how records became customers."""
    rules = [(f"joined by {rule.rule}", rule.joined_count) for rule in found.rules]
    sizes = [(f"customers of {size} record{'s' if size > 1 else ''}", count) for size, count in found.sizes]
    title = f"{found.record_count:,} records are {found.customer_count:,} customers"
    rows = [*rules, *sizes, ("ids carried on by another customer", found.redirect_count)]
    grid(console, title, [Column("What"), Column("Number", COUNT)], rows)
    if found.hot_values:
        columns = [Column("Rule"), Column("First record"), Column("Records", COUNT)]
        hot = [(value.rule, value.party_id, value.record_count) for value in found.hot_values]
        title = f"Shared by too many records to tell persons apart: {counted(found.hot_value_count, 'value')}"
        grid(console, title, columns, hot)


def _figures(figures: Figures) -> tuple[object, ...]:
    return (
        figures.customer_count,
        figures.result,
        figures.combined_ratio,
        figures.earned_premium,
        figures.incurred,
        figures.costs,
        figures.loss_ratio,
        figures.claim_count,
    )


def _unpriced_note(console: Console, figures: Figures) -> None:
    if figures.unpriced_exposure_days:
        console.print(
            f"{figures.unpriced_exposure_days:,} days of cover carry no premium in the source; their claims of "
            f"{written(figures.unpriced_incurred, MONEY)} are left out of the result.",
            style="yellow",
        )


def _making(result: Decimal, currency: str) -> str:
    if result == 0:
        return "neither make nor lose money"
    return f"{'make' if result > 0 else 'lose'} {written(abs(result), MONEY)} {currency}"


def _records(seen: Overview) -> str:
    if not seen.joined_customer_count:
        return f"from {seen.record_count:,} records"
    return f"from {seen.record_count:,} records; with several: {seen.joined_customer_count:,}"


def _policies(seen: Overview) -> str:
    return counted(seen.policies_in_force, "policy in force", "policies in force")


def _years(seen: Overview) -> str:
    if seen.first_year is None:
        return ""
    return f"{seen.first_year}" if seen.first_year == seen.last_year else f"{seen.first_year} to {seen.last_year}"


def _share(part: int, whole: int) -> str:
    return written(part / whole, SHARE) if whole else "none"
