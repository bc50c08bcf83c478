"""The home folder: one writer, work that leaves no trace, and changes that appear whole."""

import errno
import os
import subprocess
import sys

import pytest

from kehu.stores.home import Home, HomeError, publish, read_json, replace_text, write_json


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_a_folder_that_init_did_not_make_is_refused(home):
    with pytest.raises(HomeError, match=r"not a Kehu home. Make one with: kehu init"):
        home.check()
    home.parameters.write_text("")
    home.check()


def test_the_work_folder_is_empty_and_gone_afterwards(home):
    with home.writing("book") as work:
        assert list(work.iterdir()) == []
        (work / "half").write_text("")
    assert not work.exists()


def test_what_a_dead_writer_left_is_swept_away(home):
    (home.book / ".work" / "old").mkdir(parents=True)
    with home.writing("book") as work:
        assert list(work.iterdir()) == []


def test_one_writer_at_a_time(home):
    with home.writing("book"), pytest.raises(HomeError, match="another process is writing there"), home.writing("book"):
        pass
    with home.writing("book"), home.writing("runs"):
        pass


def test_a_lock_goes_with_the_process_that_held_it(home, root):
    held = (
        "import os, pathlib, signal; from kehu.stores.home import Home\n"
        f"with Home(pathlib.Path({str(home.folder)!r})).writing('book'): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", held], cwd=root, check=False).returncode == -9
    with home.writing("book"):
        pass


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_told_as_one(home, code):
    with pytest.raises(HomeError, match="the disk is full; nothing was changed"), home.writing("book"):
        raise OSError(code, os.strerror(code))


def test_another_error_of_the_system_stays_what_it_is(home):
    with pytest.raises(PermissionError), home.writing("book"):
        raise PermissionError(errno.EACCES, "no")


def test_trying_leaves_the_home_alone(home):
    with home.trying() as work:
        (work / "x").write_text("")
    assert not work.exists()
    assert list(home.folder.iterdir()) == []


def test_a_folder_is_published_whole(tmp_path):
    (tmp_path / "made" / "in").mkdir(parents=True)
    (tmp_path / "made" / "in" / "a").write_text("1")
    publish(tmp_path / "made", tmp_path / "place" / "1")
    assert (tmp_path / "place" / "1" / "in" / "a").read_text() == "1"
    assert not (tmp_path / "made").exists()


def test_a_published_folder_is_never_replaced(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)
    publish(tmp_path / "first", tmp_path / "1")
    with pytest.raises(OSError, match="not empty"):
        publish(tmp_path / "second", tmp_path / "1")
    assert (tmp_path / "1" / "a").read_text() == "first"


def test_a_text_is_replaced_and_no_other_file_left(tmp_path):
    for text in ("one", "two"):
        replace_text(tmp_path / "a", text)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "two")]


def test_json_comes_back_as_it_was_written(tmp_path):
    write_json(tmp_path / "a", {"name": "王芳", "rows": [1, None]})
    assert read_json(tmp_path / "a") == {"name": "王芳", "rows": [1, None]}
    assert "王芳" in (tmp_path / "a").read_text(encoding="utf-8")
