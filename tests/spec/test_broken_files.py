"""Every way of breaking a source that the manual lists: what is said about it, and what is left in the book."""

import resource
import shutil
import subprocess
import sys

import pytest

from kehu.stages.intake import MappingError
from kehu.stores.home import Home, HomeError
from kehu.stores.sources import SourceError
from tests.cast import (
    MAPPING,
    lines,
    load_into,
    load_text,
    make_home,
    prints_of,
    rejects_of,
    request_for,
    rows_of,
    write_files,
    year,
)
from tests.spec.broken_files import PAGE, page
from tests.spec.broken_sources import mapping_of
from tests.spec.refused_files import APART, REFUSED
from tests.spec.rejected_rows import REJECTED

QUICK = "A date does not exist"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A home with one good batch of one policy; tests copy it."""
    home = make_home(tmp_path_factory.mktemp("stocked") / "home")
    load_text(home, lines(year("P0")))
    return home.folder


@pytest.fixture
def home(stocked, tmp_path):
    return Home(shutil.copytree(stocked, tmp_path / "home"))


def says_of(way):
    return dict(APART)[way]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.way)
def test_what_cannot_be_trusted_is_refused_as_a_whole(case, home, tmp_path):
    before = prints_of(home.folder, without=["rejects"])
    files = write_files(tmp_path / "files", case.files)

    with pytest.raises(Exception, match=r".") as refusal:
        load_into(home, files, mapping=mapping_of(case))

    assert type(refusal.value).__module__.startswith("kehu.")
    told = str(refusal.value)
    assert told.startswith(case.says) if case.goes_on else told == case.says
    assert prints_of(home.folder, without=["rejects"]) == before


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.way, marks=() if case.way == QUICK else pytest.mark.slow) for case in REJECTED],
)
def test_a_bad_row_is_rejected_and_the_good_ones_are_loaded(case, home, tmp_path):
    files = write_files(tmp_path / "files", case.files)

    report = load_into(home, files, mapping=case.mapping)

    first, *others = rejects_of(report)
    assert (report.read, report.accepted, report.rejected) == (report.accepted + 1, report.read - 1, 1)
    assert (first["file"], int(first["row"]), first["column"]) == (case.file, case.row, case.column)
    assert (first["value"], first["rule"], first["what_to_do"]) == (case.value, case.rule, case.what_to_do)
    assert len(others) == case.also
    assert [row["term_id"] for row in rows_of(home, "terms")] == ["P0/2024", *case.terms]


@pytest.mark.slow
def test_a_heading_without_rows_makes_no_batch(home, tmp_path):
    before = prints_of(home.folder)
    report = load_text(home, lines())
    assert (report.read, report.batch, report.rejects) == (0, None, None)
    assert prints_of(home.folder) == before


@pytest.mark.parametrize(
    ("way", "url"),
    [
        ("The database is not there", "sqlite:///missing.db"),
        ("The database's address is none", "policies of last year"),
    ],
)
def test_a_wrong_database_is_refused(way, url, home):
    queried = MAPPING.replace('match = "years*"', 'query = "years"')
    with pytest.raises(SourceError) as refusal:
        load_into(home, mapping=queried, database=url)
    assert str(refusal.value) == says_of(way)


def test_a_database_needs_a_query_in_the_mapping(home):
    with pytest.raises(MappingError, match="give the table's name or a SELECT under query"):
        load_into(home, database="sqlite:///missing.db")


@pytest.mark.slow
def test_a_full_disk_changes_nothing(home, tmp_path):
    before = prints_of(home.folder)
    files = write_files(tmp_path / "files", {"years.csv": lines(*(year(f"P{n}") for n in range(20_000)))})
    (tmp_path / "core.toml").write_text(MAPPING, encoding="utf-8")
    command = [sys.executable, "-m", "kehu", "load", files, "--mapping", tmp_path / "core.toml", "--home", home.folder]

    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )

    assert ended.returncode == 1
    assert says_of("The disk is full") in " ".join(ended.stderr.split())
    assert prints_of(home.folder) == before
    assert load_into(home, files).accepted == 20_000


def test_two_loads_at_once_are_one_too_many(home):
    with home.writing("book"), pytest.raises(HomeError) as refusal:
        load_into(home, home.folder)
    assert str(refusal.value).endswith(says_of("Another process is loading"))


def test_the_mapping_of_a_request_is_checked_before_any_file_is_opened():
    with pytest.raises(MappingError, match="is no table"):
        request_for(mapping=MAPPING.replace('table = "terms"', 'table = "term"'))


def test_there_are_at_least_twenty_five_ways_and_each_has_its_own_name():
    ways = [case.way for case in (*REFUSED, *REJECTED)] + [way for way, _ in APART]
    assert len(ways) == len(set(ways)) >= 25


def test_the_page_of_the_manual_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.spec.broken_files"
