"""Claims to their ultimate by line and year: by hand, beside chainladder's Cape Cod, and against a known truth."""

import datetime

import ibis
import numpy as np
import pyarrow as pa
import pytest

from benchmarks.drawn_insurer import draw_insurer
from kehu.parameters import default_text, parse
from kehu.stages.risk import prepare
from kehu.stages.risk.ultimates import ultimates

DAYS = 365.25
# Half of a year's claims are told in it, nine tenths in two years, all in three.
PATTERN = {
    "line": ["motor"] * 3,
    "measure": ["count"] * 3,
    "age_months": [12, 24, 36],
    "period_months": [12] * 3,
    "share_developed": [0.5, 0.9, 1.0],
    "factor_to_ultimate": [2.0, 1 / 0.9, 1.0],
    "months_developed": [6.0, 16.8, 28.8],
}
CLAIMS = {"years_ago": [0, 1, 2], "claim_count": [50, 80, 110], "incurred": [500_00, 900_00, 1000_00]}


def exposure(*terms):
    """Terms as pairs of ages in years."""
    ages = {"first_age_days": [first * DAYS for first, _ in terms], "last_age_days": [last * DAYS for _, last in terms]}
    rows = ibis.memtable(pa.table({"line": ["motor"] * len(terms), **ages}))
    rows = rows.mutate(covered_days=rows.first_age_days - rows.last_age_days)
    return rows.mutate(exposure_years=rows.covered_days / 365)


def claims(line="motor"):
    rows = {name: CLAIMS[name] for name in ("claim_count", "incurred")}
    ages = {"age_months": [12 * years + 5 for years in CLAIMS["years_ago"]]}
    grown = {"developed_incurred": pa.array(CLAIMS["incurred"], pa.float64())}
    return ibis.memtable(pa.table({"line": [line] * 3, **rows, **ages, **grown}))


def found(terms, of=None):
    made = ultimates(
        exposure=exposure(*terms), claims=claims() if of is None else of, pattern=ibis.memtable(pa.table(PATTERN))
    )
    return {row["years_ago"]: row for row in made.to_pyarrow().to_pylist()}


def test_what_is_not_told_is_expected_from_the_exposure_at_the_lines_own_rate():
    years = found([(3, 0)])
    seen = 0.5 + 0.9 + 1.0  # years of exposure, of three
    assert [years[ago]["ultimate_count"] for ago in range(3)] == pytest.approx(
        [50 + 0.5 * 240 / seen, 80 + 0.1 * 240 / seen, 110]
    )
    mean = 240_000 / 240
    assert years[0]["ultimate_incurred"] == pytest.approx(500_00 + 0.5 * 240 / seen * mean)


def test_a_term_counts_in_every_year_in_which_it_lies():
    years = found([(2.5, 0.5), (1.0, 0.0)])
    assert [years[ago]["exposure_years"] * 365 / DAYS for ago in range(3)] == pytest.approx([1.5, 1.0, 0.5])


def test_claims_of_a_year_or_a_line_without_exposure_stay_as_they_are():
    years = found([(1, 0)])
    assert [years[ago]["ultimate_count"] for ago in (1, 2)] == [80, 110]
    elsewhere = found([(1, 1)], of=claims("home"))
    assert [(elsewhere[ago]["line"], elsewhere[ago]["ultimate_count"]) for ago in range(3)] == [
        ("home", count) for count in CLAIMS["claim_count"]
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of chainladder and of what it stands on
def test_counts_are_those_of_chainladders_cape_cod():
    chainladder, pandas = pytest.importorskip("chainladder"), pytest.importorskip("pandas")
    cells = [
        ("2020", "2020", 61),
        ("2020", "2021", 99),
        ("2020", "2022", 110),
        ("2021", "2021", 44),
        ("2021", "2022", 80),
    ]
    frame = pandas.DataFrame([*cells, ("2022", "2022", 50)], columns=["origin", "seen", "count"])
    triangle = chainladder.Triangle(frame, origin="origin", development="seen", columns="count", cumulative=True)
    patterns = {12: 0.9 / 0.5, 24: 1 / 0.9}
    developed = chainladder.DevelopmentConstant(patterns=patterns, style="ldf").fit_transform(triangle)
    weight = developed.latest_diagonal * 0 + 1
    theirs = np.asarray(chainladder.CapeCod().fit(developed, sample_weight=weight).ultimate_.values).ravel()
    ours = [found([(3, 0)])[ago]["ultimate_count"] for ago in (2, 1, 0)]
    assert ours == pytest.approx(theirs[:3], rel=1e-9)


DATES = (datetime.date(2022, 6, 30), datetime.date(2023, 9, 30), datetime.date(2024, 12, 31))


@pytest.fixture(scope="module")
def insurer(engine):
    return draw_insurer(engine, customers=20_000, years=5, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_past_claims_come_to_what_the_truth_says(engine, insurer, as_of):
    """Counts within four deviations of what is not yet told, by line and year and in all; amounts within 3 %."""
    snapshot = insurer.book.as_of(as_of)
    assumed = parse(default_text(), name="default")
    basis = prepare(engine=engine, snapshot=snapshot, identities=insurer.identities, parameters=assumed)
    assert basis.controls and all(control.holds for control in basis.controls)
    rows = ultimates(exposure=basis.exposure, claims=basis.claims, pattern=basis.pattern).to_pyarrow().to_pylist()
    true = insurer.true_ultimates(as_of)
    for row in rows:
        count, _ = true[row["line"], row["years_ago"]]
        to_come = row["ultimate_count"] - row["claim_count"]
        assert abs(row["ultimate_count"] - count) <= 4 * np.sqrt(to_come + 0.25), row
    developed, known = (sum(row[name] for row in rows) for name in ("ultimate_count", "claim_count"))
    all_true = sum(count for count, _ in true.values())
    assert abs(developed - all_true) <= 4 * np.sqrt(developed - known)
    amount = sum(row["ultimate_incurred"] for row in rows) / 100
    assert amount == pytest.approx(sum(amount for _, amount in true.values()), rel=0.03)
