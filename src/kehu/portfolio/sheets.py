"""The workbook of a run: every figure that people read, one sheet each, with the assumptions behind it.

Reads a run's results and manifest; gives `Sheet`s, whose rows are read only when they are written.
Each title states the finding and each heading its unit, so that a sheet can be read away from the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kehu.engines import Engine
from kehu.portfolio.curves import MEASURES, concentration_sentence, curves
from kehu.portfolio.customers import ranked_customers
from kehu.portfolio.evidence import data_quality, identity_summary
from kehu.portfolio.figures import breakdown
from kehu.portfolio.overview import Overview, overview
from kehu.portfolio.records import about, assumptions
from kehu.stores.run_folders import RunFolder
from kehu.stores.workbooks import Cell, Chart, Heading, Sheet
from kehu.tables import RESULTS, Kind

MOST_CUSTOMERS = 1_000_000
MOST_ACCOUNTS = 1_000_000
MOST_HOT_VALUES = 1_000
CELLS = {Kind.MONEY: Cell.MONEY, Kind.WHOLE: Cell.COUNT, Kind.DATE: Cell.DATE, Kind.NUMBER: Cell.SHARE}
FIGURES = (
    ("customer_count", "Customers", Cell.COUNT),
    ("result", "Result", Cell.MONEY),
    ("combined_ratio", "Combined ratio", Cell.SHARE),
    ("loss_ratio", "Loss ratio", Cell.SHARE),
    ("earned_premium", "Earned premium", Cell.MONEY),
    ("incurred", "Incurred claims", Cell.MONEY),
    ("commission", "Commission", Cell.MONEY),
    ("expenses", "Expenses", Cell.MONEY),
    ("claim_count", "Claims (number)", Cell.COUNT),
    ("exposure_days", "Cover (days)", Cell.COUNT),
    ("written_premium", "Written premium", Cell.MONEY),
    ("unpriced_exposure_days", "Cover without a premium (days)", Cell.COUNT),
    ("unpriced_incurred", "Claims on such cover", Cell.MONEY),
)


def sheets(run: RunFolder, *, engine: Engine) -> Iterator[Sheet]:
    """The sheets of a run, in their order."""
    seen = overview(run, engine=engine)
    yield _summary(seen)
    for name, by in (("Lines", ("line",)), ("Years", ("year",)), ("Lines by year", ("line", "year"))):
        yield _breakdown(run, name, by, seen, engine)
    for name, by in (("Channels", ("channel",)), ("Branches", ("branch",))):
        yield _breakdown(run, name, by, seen, engine)
    yield _concentration(run, seen, engine)
    yield _customers(run, seen, engine)
    yield from _accounts(run, seen, engine)
    yield _identity(run, engine)
    yield _quality(run, engine)
    yield Sheet(
        "Assumptions",
        "What the run assumes, and where each assumption comes from",
        (Heading("Entry", width=44), Heading("Value", Cell.ANY, 30), Heading("Source", width=70)),
        assumptions(run),
    )
    yield Sheet(
        "About",
        f"How run {run.label} was made",
        (Heading("What", width=44), Heading("Value", Cell.ANY, 30), Heading("Note", width=70)),
        about(run),
    )


def _summary(seen: Overview) -> Sheet:
    figures = seen.figures
    rows: list[Sequence[object]] = [
        ("Customers", seen.customer_count, f"of them {seen.organisation_count:,} organisations"),
        ("Customers with cover on the day", seen.customers_in_force, ""),
        ("Party records behind them", seen.record_count, f"{seen.joined_customer_count:,} customers have several"),
        ("Policies ever held", seen.policy_count, f"{seen.policies_in_force:,} in force"),
        ("Result", figures.result, "earned premium less claims of priced business, commission and expenses"),
        ("Combined ratio", _percent(figures.combined_ratio), "claims, commission and expenses to earned premium"),
        ("Earned premium", figures.earned_premium, ""),
        ("Incurred claims", figures.incurred, f"{figures.claim_count:,} claims"),
        ("Commission", figures.commission, ""),
        ("Expenses", figures.expenses, ""),
        ("Customers without a claim", seen.claim_free_count, ""),
        ("Customers who lose money", seen.losing_count, f"together {seen.losing_result:,.2f}"),
        ("Cover without a premium in the source (days)", figures.unpriced_exposure_days, "left out of the result"),
        ("Claims on such cover", figures.unpriced_incurred, "left out of the result"),
        *((f"Renewal offers: {outcome}", count, "") for outcome, count in seen.offers.items()),
        *((f"Tier {tier.name}: result", tier.result, f"{tier.customer_count:,} customers") for tier in seen.tiers),
        *(("Concentration", sentence, "") for sentence in seen.concentration),
    ]
    headings = (Heading("Figure", width=46), Heading("Value", Cell.ANY, 24), Heading("Note", width=70))
    return Sheet("Summary", f"{seen.customer_count:,} customers as of {seen.as_of}", headings, rows, _currency(seen))


def _breakdown(run: RunFolder, name: str, by: tuple[str, ...], seen: Overview, engine: Engine) -> Sheet:
    made = breakdown(run, by=by, engine=engine)
    keys = [Heading(key.capitalize(), Cell.YEAR if key == "year" else Cell.TEXT) for key in by]
    rows = [(*_keys(by, group.keys), *_figures(group.figures)) for group in made.groups]
    rows.append((*("All", *("" for _ in by[1:])), *_figures(made.total)))
    headings = (*keys, *(Heading(title, cell) for _, title, cell in FIGURES))
    note = f"{_currency(seen)} A customer counts once in each row, and once in the last."
    return Sheet(name, f"Result by {' and '.join(by)}", headings, rows, note)


def _keys(by: Sequence[str], keys: Sequence[str]) -> Iterator[object]:
    for name, key in zip(by, keys, strict=True):
        yield int(key) if name == "year" else key


def _figures(figures: Any) -> tuple[object, ...]:
    return tuple(getattr(figures, name) for name, _, _ in FIGURES)


def _concentration(run: RunFolder, seen: Overview, engine: Engine) -> Sheet:
    drawn = curves(run, engine=engine)
    shares = sorted({point.customer_share for curve in drawn for point in curve.points})
    points = [{point.customer_share: point for point in curve.points} for curve in drawn]
    rows = []
    for share in shares:
        there = [by_share.get(share) for by_share in points]
        count = next((point.customer_count for point in there if point), None)
        amounts = [
            value for point in there for value in ((point.amount_share, point.amount) if point else (None, None))
        ]
        rows.append((share, count, *amounts))
    named = [
        heading
        for curve in drawn
        for heading in (
            Heading(f"Share of {MEASURES[curve.measure]}", Cell.SHARE),
            Heading(MEASURES[curve.measure].capitalize(), Cell.MONEY),
        )
    ]
    upwards = tuple(2 + 2 * place for place in range(len(drawn)))
    title = concentration_sentence(drawn[0])
    chart = Chart(title, 0, upwards, "Share of customers, the largest first", "Share of the whole")
    headings = (Heading("Share of customers", Cell.SHARE), Heading("Customers", Cell.COUNT), *named)
    note = f"{_currency(seen)} Each measure ranks the customers anew, the largest first."
    return Sheet("Concentration", title, headings, rows, note, chart)


def _customers(run: RunFolder, seen: Overview, engine: Engine) -> Sheet:
    most = min(seen.customer_count, MOST_CUSTOMERS)
    shown = f"All {most:,}" if most == seen.customer_count else f"The best {most:,} of {seen.customer_count:,}"
    headings = (
        Heading("Rank", Cell.COUNT, 10),
        Heading("Tier", width=8),
        Heading("Customer", width=22),
        Heading("Kind", width=14),
        Heading("Name", width=28),
        Heading("Customer since", Cell.DATE, 16),
        Heading("Policies in force", Cell.COUNT),
        Heading("Lines in force", Cell.COUNT),
        Heading("Claims (number)", Cell.COUNT),
        *(
            Heading(name, Cell.MONEY)
            for name in ("Earned premium", "Incurred claims", "Commission", "Expenses", "Result")
        ),
    )
    rows = (tuple(vars(customer).values()) for customer in ranked_customers(run, most=most, engine=engine))
    return Sheet("Customers", f"{shown} customers by result, the best first", headings, rows, _currency(seen))


def _accounts(run: RunFolder, seen: Overview, engine: Engine) -> Iterator[Sheet]:
    """Every account; none where they are more than a sheet holds."""
    accounts = engine.read([run.table("accounts")])
    if accounts.count().to_pyarrow().as_py() > MOST_ACCOUNTS:
        return
    columns = RESULTS["accounts"].columns
    cells = [Cell.YEAR if name == "year" else CELLS.get(column.kind, Cell.TEXT) for name, column in columns.items()]
    headings = tuple(
        Heading(name.replace("_", " ").capitalize() + (f" ({column.unit})" if column.unit == "days" else ""), cell)
        for (name, column), cell in zip(columns.items(), cells, strict=True)
    )
    ordered = accounts.select(*columns).order_by(["customer_id", "year", "line", "channel", "branch"])
    rows = (tuple(row.values()) for batch in ordered.to_pyarrow_batches() for row in batch.to_pylist())
    yield Sheet("Accounts", "Every account: customer, line, channel, branch and year", headings, rows, _currency(seen))


def _identity(run: RunFolder, engine: Engine) -> Sheet:
    found = identity_summary(run, most=MOST_HOT_VALUES, engine=engine)
    rows: list[Sequence[object]] = [
        *(("Records joined by rule", rule.rule, rule.joined_count) for rule in found.rules),
        *(("Customers with so many records", str(size), count) for size, count in found.sizes),
        *(("Shared by too many records", f"{hot.rule}: {hot.party_id}", hot.record_count) for hot in found.hot_values),
        ("Ids carried on by another customer", "", found.redirect_count),
    ]
    headings = (Heading("What", width=36), Heading("Which", width=44), Heading("Number", Cell.COUNT))
    title = f"{found.record_count:,} records are {found.customer_count:,} customers"
    return Sheet("Identity", title, headings, rows, "Records that agree in all columns of a rule are one customer.")


def _quality(run: RunFolder, engine: Engine) -> Sheet:
    headings = (
        Heading("Branch", width=36),
        Heading("Channel"),
        Heading("Party records", Cell.COUNT),
        *(
            Heading(name, Cell.SHARE)
            for name in (
                "Identity number",
                "Telephone",
                "Own telephone",
                "Address",
                "Birth date",
                "Chassis number",
                "Plate",
            )
        ),
        Heading("Score (0 to 100)", Cell.COUNT),
    )
    rows = (tuple(vars(row).values()) for row in data_quality(run, engine=engine))
    return Sheet("Data quality", "Share of complete and true party data, the poorest first", headings, rows)


def _percent(ratio: object) -> str | None:
    return None if ratio is None else f"{100 * float(str(ratio)):.1f}%"


def _currency(seen: Overview) -> str:
    return f"Amounts in {seen.currency}, as of {seen.as_of}."
