"""A finished backtest of the small insurer; tests only read it."""

import pytest

from tests.backtested import carry_out, make_insurer


@pytest.fixture(scope="session")
def insurer(tmp_path_factory):
    """A home with two years of the small insurer."""
    return make_insurer(tmp_path_factory.mktemp("backtest"))


@pytest.fixture(scope="session")
def made(insurer):
    """A backtest of it as of the end of the first year."""
    return carry_out(insurer)
