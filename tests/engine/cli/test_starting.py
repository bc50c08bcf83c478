"""A home begins with its assumptions, and the vocabulary explains itself."""

import pytest

from kehu import parameters
from kehu.tables import RESULTS, SOURCES


def test_a_home_has_the_assumptions_in_the_currency_asked_for(kehu, tmp_path):
    told = kehu("init", tmp_path / "new" / "home", "--currency", "EUR")
    assert told.exit_code == 0
    assert parameters.read(tmp_path / "new" / "home" / "kehu.toml").currency == "EUR"


def test_a_home_that_is_there_is_left_as_it_is(kehu, home):
    before = (home / "kehu.toml").read_bytes()
    told = kehu("init", home, "--currency", "EUR")
    assert (told.exit_code, "already" in told.stderr) == (1, True)
    assert (home / "kehu.toml").read_bytes() == before


def test_a_currency_that_is_none_is_wrong_usage(kehu, tmp_path):
    assert kehu("init", tmp_path / "home", "--currency", "euros").exit_code == 2
    assert not (tmp_path / "home" / "kehu.toml").exists()


def test_every_table_is_listed(kehu):
    told = kehu("tables").output
    assert all(name in told for name in [*SOURCES, *RESULTS, "factors"])


@pytest.mark.parametrize("name", ["terms", "claims", "accounts"])
def test_a_table_is_explained_column_by_column(kehu, name):
    told = kehu("tables", name).output
    assert all(column in told for column in {**SOURCES, **RESULTS}[name].columns)


def test_a_table_that_is_none_is_answered_with_those_there_are(kehu):
    told = kehu("tables", "customer")
    assert (told.exit_code, "customers" in told.output) == (2, True)
