"""The gateway loads, tries, lists and takes back."""

import datetime

import pytest

from kehu.stores.home import HomeError
from kehu_desk.engine import load_files, loaded_batches, mapping_names, read_rejects, withdraw_batch
from tests.engine.cli.conftest import POLICIES

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


def try_load(folder, mapping):
    (folder / "policies.csv").write_text(POLICIES, encoding="utf-8")
    return load_files(
        folder, mapping=mapping, extract_date=NOW.date(), now=NOW, is_dry_run=True, report=lambda *_: None
    )


def test_a_load_that_is_tried_reports_and_changes_nothing(home, mapping, tmp_path):
    (tmp_path / "files").mkdir()
    report = try_load(tmp_path / "files", mapping)
    assert (report.read, report.accepted, report.rejected) == (4, 3, 1)
    assert loaded_batches() == ()


def test_rejects_are_read_back_with_their_reasons(home, mapping, tmp_path):
    (tmp_path / "files").mkdir()
    (reject,) = read_rejects(try_load(tmp_path / "files", mapping).rejects, most=5)
    assert (reject.row, reject.rule) == (5, "expires_after_inception")


def test_mappings_of_kehu_and_of_the_home_have_names(home, mapping):
    assert mapping_names()[mapping] == "tiny"
    assert "simulated" in mapping_names()


def test_a_batch_is_taken_back_once(loaded):
    assert withdraw_batch(1).label == "B000001"
    with pytest.raises(HomeError, match="no batch 1"):
        withdraw_batch(1)
