"""The tables of a dossier are the book's, with the customer."""

import pytest

from kehu.tables import SOURCES
from kehu.tables.dossiers import DOSSIERS, filed


@pytest.mark.parametrize("name", [name for name in DOSSIERS if name in SOURCES])
def test_a_dossier_has_every_column_of_the_books_table(name):
    assert set(DOSSIERS[name].columns) == {*SOURCES[name].columns, "customer_id"}


def test_a_dossier_says_what_it_is():
    assert "filed under the customer" in filed(SOURCES["claims"]).summary()
