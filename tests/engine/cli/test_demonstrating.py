"""`kehu demo` goes the whole way, again and again, and touches nobody's files."""

import datetime

import openpyxl
import pytest

from kehu.stores.batches import last_known
from kehu.stores.home import Home, HomeError


def _demo(kehu, tiny, *more):
    return kehu(
        "demo",
        "--book",
        tiny / "files",
        "--mapping",
        tiny / "tiny.toml",
        "--home",
        tiny / "demo",
        "--as-of",
        "2023-12-31",
        *more,
    )


@pytest.mark.slow
def test_it_shows_lines_concentration_customers_and_what_to_type_next(kehu, tiny):
    told = _demo(kehu, tiny)
    assert told.exit_code == 0
    assert "1 file through mapping tiny: 4 rows read = 3 accepted + 1 rejected" in told.output
    for part in ("motor", "of premium", "The best customers by result", "Wang Fang", "What to type next", "✓"):
        assert part in told.output


@pytest.mark.slow
def test_it_leaves_a_home_and_a_workbook(kehu, tiny):
    _demo(kehu, tiny, "--currency", "EUR")
    assert "EUR" in kehu("show", "--home", tiny / "demo" / "kehu-home").output
    assert "Customers" in openpyxl.load_workbook(tiny / "demo" / "customers.xlsx").sheetnames


@pytest.mark.slow
def test_a_second_demo_takes_the_place_of_the_first(kehu, tiny):
    _demo(kehu, tiny)
    assert _demo(kehu, tiny).exit_code == 0
    assert {path.name for path in tiny.iterdir()} == {"files", "tiny.toml", "demo"}


@pytest.mark.slow
def test_a_failed_demo_leaves_the_former_one(kehu, tiny):
    _demo(kehu, tiny)
    (tiny / "files" / "policies.csv").write_text("nothing,here\n1,2\n", encoding="utf-8")
    assert _demo(kehu, tiny).exit_code == 1
    assert kehu("show", "--home", tiny / "demo" / "kehu-home").exit_code == 0
    assert {path.name for path in tiny.iterdir()} == {"files", "tiny.toml", "demo"}


def test_a_folder_of_somebody_else_is_left_as_it_is(kehu, tiny):
    (tiny / "demo").mkdir()
    (tiny / "demo" / "mine.txt").write_text("mine", encoding="utf-8")
    told = _demo(kehu, tiny)
    assert (told.exit_code, "was not made by `kehu demo`" in told.stderr) == (1, True)
    assert [path.name for path in (tiny / "demo").iterdir()] == ["mine.txt"]


def test_the_as_of_date_is_the_last_day_that_the_book_knows_of(loaded):
    assert last_known(Home(loaded)) == datetime.date(2023, 1, 1)


def test_a_book_that_knows_nothing_has_no_last_day(home):
    with pytest.raises(HomeError, match="the book is empty"):
        last_known(Home(home))


@pytest.mark.slow
def test_without_a_book_an_insurer_is_simulated(kehu, tmp_path):
    told = kehu("demo", "--customers", "60", "--home", tmp_path / "demo")
    assert told.exit_code == 0
    assert "through mapping simulated" in told.output
    assert (tmp_path / "demo" / "insurer" / "truth").is_dir()
