"""Laws of loading, whatever the files hold: nothing lost, nothing twice, and nothing known before its time.

Files are drawn from policy years of a few policies, good and bad ones mixed.
"""

import datetime
import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.loads import unload
from kehu.stores.home import Home
from tests.cast import book_of, lines, load_into, load_text, make_home, prints_of, rows_of, write_files, year

pytestmark = pytest.mark.slow
few = settings(max_examples=6)
EXTRACT, EVE = datetime.date(2025, 3, 1), datetime.date(2025, 2, 28)
GOOD, BAD = ("100.00", "250.50", "0"), ("x", "-5", "1,5")
places = itertools.count()


def policy_year(draw, key, premiums):
    policy, start = key
    dates = {"inception": f"{start}-01-01", "expiry": f"{start + 1}-01-01"}
    return year(policy, premium=draw(st.sampled_from(premiums)), **dates)


KEYS = st.lists(
    st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.integers(2021, 2024)), min_size=1, max_size=8, unique=True
)


@st.composite
def good_files(draw):
    """Policy years without a fault, each key once."""
    return [policy_year(draw, key, GOOD) for key in draw(KEYS)]


@st.composite
def any_files(draw):
    """Policy years of which some are bad, misshapen, blank or repeated."""
    rows = [policy_year(draw, key, GOOD + BAD) for key in draw(KEYS)]
    odd = draw(
        st.lists(
            st.sampled_from(["P9,short", "", year("P9", channel="Z"), year("P9", expiry="2020-01-01")]), max_size=3
        )
    )
    return draw(st.permutations([*rows, *odd, *draw(st.lists(st.sampled_from(rows), max_size=2))]))


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A folder to work in, with a home into which one batch of P1 and P2 was loaded."""
    folder = tmp_path_factory.mktemp("laws")
    load_text(make_home(folder / "stocked" / "home"), lines(year("P1"), year("P2")))
    return folder


def fresh(folder: Path, *, empty: bool = False) -> Home:
    """A home of its own for one example: the stocked one copied, or an empty one."""
    place = folder / f"{next(places)}"
    if empty:
        return make_home(place / "home")
    return Home(shutil.copytree(folder / "stocked" / "home", place / "home"))


def load_rows(home, rows, **other):
    return load_text(home, lines(*rows), day=EXTRACT, most_rejected=1.0, **other)


@few
@given(rows=any_files())
def test_accepted_and_rejected_are_what_was_read(stocked, rows):
    report = load_rows(fresh(stocked), rows)
    assert report.accepted + report.rejected == report.read == sum(bool(row) for row in rows)


@few
@given(rows=any_files())
def test_the_same_file_twice_is_the_file_once(stocked, rows):
    home = fresh(stocked)
    load_rows(home, rows)
    once = prints_of(home.folder, without=["rejects"])
    assert load_rows(home, rows).batch is None
    assert prints_of(home.folder, without=["rejects"]) == once


@few
@given(rows=any_files())
def test_a_correction_changes_nothing_that_was_seen_before_the_day_of_its_extract(stocked, rows):
    home = fresh(stocked)
    keys = {(row["term_id"], row["written_premium"]) for row in rows_of(home, "terms", as_of=EVE)}
    load_rows(home, rows)
    after = {(row["term_id"], row["written_premium"]) for row in rows_of(home, "terms", as_of=EVE)}
    assert keys <= after
    assert {key for key, _ in keys} | {key for key, _ in after} == {key for key, _ in after}
    assert len({key for key, _ in after}) == len(after)


@few
@given(rows=any_files())
def test_what_was_loaded_and_taken_back_was_never_there(stocked, rows):
    home = fresh(stocked)
    before = [book_of(home, as_of=day) for day in (EVE, EXTRACT)]
    report = load_rows(home, rows)
    if report.batch is not None:
        unload(home, report.batch)
    assert [book_of(home, as_of=day) for day in (EVE, EXTRACT)] == before


@few
@given(rows=good_files(), data=st.data())
def test_neither_the_order_of_rows_nor_the_splitting_of_a_file_matters(stocked, rows, data):
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    one, two = fresh(stocked, empty=True), fresh(stocked, empty=True)
    load_rows(one, rows)
    parts = {"years-a.csv": lines(*shuffled[:cut]), "years-b.csv": lines(*shuffled[cut:])}
    load_into(two, write_files(two.folder.parent / "files", parts), day=EXTRACT)
    for day in (datetime.date(2022, 6, 30), EXTRACT):
        assert book_of(one, as_of=day) == book_of(two, as_of=day)


@few
@given(rows=good_files(), data=st.data())
def test_two_loads_one_after_the_other_are_one_load_of_both(stocked, rows, data):
    cut = data.draw(st.integers(0, len(rows)))
    one, two = fresh(stocked, empty=True), fresh(stocked, empty=True)
    load_rows(one, rows)
    load_rows(two, rows[:cut])
    load_rows(two, rows[cut:])
    for day in (datetime.date(2022, 6, 30), EXTRACT):
        assert book_of(one, as_of=day) == book_of(two, as_of=day)


@few
@given(rows=any_files())
def test_a_dry_run_counts_as_the_load_does_and_leaves_the_home_alone(stocked, rows):
    home = fresh(stocked)
    before = prints_of(home.folder, without=["rejects"])
    tried = load_rows(home, rows, is_dry_run=True)
    assert prints_of(home.folder, without=["rejects"]) == before
    done = load_rows(home, rows)
    assert (tried.read, tried.accepted, tried.tables) == (done.read, done.accepted, done.tables)


@few
@given(rows=good_files(), start=st.integers(2021, 2024))
def test_rows_known_after_a_day_change_nothing_of_that_day(stocked, rows, start):
    day = datetime.date(start, 6, 30)
    home, known = fresh(stocked, empty=True), fresh(stocked, empty=True)
    load_rows(home, rows)
    load_rows(known, [row for row in rows if int(row.split(",")[4][:4]) <= start])
    assert book_of(home, as_of=day) == book_of(known, as_of=day)
