"""Batches are listed, and taken back by name or number."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_the_batches_of_the_book_are_listed(kehu, loaded):
    (row,) = json.loads(kehu("batches", "--home", loaded, "--json").stdout)
    assert (row["batch"], row["source"], row["accepted"], row["rejected"]) == ("B000001", "tiny", 3, 1)
    assert "1 batch in the book" in kehu("batches", "--home", loaded).output


@pytest.mark.parametrize("name", ["1", "B000001", "b1"])
def test_a_batch_is_taken_back_by_any_of_its_names(kehu, loaded, name):
    told = kehu("unload", name, "--home", loaded)
    assert "Took back B000001 (tiny)." in told.output
    assert json.loads(kehu("batches", "--home", loaded, "--json").stdout) == []


def test_a_batch_that_is_not_there_is_refused(kehu, loaded):
    told = kehu("unload", "7", "--home", loaded)
    assert (told.exit_code, "no batch 7" in told.stderr) == (1, True)


def test_a_word_that_names_no_batch_is_wrong_usage(kehu, loaded):
    assert kehu("unload", "last", "--home", loaded).exit_code == 2
