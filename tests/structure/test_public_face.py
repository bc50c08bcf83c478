"""What each package shows of itself, pinned: a change here is a change for everyone outside it (house rule 9)."""

import importlib

import pytest

FACES = {
    "kehu": {"__version__"},
    "kehu.cli": {"app", "main"},
    "kehu.tables": {
        "RESULTS",
        "SOURCES",
        "Book",
        "Column",
        "Declared",
        "IdentityRule",
        "Kind",
        "Rule",
        "Snapshot",
        "Table",
        "Versions",
    },
}


@pytest.mark.parametrize("package", FACES)
def test_a_package_shows_what_is_pinned_and_no_more(package):
    assert set(importlib.import_module(package).__all__) == FACES[package]
