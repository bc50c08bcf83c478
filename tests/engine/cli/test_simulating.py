"""`kehu simulate` writes an insurer's files."""

import pytest


@pytest.mark.slow
def test_the_files_and_the_truth_are_written(kehu, tmp_path):
    told = kehu("simulate", tmp_path / "insurer", "--customers", "50", "--years", "2", "--seed", "7")
    assert told.exit_code == 0
    assert {path.name for path in (tmp_path / "insurer").iterdir()} >= {"exports", "truth"}
    assert "kehu load" in told.output


def test_a_folder_that_holds_something_is_left_as_it_is(kehu, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    told = kehu("simulate", tmp_path, "--customers", "50")
    assert (told.exit_code, "not an empty folder" in told.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
