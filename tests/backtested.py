"""A small insurer of three years for tests of backtests: what is known of the first two, and what the third brought.

Forty motor policies begin in 2022 and thirty renew in 2023, most of these in 2024; some have a claim in 2023 or 2024.
All follows from numbers, so that a test can work every figure out by hand.
"""

import datetime

from kehu import backtesting
from kehu.engines import open_engine
from tests.cast import (
    CLAIMS,
    CLAIMS_HEADING,
    LOADED_AT,
    MAPPING,
    SETTINGS,
    claim,
    lines,
    load_into,
    make_home,
    nothing,
    write_files,
    year,
)

FIRST, COUNT = 40, 30
AS_OF, UNTIL = datetime.date(2023, 12, 31), datetime.date(2024, 12, 31)
STAYED = [number for number in range(COUNT) if number % 5]
CLAIMED_BEFORE = [number for number in range(COUNT) if number % 3 == 0]
CLAIMED_SINCE = [number for number in STAYED if number % 4 == 0]


def begins(number):
    """The day of the year on which a policy begins: from February to November."""
    return f"{number % 10 + 2:02d}-15"


def policy_years(later=STAYED):
    """Lines of the file of policy years: all in 2022, thirty in 2023, `later` in 2024 as well."""
    terms = [(number, 2022) for number in range(FIRST)] + [(number, 2023) for number in range(COUNT)]
    terms += [(number, 2024) for number in later]
    return [
        year(f"P{n}", inception=f"{y}-{begins(n)}", expiry=f"{y + 1}-{begins(n)}", premium=f"{100 + n}.00")
        for n, y in terms
    ]


def claims(later=CLAIMED_SINCE, *, paid=70):
    """Lines of the file of claims: one on 20 December 2023 of some, one on 20 December 2024 of others, of `paid`."""
    return [
        claim(f"C{n}-{y}", policy=f"P{n}", term=f"P{n}/{y}", paid=f"{base + n}.00", **_dates(y))
        for y, numbers, base in ((2023, CLAIMED_BEFORE, 70), (2024, later, paid))
        for n in numbers
    ]  # fmt: skip


def _dates(claimed):
    return {"occurred": f"{claimed}-12-20", "reported": f"{claimed}-12-21"}


def make_insurer(folder, *, stayed=STAYED, claimed=CLAIMED_SINCE, paid=70):
    """A home with that book."""
    home = make_home(folder / "home")
    files = {
        "years.csv": lines(*policy_years(stayed)),
        "claims.csv": lines(*claims(claimed, paid=paid), heading=CLAIMS_HEADING),
    }
    load_into(home, write_files(folder / "files", files), mapping=MAPPING + CLAIMS)
    return home


def make_rated_insurer(folder):
    """The same with claims enough for tables: a line needs no more than five."""
    home = make_insurer(folder)
    assumed = home.parameters.read_text(encoding="utf-8")
    home.parameters.write_text(assumed.replace("least_claims = 50 ", "least_claims = 5 "), encoding="utf-8")
    return home


def carry_out(home, *, as_of=AS_OF, until=UNTIL, is_all_told=False):
    """A backtest of it."""
    dates = {"as_of": as_of, "until": until, "is_all_told": is_all_told}
    return backtesting.backtest(home, **dates, started_at=LOADED_AT, settings=SETTINGS, report=nothing)


def rows_of(made, measure):
    """The rows of a comparison by their id."""
    with open_engine(SETTINGS) as engine:
        rows = engine.read([made.table(f"backtest_{measure}")]).to_pyarrow().to_pylist()
    return {row["id"]: row for row in rows}


def said(made):
    """What a backtest says."""
    return backtesting.read(made)
