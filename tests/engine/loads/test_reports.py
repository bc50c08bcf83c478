"""The report of a load: counts that add up, and rejects that lead to the row."""

import csv
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from kehu.loads.reports import count_files
from kehu.stages.intake.records import ORIGIN
from kehu.stores.home import Home
from tests.cast import lines, load_text, make_home, rejects_of, year


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a load of six rows, of which three are bad."""
    home = make_home(tmp_path_factory.mktemp("reports") / "home")
    bad = (year("P2", premium="much"), "P3,short", year("P4", expiry="2020-01-01", channel="Z"))
    return load_text(home, lines(year("P1"), *bad, "", year("P5"), year("P6"), year("P7")))


def test_read_is_accepted_and_rejected(report):
    assert (report.read, report.accepted, report.rejected) == (7, 4, 3)
    (file,) = report.files
    assert (file.blank, file.unused, file.encoding, file.delimiter) == (1, 0, "utf-8", ",")


def test_every_broken_rule_has_a_line_misshapen_rows_first(report):
    told = [(line["row"], line["column"], line["value"], line["rule"]) for line in rejects_of(report)]
    assert told == [
        ("4", "", "P3,short", "has_the_headings_fields"),
        ("3", "premium", "much", "is_an_amount"),
        ("5", "channel", "Z", "is_a_known_code"),
        ("5", "expiry", "2020-01-01", "expires_after_inception"),
    ]
    assert report.broken_rules == {
        "has_the_headings_fields": 1,
        "is_an_amount": 1,
        "is_a_known_code": 1,
        "expires_after_inception": 1,
    }


def test_the_rejected_rows_stand_under_the_file_s_own_heading(report):
    with (report.rejects.parent / "years.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["policy"] for row in rows] == ["P2", "P4"]
    assert list(rows[0]) == ["policy", "holder", "line", "channel", "inception", "expiry", "cancelled", "premium"]


def test_tables_count_what_is_new(report):
    assert {name: count.inserted for name, count in report.tables.items()} == {"parties": 4, "policies": 4, "terms": 4}


def test_counts_that_do_not_add_up_are_a_defect_of_the_program(engine):
    staged = SimpleNamespace(
        origin="a.csv", read=3, misshapen=(), blank=0, fingerprint="", encoding=None, delimiter=None
    )
    rows = engine.read_arrow(pa.table({ORIGIN: [2, 3]}))
    none = rows.filter(rows[ORIGIN] < 0)
    intake = SimpleNamespace(rejected=none, unused=none)
    with pytest.raises(RuntimeError, match=r"a\.csv: 2 accepted and 0 rejected of 3 read"):
        count_files(SimpleNamespace(files=(("years", staged),)), intake, {"years": rows})


def test_a_report_without_rejects_names_no_file(report):
    assert rejects_of(replace(report, rejects=None)) == []
    assert report.rejects.name == "rejects.csv"
    assert Home(report.rejects.parents[2]).rejects == report.rejects.parents[1]
