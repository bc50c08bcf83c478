"""The Spanish book taken in by Kehu and by plain SQL: the same rows in every table."""

import duckdb
import pytest

from benchmarks.intake import SPANISH, make, take_in, take_in_by_hand

pytestmark = pytest.mark.slow
TABLES = ("parties", "policies", "terms", "renewal_offers", "factors_motor", "claims")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The folder of Kehu's tables and that of plain SQL's."""
    folder = tmp_path_factory.mktemp("both")
    (folder / "book").mkdir()
    (folder / "by-hand").mkdir()
    book = make(folder / "book", rows=5_000, bad_share=0)
    report = take_in(book, folder / "home", mapping=SPANISH, memory=None)
    assert report.accepted == take_in_by_hand(book, folder / "by-hand", memory=None) == 5_000
    return folder / "home" / "book" / "batches" / "000001", folder / "by-hand"


@pytest.mark.parametrize("table", TABLES)
def test_a_table_holds_the_rows_that_plain_sql_gives(both, table):
    ours, by_hand = (f"'{folder / table}.parquet'" for folder in both)
    with duckdb.connect() as connection:
        told = connection.execute(f"SELECT * FROM {by_hand} LIMIT 0").description
        columns = ", ".join(f'"{column[0]}"' for column in told)
        differing = [
            connection.execute(f"SELECT {columns} FROM {a} EXCEPT ALL SELECT {columns} FROM {b}").fetchall()
            for a, b in ((ours, by_hand), (by_hand, ours))
        ]
    assert differing == [[], []]
