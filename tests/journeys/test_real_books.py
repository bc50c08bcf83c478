"""The public books on the whole way: files in, customers with their accounts out, and every total that of the file."""

import datetime
from decimal import Decimal
from importlib import resources

import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from kehu import runs
from kehu.stores.run_folders import current
from tests.cast import SETTINGS, load_into, make_home, nothing, rows_of

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


def carried_through(folder, books, mapping, as_of):
    """A home into which a book was loaded and run, with the report of the load."""
    home = make_home(folder / "home")
    text = resources.files("kehu").joinpath(f"mappings/{mapping}.toml").read_text(encoding="utf-8")
    report = load_into(home, books, mapping=text, day=as_of)
    started = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    runs.run(home, as_of=as_of, started_at=started, settings=SETTINGS, report=nothing)
    return home, report


@pytest.fixture(scope="module")
def spain(tmp_path_factory, books):
    as_of = datetime.date(2018, 12, 31)
    return carried_through(tmp_path_factory.mktemp("spain"), books / "es_motor", "spanish_motor", as_of)


@pytest.fixture(scope="module")
def wisconsin(tmp_path_factory, books):
    as_of = datetime.date(2011, 12, 31)
    return carried_through(tmp_path_factory.mktemp("wisconsin"), books, "wisconsin_fund", as_of)


def summed(home, name, column):
    return pc.sum(pq.read_table(current(home).table(name))[column]).as_py()


def test_the_spanish_book_is_read_whole_and_adds_up_to_its_file(spain, books):
    home, report = spain
    options = pyarrow.csv.ParseOptions(delimiter=";")
    file = pyarrow.csv.read_csv(books / "es_motor" / "motor.csv", parse_options=options)
    offers = [row for row in rows_of(home, "renewal_offers") if row["outcome"] in ("declined", "withdrawn")]
    written = sum(row["written_premium"] for row in rows_of(home, "terms"))
    premium, cost = (Decimal(str(round(pc.sum(file[name]).as_py(), 2))) for name in ("Premium", "Cost_claims_year"))
    assert (report.read, report.accepted, report.rejected) == (84_722, 84_722, 0)
    assert written + sum(row["offered_premium"] for row in offers) == premium
    assert summed(home, "accounts", "incurred") == cost


def test_several_spanish_contracts_become_one_customer_and_declined_offers_stay_offers(spain):
    home, _ = spain
    outcomes = [row["outcome"] for row in rows_of(home, "renewal_offers")]
    assert pq.read_metadata(current(home).table("identities")).num_rows == 42_961
    assert pq.read_metadata(current(home).table("customers")).num_rows == 38_414
    assert (outcomes.count("declined"), outcomes.count("withdrawn")) == (11_594, 324)


def test_the_wisconsin_fund_has_a_result_in_the_line_whose_premium_is_known_and_nowhere_else(wisconsin):
    home, report = wisconsin
    accounts = pq.read_table(current(home).table("accounts")).to_pylist()
    results = {
        line: sum(row["result"] for row in accounts if row["line"] == line) for line in {r["line"] for r in accounts}
    }
    assert report.read == report.accepted == 18_672
    assert {line for line, result in results.items() if result} == {"building_contents"}
    assert summed(home, "accounts", "written_premium") == Decimal("83434812.00")


def test_claim_numbers_that_are_not_unique_lose_no_claim(wisconsin):
    home, _ = wisconsin
    single = [row for row in rows_of(home, "claims") if row["cause"]]
    assert len(single) == 6_258
    assert sum(row["paid"] for row in single) == Decimal("97536585.35")
