"""`kehu segment` chooses customers by facts that are typed, or by a file."""

import json

import openpyxl
import pytest

from kehu.cli.segmenting import SegmentError, condition_of
from kehu.selection import Condition
from tests.cast import make_home
from tests.selected import write_facts


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    write_facts(made.runs)
    (made.runs / "current.json").write_text('{"run": "R000001"}')
    return made.folder


def test_conditions_must_all_hold_and_or_joins(kehu, home):
    asked = ("--where", "kind is person", "--where", "grade is A,B or age_years at_most 20")
    told = json.loads(kehu("segment", *asked, "--home", home, "--json").stdout)
    assert (told["chosen"]["customers"], told["whole"]["customers"]) == (3, 7)
    assert [len(group) for group in told["definition"]["groups"]] == [1, 2]


def test_it_prints_the_segment_beside_the_whole(kehu, home):
    text = kehu("segment", "--where", "grade is A,B", "--home", home).stdout
    assert "R000001 as of 2023-12-31: 2 customers" in text
    assert "28.6%" in text


def test_a_branch_counts_its_own(kehu, home):
    told = json.loads(kehu("segment", "--branch", "HQ/North", "--home", home, "--json").stdout)
    assert told["whole"]["customers"] == 2


def test_a_branch_that_is_not_there_is_refused_with_those_that_are(kehu, home):
    answer = kehu("segment", "--branch", "HQ/Noth", "--home", home)
    assert answer.exit_code == 1
    assert "HQ/North" in answer.stderr


def test_a_file_is_read_and_the_customers_are_written(kehu, home, tmp_path):
    file, excel = tmp_path / "good.json", tmp_path / "good.xlsx"
    told = json.loads(kehu("segment", "--where", "grade is A", "--home", home, "--json").stdout)
    file.write_text(json.dumps(told["definition"]))
    assert kehu("segment", "--file", file, "--excel", excel, "--home", home).exit_code == 0
    assert "C1" in {cell.value for row in openpyxl.load_workbook(excel).active.iter_rows() for cell in row}


def test_the_facts_are_listed_with_what_may_be_asked(kehu):
    text = kehu("segment", "--facts").stdout
    assert "services_last_year" in text
    assert "at_least" in text


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("horoscope is lion", "there is no such fact"),
        ("grade", "is no condition"),
        ("age_years at_least x", "not a number"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_counted(kehu, home, where, told):
    answer = kehu("segment", "--where", where, "--home", home)
    assert answer.exit_code == 1
    assert told in answer.stderr + answer.stdout


def test_a_file_that_is_no_definition_is_refused(kehu, home, tmp_path):
    file = tmp_path / "odd.json"
    file.write_text("{}")
    assert kehu("segment", "--file", file, "--home", home).exit_code == 1


def test_a_condition_is_read_as_typed():
    assert condition_of("is_newcomer yes") == Condition("is_newcomer", "yes")
    with pytest.raises(SegmentError):
        condition_of("grade")
