"""Uploads stay in a folder of their own, under harmless names, until they are loaded or a week has passed."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from kehu_desk.runs import uploads
from kehu_desk.runs.uploads import KEPT, safe_name


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.DESK_FOLDER = tmp_path


@given(st.text())
def test_no_name_leads_out_of_its_folder(name):
    safe = safe_name(name)
    assert safe and "/" not in safe and chr(92) not in safe and safe not in (".", "..")
    assert len(safe.encode()) <= uploads.LONGEST


def test_files_are_kept_whole():
    ticket, names = uploads.keep([SimpleUploadedFile("../保单.csv", b"a" * 100_000)])
    assert names == ["保单.csv"]
    assert (uploads.folder_of(ticket) / "保单.csv").read_bytes() == b"a" * 100_000


def test_two_files_of_one_name_are_both_kept():
    ticket, names = uploads.keep([SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("A/a.csv", b"2")])
    assert names == ["a.csv", "a (2).csv"]
    assert (uploads.folder_of(ticket) / "a (2).csv").read_bytes() == b"2"


def test_nothing_is_left_of_files_that_could_not_be_written(monkeypatch, tmp_path):
    def full(folder, file):
        raise OSError("no space left on device")

    monkeypatch.setattr(uploads, "_write", full)
    with pytest.raises(OSError, match="no space"):
        uploads.keep([SimpleUploadedFile("a.csv", b"1")])
    assert not list((tmp_path / "uploads").iterdir())


def test_what_has_lain_for_a_week_is_deleted():
    old, new = (uploads.folder_of(uploads.keep([SimpleUploadedFile("a.csv", b"a")])[0]) for _ in range(2))
    os.utime(old, (0, 0))
    assert uploads.sweep() == 1
    assert not old.exists() and new.exists()
    assert KEPT == 7 * 24 * 3600


def test_discarding_what_is_gone_does_no_harm():
    uploads.discard("none")
    assert uploads.sweep() == 0
