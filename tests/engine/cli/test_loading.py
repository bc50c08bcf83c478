"""`kehu load` says what came in, what was turned away and what to do next."""

import json

import pytest

pytestmark = pytest.mark.slow


def _load(kehu, tiny, home, *more):
    return kehu("load", tiny / "files", "--mapping", tiny / "tiny.toml", "--home", home, *more)


def test_the_report_adds_up_and_names_the_rule_and_the_rejects(kehu, tiny, home):
    told = _load(kehu, tiny, home)
    assert told.exit_code == 0
    assert "3 of 4 rows accepted, 1 rejected" in told.output
    assert "expires after inception" in told.output
    assert "rejects.csv" in told.output and "Loaded as B000001" in told.output


def test_the_report_for_machines_is_json_and_nothing_else(kehu, tiny, home):
    told = json.loads(_load(kehu, tiny, home, "--json").stdout)
    assert (told["batch"], told["read"], told["accepted"], told["rejected"]) == ("B000001", 4, 3, 1)
    assert told["broken_rules"] == {"expires_after_inception": 1}


def test_the_same_files_again_are_nothing_to_do(kehu, tiny, loaded):
    told = _load(kehu, tiny, loaded)
    assert "Already loaded as B000001: nothing to do." in told.output


def test_a_dry_run_says_so_and_changes_nothing(kehu, tiny, home):
    told = _load(kehu, tiny, home, "--dry-run")
    assert "Dry run: nothing was changed." in told.output
    assert json.loads(kehu("batches", "--home", home, "--json").stdout) == []


def test_files_that_no_shipped_mapping_fits_are_refused_with_advice(kehu, tiny, home):
    told = kehu("load", tiny / "files", "--home", home)
    assert told.exit_code == 1
    assert "--mapping" in told.stderr and "kehu map" in told.stderr


def test_too_many_rejects_refuse_the_whole_load(kehu, tiny, home):
    told = _load(kehu, tiny, home, "--most-rejected", "0.1")
    assert (told.exit_code, "1 of 4 rows were rejected" in told.stderr) == (1, True)


def test_a_load_without_a_source_is_wrong_usage(kehu, home):
    told = kehu("load", "--home", home)
    assert (told.exit_code, "give files or folders" in told.output) == (2, True)


def test_a_size_of_memory_that_is_none_is_wrong_usage(kehu, tiny, home):
    told = _load(kehu, tiny, home, "--memory", "plenty")
    assert (told.exit_code, "4GiB" in told.output) == (2, True)
