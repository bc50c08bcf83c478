"""Model files that people read, and the file of underwriters' edits."""

import json
import tomllib

import pytest

from kehu.assumptions import ModelEdit
from kehu.statistics.rating.documents import as_document, example, from_document
from kehu.stores.home import Home, HomeError
from kehu.stores.model_files import (
    EDITS,
    FOLDER,
    EditConflictError,
    as_text,
    copy_edits,
    drop_edit,
    edits_fingerprint,
    read_edits,
    set_edit,
    write_models,
)

EDIT = """
[[edits]]
line = "motor"
model = "frequency"
factors = ["age"]
levels = ["≤ 29"]
relativity = 1.5
by = "Wang Fang"
reason = "a course for the young"
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / FOLDER).mkdir()
    return Home(tmp_path)


def test_a_model_file_is_a_model_again():
    read = from_document(tomllib.loads(as_text(as_document(example()))))
    assert read.base == example().base
    assert read.table("age").relativities.tolist() == example().table("age").relativities.tolist()


def test_a_level_stands_on_a_line_of_its_own():
    (line,) = (line for line in as_text(as_document(example())).splitlines() if "≤ 29" in line)
    assert line.strip() == '{level = "≤ 29", relativity = 2.0, lower = 1.8, upper = 2.2, exposure = 100.0},'


def test_every_model_has_a_file_in_the_run(tmp_path):
    document = json.dumps(as_document(example()))
    write_models(tmp_path, [{"line": "motor/third", "model": "severity", "document": document}])
    assert (tmp_path / FOLDER / "motor-third_severity.toml").read_text(encoding="utf-8").startswith("link")


def test_a_peril_s_model_has_a_file_of_its_own(tmp_path):
    document = json.dumps(as_document(example()))
    write_models(tmp_path, [{"line": "motor", "peril": "wind / hail", "model": "frequency", "document": document}])
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["motor_wind---hail_frequency.toml"]


def test_a_home_without_edits_has_none(tmp_path):
    assert read_edits(Home(tmp_path)) == ()


def test_edits_are_read_in_their_order_and_kept_with_the_run(home, tmp_path):
    (home.folder / FOLDER / EDITS).write_text(EDIT + EDIT.replace("1.5", "1.6"), encoding="utf-8")
    run = tmp_path / "run"
    (run / FOLDER).mkdir(parents=True)
    copy_edits(home, run)
    assert [edit.relativity for edit in read_edits(home)] == [1.5, 1.6]
    assert (run / FOLDER / EDITS).read_text(encoding="utf-8") == (home.folder / FOLDER / EDITS).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [("[[edits]", "not a TOML file"), (EDIT.replace('by = "Wang Fang"', ""), "edits.0.by: Field required")],
)
def test_a_wrong_file_is_refused_with_its_place(home, text, told):
    (home.folder / FOLDER / EDITS).write_text(text, encoding="utf-8")
    with pytest.raises(HomeError, match=told):
        read_edits(home)


SET = ModelEdit(
    line="motor", model="frequency", factors=("age",), levels=("≥ 30",), relativity=0.6, by="李娜", reason="agreed"
)


def test_an_edit_is_added_and_what_people_wrote_stays(home):
    (home.folder / FOLDER / EDITS).write_text("# agreed in March\n" + EDIT, encoding="utf-8")
    set_edit(home, SET, seen=edits_fingerprint(home))
    assert [edit.relativity for edit in read_edits(home)] == [1.5, 0.6]
    assert "# agreed in March" in (home.folder / FOLDER / EDITS).read_text(encoding="utf-8")


def test_an_edit_of_the_same_level_takes_the_place_of_the_earlier(home):
    set_edit(home, SET, seen="")
    set_edit(home, SET.model_copy(update={"relativity": 0.7}), seen=edits_fingerprint(home))
    assert [edit.relativity for edit in read_edits(home)] == [0.7]


def test_an_edit_is_taken_back_and_then_is_gone(home):
    set_edit(home, SET, seen="")
    drop_edit(home, SET, seen=edits_fingerprint(home))
    assert read_edits(home) == ()
    with pytest.raises(EditConflictError, match="taken back already"):
        drop_edit(home, SET, seen=edits_fingerprint(home))


def test_of_two_who_edit_the_second_is_told(home):
    seen = edits_fingerprint(home)
    set_edit(home, SET, seen=seen)
    with pytest.raises(EditConflictError, match="Look at them again"):
        set_edit(home, SET.model_copy(update={"relativity": 2.0}), seen=seen)
    assert [edit.relativity for edit in read_edits(home)] == [0.6]


def test_a_file_with_a_mistake_is_not_written_over(home):
    path = home.folder / FOLDER / EDITS
    path.write_text("[[edits]]\nline = 1\n", encoding="utf-8")
    with pytest.raises(HomeError, match=r"edits\.0"):
        set_edit(home, SET, seen=edits_fingerprint(home))
    assert path.read_text(encoding="utf-8") == "[[edits]]\nline = 1\n"
