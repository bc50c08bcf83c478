"""Runs: whole or not at all, current only when the accounts add up to the book, and never changed."""

import datetime
import shutil

import pytest

from kehu import runs
from kehu.engines import open_engine
from kehu.pipeline import PIPELINE
from kehu.runs import RunError, run, use
from kehu.stages.accounts import controls
from kehu.stores import run_folders
from kehu.stores.home import Home, HomeError
from kehu.tables import RESULTS
from tests.cast import LOADED_AT, MAPPING, SETTINGS, lines, load_text, make_home, nothing, prints_of, year

AS_OF = datetime.date(2024, 12, 31)


def carry_out(home, *, as_of=AS_OF, report=nothing):
    return run(home, as_of=as_of, started_at=LOADED_AT, settings=SETTINGS, report=report)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A home with one batch and one run; tests only read it."""
    home = make_home(tmp_path_factory.mktemp("runs") / "home")
    load_text(home, lines(year("P1"), year("P2"), year("P3", holder="H-P2", premium="200.00")), mapping=MAPPING)
    carry_out(home)
    return home


@pytest.fixture
def home(finished, tmp_path):
    """A copy of it."""
    return Home(shutil.copytree(finished.folder, tmp_path / "home"))


def test_a_run_has_every_table_and_is_current(finished):
    made = run_folders.current(finished)
    assert made.label == "R000001"
    assert {path.stem for path in made.folder.glob("*.parquet")} == set(RESULTS)
    assert (made.folder / "kehu.toml").read_text() == finished.parameters.read_text()
    assert not (finished.runs / ".work").exists()


def test_the_manifest_says_what_the_run_was_made_of_and_how_it_went(finished):
    manifest = run_folders.current(finished).manifest
    assert (manifest["run"], manifest["as_of"]) == ("R000001", "2024-12-31")
    assert [stage["name"] for stage in manifest["stages"]] == [stage.name for stage in PIPELINE]
    assert [batch["batch"] for batch in manifest["batches"]] == ["B000001"]
    assert {"kehu", "python", "duckdb"} <= set(manifest["versions"])
    assert manifest["parameters"]["currency"]


def test_every_stage_is_measured(finished):
    for stage in run_folders.current(finished).manifest["stages"]:
        assert stage["seconds"] >= 0
        assert stage["peak_memory_mib"] > 10
        assert stage["rows"]


def test_the_accounts_are_compared_with_the_book(finished):
    compared = run_folders.current(finished).manifest["controls"]
    assert compared
    assert all(control["holds"] for control in compared)


def test_the_book_of_a_run_is_linked_and_not_copied(finished):
    linked = run_folders.current(finished).folder / "book" / "000001" / "terms.parquet"
    assert linked.samefile(finished.book / "batches" / "000001" / "terms.parquet")


def test_a_run_as_of_an_earlier_day_keeps_ids_and_learns_nothing_from_a_later_one(finished):
    made = run_folders.current(finished)
    with open_engine(SETTINGS) as engine:
        same, earlier = (runs._former(made, engine, day) for day in (AS_OF, AS_OF - datetime.timedelta(1)))
        assert (same.learnt is None, earlier.learnt is None) == (False, True)
        assert earlier.identities.count().to_pyarrow().as_py() == same.identities.count().to_pyarrow().as_py() > 0
        assert runs._segments(made, engine, AS_OF) is not None
        assert runs._segments(made, engine, AS_OF - datetime.timedelta(1)) is None


@pytest.mark.slow
def test_a_run_again_is_another_run_and_leaves_the_first_as_it_was(home):
    before = prints_of(home.runs / "R000001")
    told = []
    second = carry_out(home, report=lambda step, *_: told.append(step))
    assert (second.label, run_folders.current(home).label) == ("R000002", "R000002")
    assert prints_of(home.runs / "R000001") == before
    assert told == [*(stage.about.capitalize() for stage in PIPELINE), "Check the accounts against the book"]


@pytest.mark.slow
def test_accounts_that_do_not_add_up_leave_the_former_run_current(home, monkeypatch):
    before = prints_of(home.runs)
    wrong = [controls.Control("earned premium", 100, 99)]
    monkeypatch.setattr(runs.accounts, "balance", lambda **_: wrong)
    with pytest.raises(RunError, match=r"do not add up to the book .*earned premium.* former run stays current"):
        carry_out(home)
    assert prints_of(home.runs) == before


@pytest.mark.slow
def test_a_stage_that_writes_something_else_is_a_defect(home, monkeypatch):
    odd = PIPELINE[1].__class__("customers", "describe", (), ("customers",), lambda _: {})
    monkeypatch.setattr(runs, "PIPELINE", (PIPELINE[0], odd))
    with pytest.raises(RunError, match=r"stage customers gave \[\], and should give \['customers'\]"):
        carry_out(home)


def test_an_empty_book_is_refused(tmp_path):
    with pytest.raises(RunError, match=r"the book is empty\. Load a source first"):
        carry_out(make_home(tmp_path / "home"))


def test_an_earlier_run_can_be_made_current_again(home):
    shutil.copytree(home.runs / "R000001", home.runs / "R000002")
    assert use(home, "R000002").label == "R000002"
    assert run_folders.current(home).label == "R000002"
    assert use(home, "R000001").label == run_folders.current(home).label == "R000001"


def test_a_run_that_is_not_there_cannot_be_used(home):
    with pytest.raises(HomeError, match="There is no run 'R000007'"):
        use(home, "R000007")
    assert run_folders.current(home).label == "R000001"
