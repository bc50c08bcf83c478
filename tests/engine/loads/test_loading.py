"""Loading: one batch or none, the same file twice, corrections, dry runs, and taking a load back."""

import datetime
from decimal import Decimal

import pytest

from kehu.engines import EngineError, EngineSettings
from kehu.loads import LoadError, load, unload
from kehu.stages.intake import MappingError
from kehu.stores import batches
from kehu.stores.home import Home, HomeError
from tests.cast import (
    MAPPING,
    book_of,
    lines,
    load_into,
    load_text,
    nothing,
    prints_of,
    request_for,
    rows_of,
    write_files,
    year,
)

pytestmark = pytest.mark.slow

FIRST = lines(year("P1"), year("P2"), year("P3", expiry="2020-01-01"))
LATER = datetime.date(2025, 3, 1)


def test_good_rows_become_a_batch_that_counts(stocked):
    (batch,) = batches.active(Home(stocked))
    (file,) = batch.files
    assert (batch.label, batch.source, batch.extract_date) == ("B000001", "core", "2024-12-31")
    assert (file.name, file.read, file.accepted, file.rejected) == ("years.csv", 3, 2, 1)
    assert [row["term_id"] for row in rows_of(Home(stocked), "terms")] == ["P1/2024", "P2/2024"]


def test_the_same_files_again_change_nothing(home):
    before = prints_of(home.folder)
    report = load_text(home, FIRST)
    assert (report.batch, report.already_loaded_as, report.read, report.accepted) == (None, "B000001", 3, 2)
    assert prints_of(home.folder) == before


def test_other_files_that_say_the_same_make_no_batch(home):
    report = load_text(home, lines(year("P2"), year("P1")))
    assert (report.batch, report.already_loaded_as) == (None, None)
    assert {name: (count.unchanged, count.updated) for name, count in report.tables.items()}["terms"] == (2, 0)


def test_a_correction_is_known_from_the_day_of_the_extract(home):
    report = load_text(home, lines(year("P1", premium="150.00")), day=LATER)
    assert (report.batch, report.tables["terms"].updated) == (2, 1)
    before, after = (
        rows_of(home, "terms", as_of=day)[0]["written_premium"] for day in (LATER - datetime.timedelta(1), LATER)
    )
    assert (before, after) == (Decimal(100), Decimal(150))


@pytest.mark.slow
def test_an_older_file_loaded_again_after_a_correction_is_no_repetition(home):
    load_text(home, lines(year("P1", premium="150.00")), day=LATER)
    report = load_text(home, FIRST, day=LATER)
    assert (report.already_loaded_as, report.tables["terms"].updated) == (None, 1)


def test_a_dry_run_says_what_would_change_and_changes_nothing(home):
    before = prints_of(home.folder, without=["rejects"])
    report = load_text(home, lines(year("P1", premium="150.00"), year("P4"), year("P5", premium="x")), is_dry_run=True)
    assert (report.is_dry_run, report.batch, report.rejected) == (True, None, 1)
    assert (report.tables["terms"].inserted, report.tables["terms"].updated) == (1, 1)
    assert prints_of(home.folder, without=["rejects"]) == before


@pytest.mark.slow
def test_taking_a_load_back_is_as_if_it_had_never_been(home):
    before = book_of(home, as_of=LATER)
    load_text(home, lines(year("P1", premium="150.00"), year("P4")), day=LATER)
    assert book_of(home, as_of=LATER) != before
    assert unload(home, 2).label == "B000002"
    assert book_of(home, as_of=LATER) == before


@pytest.mark.slow
def test_a_load_that_others_lean_on_cannot_be_taken_back(home):
    load_text(home, lines(year("P1", inception="2025-01-01", expiry="2026-01-01")), day=LATER)
    with pytest.raises(HomeError, match="Take back B000002 first"):
        unload(home, 1)


def test_a_load_that_mostly_fails_is_refused_and_tells_where_the_reasons_are(home):
    before = prints_of(home.book)
    with pytest.raises(LoadError, match=r"1 of 1 rows were rejected, more than 50%.*rejects.csv"):
        load_text(home, lines(year("P4", premium="x")))
    assert prints_of(home.book) == before
    assert len(list(home.rejects.rglob("rejects.csv"))) == 2


@pytest.mark.slow
def test_how_much_may_fail_is_for_the_caller_to_say(home):
    assert load_text(home, lines(year("P4", premium="x")), most_rejected=1.0).batch is None


def test_steps_are_timed_and_told(home, tmp_path):
    told = []
    files = write_files(tmp_path / "files", {"years.csv": lines(year("P9"))})
    report = load(home, request_for(files), settings=EngineSettings(), report=lambda step, *_: told.append(step))
    assert list(dict.fromkeys(told)) == ["Reading years.csv", "Checking every row", "Writing the batch"]
    assert set(report.steps) == {"read", "check", "rejects", "write"}
    assert report.seconds >= sum(report.steps.values()) > 0


def test_a_folder_that_is_no_home_is_refused(tmp_path):
    with pytest.raises(HomeError, match="not a Kehu home"):
        load(Home(tmp_path), request_for(tmp_path), settings=EngineSettings(), report=nothing)


def test_too_little_memory_is_told_and_changes_nothing(home, tmp_path):
    before = prints_of(home.folder)
    files = write_files(tmp_path / "files", {"years.csv": lines(*(year(f"P{n}") for n in range(2000)))})
    with pytest.raises(EngineError, match="Allow more with --memory"):
        load(home, request_for(files), settings=EngineSettings(memory="1MiB", threads=1), report=nothing)
    assert prints_of(home.folder) == before


def test_a_mapping_that_does_not_fit_changes_nothing(home):
    before = prints_of(home.folder)
    with pytest.raises(MappingError, match="the heading lacks"):
        load_text(home, lines("1", heading="a"), mapping=MAPPING)
    assert prints_of(home.folder) == before


def test_the_mapping_is_kept_with_the_batch(stocked):
    assert (Home(stocked).book / "batches" / "000001" / "mapping.toml").read_text(encoding="utf-8") == MAPPING


@pytest.mark.slow
def test_files_and_folders_may_be_given_one_by_one(home, tmp_path):
    one = write_files(tmp_path / "a", {"years.csv": lines(year("P4"))}) / "years.csv"
    two = write_files(tmp_path / "b", {"years.csv": lines(year("P5"))})
    assert load_into(home, one, two).accepted == 2
