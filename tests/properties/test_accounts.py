"""What holds of any book: a slow reference agrees, views add up, order and later rows change nothing."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.engines import EngineSettings, open_engine
from kehu.stages.accounts import balance, sum_by
from kehu.tables import Snapshot
from tests import ledger_reference
from tests.ledgers import AS_OF, book, parameters, rows_of, settled, snapshot, table

pytestmark = pytest.mark.slow

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2019, 1, 1)
COMMISSION, EXPENSES = 0.1234, 0.15
POLICIES = [
    {"policy_id": "P1", "party_id": "a", "line": "motor"},
    {"policy_id": "P2", "party_id": "a", "line": "home"},
    {"policy_id": "P3", "party_id": "b", "line": "home"},
]
CUSTOMERS = {"a": "A", "b": "B"}
OWNERS = [{"party_id": party, "customer_id": customer} for party, customer in CUSTOMERS.items()]
MONEY = ("written_premium", "earned_premium", "incurred", "commission", "expenses", "result", "unpriced_incurred")
CENTS = st.integers(0, 10_000_000)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def terms(draw, term_id):
    """A term of a day to some years, perhaps cancelled, perhaps without a premium; money in cents."""
    first, days = FIRST + DAY * draw(st.integers(0, 2500)), draw(st.sampled_from([1, 30, 365, 366, 1100]))
    premium = draw(maybe(CENTS))
    cancelled = draw(maybe(st.integers(0, days)))
    return {
        "term_id": term_id,
        "policy_id": draw(st.sampled_from(["P1", "P2", "P3"])),
        "inception_date": first,
        "expiry_date": first + DAY * days,
        "cancellation_date": None if cancelled is None else first + DAY * cancelled,
        "cancellation_known_date": None if cancelled is None else FIRST,
        "written_premium": premium,
        "return_premium": draw(maybe(st.integers(0, premium))) if premium else None,
        "commission": draw(maybe(st.integers(0, 1_000_000))),
        "known_date": FIRST,
    }


@st.composite
def changes(draw, place, among):
    """A change of one of the terms, dearer or cheaper."""
    term = draw(st.sampled_from(among))
    days = (term["expiry_date"] - term["inception_date"]).days
    return {
        "endorsement_id": f"E{place}",
        "term_id": term["term_id"],
        "effective_date": term["inception_date"] + DAY * draw(st.integers(0, days - 1)),
        "premium_change": draw(st.integers(-1_000_000, 1_000_000)),
        "commission_change": draw(maybe(st.integers(-100_000, 100_000))),
        "known_date": FIRST,
    }


@st.composite
def claims(draw, place, among):
    """A claim on one of the terms, or on its policy only."""
    term = draw(st.sampled_from(among))
    return {
        "claim_id": f"C{place}",
        "policy_id": term["policy_id"],
        "term_id": draw(st.sampled_from([None, term["term_id"]])),
        "occurred_date": term["inception_date"],
        "reported_date": term["inception_date"],
        "valued_date": FIRST,
        "paid": draw(CENTS),
        "known_date": FIRST,
    }


@st.composite
def books(draw):
    """Policies with terms, changes and claims; money in cents."""
    held = [draw(terms(f"T{place}")) for place in range(draw(st.integers(1, 5)))]
    return {
        "policies": POLICIES,
        "terms": held,
        "endorsements": [draw(changes(place, held)) for place in range(draw(st.integers(0, 3)))],
        "claims": [draw(claims(place, held)) for place in range(draw(st.integers(0, 3)))],
    }


DAYS = st.integers(0, 3000).map(lambda days: FIRST + DAY * days)
RETURNED = st.sampled_from(["pro_rata", "none"])


def in_money(rows):
    """Rows with their cents as money."""
    money = ("written_premium", "return_premium", "commission", "premium_change", "commission_change", "paid")
    return [
        {key: Decimal(cell) / 100 if key in money and cell is not None else cell for key, cell in row.items()}
        for row in rows
    ]


def seen(drawn, as_of=AS_OF):
    return snapshot(**{name: in_money(rows) for name, rows in drawn.items()}, as_of=as_of)


def assumed(returned="pro_rata"):
    return parameters(returned=returned, commission=[("*", "*", COMMISSION)], expenses=[("*", "*", EXPENSES)])


def settle(engine, drawn, as_of=AS_OF, returned="pro_rata"):
    return settled(engine, seen(drawn, as_of), identities=OWNERS, assumed=assumed(returned))


def cents(accounts):
    """Accounts in the shape of the reference: cents and days by customer, line and year, zeros left out."""
    found = {}
    for row in rows_of(accounts):
        numbers = {name: int(row[name] * 100) if name in MONEY else row[name] for name in list(row)[5:]}
        found[row["customer_id"], row["line"], row["year"]] = numbers
    return {key: {name: value for name, value in row.items() if value} for key, row in found.items()}


@given(drawn=books(), as_of=DAYS, returned=RETURNED)
@settings(max_examples=30)
def test_the_engine_agrees_with_the_slow_reference_to_the_cent(engine, drawn, as_of, returned):
    rates = (round(COMMISSION * 1_000_000), round(EXPENSES * 1_000_000))
    expected = ledger_reference.accounts(**drawn, customers=CUSTOMERS, rates=rates, returned=returned, as_of=as_of)
    found = cents(settle(engine, drawn, as_of, returned))
    for row in found.values():
        costs = sum(row.get(name, 0) for name in ("incurred", "commission", "expenses"))
        assert row.pop("result", 0) == row.get("earned_premium", 0) - costs + row.get("unpriced_incurred", 0)
    assert {key: row for key, row in found.items() if row} == expected


@given(drawn=books(), as_of=DAYS, returned=RETURNED)
@settings(max_examples=5)
def test_customer_view_line_view_and_book_add_up_to_the_same_total(engine, drawn, as_of, returned):
    book_seen = seen(drawn, as_of)
    accounts = settled(engine, book_seen, identities=OWNERS, assumed=assumed(returned))
    totals = {}
    for by in ("customer_id", "line"):
        rows = rows_of(sum_by(accounts=accounts, by=[by]))
        totals[by] = {name: sum(row[name] for row in rows) for name in MONEY}
    controls = balance(snapshot=book_seen, accounts=accounts, parameters=assumed(returned))
    assert totals["customer_id"] == totals["line"]
    assert {control.name: control.in_book for control in controls if control.name in MONEY} == totals["line"]


@given(drawn=books(), order=st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_the_order_of_rows_changes_nothing(engine, drawn, order):
    shuffled = {name: order.sample(rows, len(rows)) for name, rows in drawn.items()}
    assert rows_of(settle(engine, shuffled)) == rows_of(settle(engine, drawn))


@given(drawn=books())
@settings(max_examples=3)
def test_splitting_the_files_changes_nothing(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("split")
    with open_engine(EngineSettings(threads=1)) as engine:
        tables = {}
        for name, rows in drawn.items():
            halves = (rows[::2], rows[1::2])
            paths = [folder / f"{name}{place}.parquet" for place in (0, 1)]
            for half, path in zip(halves, paths, strict=True):
                engine.write(table(name, in_money(half)), path)
            tables[name] = engine.read(paths)
        split = Snapshot(as_of=AS_OF, tables=tables)
        found = rows_of(settled(engine, split, identities=OWNERS, assumed=assumed()))
        assert found == rows_of(settle(engine, drawn))


@given(drawn=books())
@settings(max_examples=5)
def test_the_same_book_twice_has_twice_the_account(engine, drawn):
    again = {name: [renamed(row) for row in rows] for name, rows in drawn.items() if name != "policies"}
    twice = {name: [*rows, *again.get(name, ())] for name, rows in drawn.items()}
    once = cents(settle(engine, drawn))
    assert cents(settle(engine, twice)) == {
        key: {name: 2 * value for name, value in row.items()} for key, row in once.items()
    }


def renamed(row):
    own = {"term_id", "endorsement_id", "claim_id"}
    return {key: f"{cell}again" if key in own and cell else cell for key, cell in row.items()}


@given(drawn=books())
@settings(max_examples=5)
def test_when_all_cover_has_run_out_all_that_was_written_is_earned(engine, drawn):
    run_on = [term | {"cancellation_date": None, "return_premium": None} for term in drawn["terms"]]
    (total,) = rows_of(sum_by(accounts=settle(engine, drawn | {"terms": run_on}, datetime.date(2040, 1, 1)), by=[]))
    assert total["earned_premium"] == total["written_premium"]
    assert total["exposure_days"] == sum((term["expiry_date"] - term["inception_date"]).days for term in run_on)


LATER = DAY * 40


@given(drawn=books(), later=books(), as_of=DAYS, paid=CENTS)
@settings(max_examples=8)
def test_what_became_known_after_the_as_of_date_changes_nothing(engine, drawn, later, as_of, paid):
    known = {name: [_known_by(row, as_of) for row in in_money(rows)] for name, rows in drawn.items()}
    corrected = {name: [_known_after(row, as_of) for row in in_money(rows)] for name, rows in later.items()}
    movements = [{"claim_id": "C0", "paid_change": Decimal(paid) / 100, "known_date": as_of + LATER}]
    before = book(known | {"claim_movements": []}).as_of(as_of)
    after = book(known | {"claim_movements": []}, corrected | {"claim_movements": movements}).as_of(as_of)
    without_late = {name: [_not_cancelled(row, as_of) for row in rows] for name, rows in known.items()}
    plain = book(without_late | {"claim_movements": []}).as_of(as_of)
    found = [rows_of(settled(engine, each, identities=OWNERS, assumed=assumed())) for each in (before, after, plain)]
    assert found[0] == found[1] == found[2]


def _known_by(row, as_of):
    """The row known by the date; what cancels it or values it becomes known only after."""
    late = {"cancellation_known_date": as_of + LATER} if "cancellation_date" in row else {}
    return row | {"known_date": min(FIRST, as_of)} | late


def _known_after(row, as_of):
    return row | {"known_date": as_of + LATER}


def _not_cancelled(row, as_of):
    hidden = ("cancellation_date", "cancellation_known_date", "return_premium")
    return {key: None if key in hidden else cell for key, cell in row.items()}
