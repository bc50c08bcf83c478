"""Broken rows: additions among good ones, each recorded where it stands."""

import csv

from kehu.simulation.broken import defects, repeated, says, strew, takes

TEXT = b"".join(f'"A{number}","2024-01-0{number}","5.00"\n'.encode() for number in range(1, 9))
HEADINGS = ("key", "day", "amount")


def _strew(random, *made, share=0.5):
    return strew(TEXT, path="a.csv", headings=HEADINGS, made=made, share=share, first_row=2, random=random)


def test_it_records_where_each_broken_row_stands(random):
    text, found = _strew(random, says("is_a_date", 1, "2023-02-30"))
    rows = list(csv.reader(text.decode().splitlines()))
    assert len(found) == 4
    assert {row.row for row in found} == {place + 2 for place, row in enumerate(rows) if row[1] == "2023-02-30"}
    assert {(row.rule, row.column) for row in found} == {("is_a_date", "day")}


def test_it_keeps_every_good_row_in_its_order(random):
    text, found = _strew(random, says("is_an_amount", 2, "five"))
    broken = {row.row - 2 for row in found}
    kept = [line for place, line in enumerate(text.splitlines(keepends=True)) if place not in broken]
    assert b"".join(kept) == TEXT


def test_a_repeated_row_comes_after_its_original(random):
    text, found = _strew(random, repeated(), share=1.0)
    lines = text.splitlines()
    assert all(lines[row.row - 2] in lines[: row.row - 2] for row in found)


def test_a_broken_row_has_a_key_of_its_own():
    assert takes("later", 1, 2).change(["A1", "x", "y"]) == ["A1X", "y", "x"]


def test_a_file_without_defects_stays_as_it_is(random):
    assert _strew(random) == (TEXT, [])


def test_every_defect_breaks_a_row_of_its_file(insurer):
    assert set(defects()) <= set(insurer.rows)
