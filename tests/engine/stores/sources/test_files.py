from __future__ import annotations

import pytest

from kehu.stores.sources import SourceError, list_files


def test_a_folder_gives_its_readable_files_sorted(tmp_path):
    for name in ("b.csv", "a.XLSX", "deep/c.parquet", "~$a.xlsx", ".hidden.csv", "notes.md", ".git/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in list_files(tmp_path)] == [
        "a.XLSX",
        "b.csv",
        "deep/c.parquet",
    ]


def test_a_file_gives_itself(tmp_path):
    path = tmp_path / "book.csv"
    path.touch()
    assert list_files(path) == (path,)


def test_a_folder_without_a_readable_file_is_an_error(tmp_path):
    (tmp_path / "notes.md").touch()
    with pytest.raises(SourceError, match=r"no file in it can be read; give files of .csv"):
        list_files(tmp_path)


def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(SourceError, match=r"there is no such file or folder"):
        list_files(tmp_path / "none")


def test_a_missing_file_is_an_error(tmp_path, stage):
    with pytest.raises(SourceError, match=r"book.md: files of this ending are not read"):
        stage("text", name="book.md")
