from __future__ import annotations

import contextlib
import sqlite3

import pytest

from kehu.stores.sources import SourceError, stage_query


@pytest.fixture
def url(tmp_path) -> str:
    path = tmp_path / "book.db"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("create table policies (id integer, name text, premium real)")
        database.execute("create table photos (photo blob)")
        database.executemany("insert into policies values (?, ?, ?)", [(1, "a:b 5%", 1.5), (2, None, 2.0)])
        database.execute("insert into photos values (x'ff')")
        database.commit()
    return f"sqlite:///{path}"


@pytest.fixture
def stage_from(tmp_path):
    return lambda url, query: stage_query(url, query, to=tmp_path / "o.parquet", progress=lambda *_: None)


def test_a_table_is_read_by_its_name(stage_from, url, rows):
    staged = stage_from(url, "policies")
    assert rows(staged) == [(1, "1", "a:b 5%", "1.5"), (2, "2", None, "2")]
    assert (staged.origin, staged.columns, staged.read) == ("book.db: policies", ("id", "name", "premium"), 2)


def test_a_query_is_sent_as_it_is_written(stage_from, url, rows):
    staged = stage_from(url, "select id, '5% :x' as note from policies where id = 2;")
    assert rows(staged) == [(1, "2", "5% :x")]


def test_the_fingerprint_is_that_of_the_rows(stage_from, url):
    queries = ("policies", "policies", "select * from policies where id = 1")
    whole, again, less = (stage_from(url, query).fingerprint for query in queries)
    assert whole == again != less


def test_an_unknown_table_is_an_error_that_lists_the_tables(stage_from, url):
    with pytest.raises(SourceError, match=r"there is no such table; there are: photos, policies"):
        stage_from(url, "claims")


def test_a_query_that_fails_is_an_error_in_the_words_of_the_database(stage_from, url):
    with pytest.raises(SourceError, match=r"book.db: select .* the database says: no such column: birthday"):
        stage_from(url, "select birthday from policies")


def test_nothing_but_a_query_is_run(stage_from, url, rows):
    with pytest.raises(SourceError, match=r"there is no such table"):
        stage_from(url, "delete from policies")
    assert len(rows(stage_from(url, "policies"))) == 2


def test_bytes_are_an_error_that_names_the_column(stage_from, url):
    with pytest.raises(SourceError, match=r"column 'photo' holds values that are no text .* cast it"):
        stage_from(url, "photos")


def test_a_missing_database_file_is_not_made(stage_from, tmp_path):
    with pytest.raises(SourceError, match=r"there is no such database file"):
        stage_from(f"sqlite:///{tmp_path}/none.db", "policies")
    assert not (tmp_path / "none.db").exists()


def test_what_is_no_url_is_an_error(stage_from):
    with pytest.raises(SourceError, match=r"not a database URL; write it as kind://"):
        stage_from("book of policies", "policies")


def test_a_missing_driver_is_named_with_what_to_install(stage_from, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyodbc", None)
    with pytest.raises(SourceError, match=r"the driver 'pyodbc' is not installed; pip install pyodbc"):
        stage_from("mssql+pyodbc://user:geheim@host/book", "policies")


def test_an_unknown_kind_of_database_is_an_error(stage_from):
    with pytest.raises(SourceError, match=r"no driver is known for 'lotus'"):
        stage_from("lotus://user:geheim@host/book", "policies")


def test_no_message_shows_the_password(stage_from, monkeypatch):
    psycopg = pytest.importorskip("psycopg")

    def refuse(*_, password, **__):
        raise psycopg.OperationalError(f"{password} is wrong for user")

    monkeypatch.setattr(psycopg, "connect", refuse)
    with pytest.raises(SourceError, match=r"^book: policies: the database says: \*\*\* is wrong for user$"):
        stage_from("postgresql+psycopg://user:geheim@host/book", "policies")
