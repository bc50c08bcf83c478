"""`kehu export` writes the run's workbook."""

import json

import openpyxl


def test_the_workbook_has_the_customers_and_their_results(kehu, small_home, tmp_path):
    told = kehu("export", tmp_path / "out.xlsx", "--home", small_home)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert (told.exit_code, "13 sheets, 4 customers" in told.output) == (0, True)
    assert [cell.value for cell in book["Customers"][5]][2:5] == ["core:1", "person", "王芳"]
    assert len(book["Concentration"]._charts) == 1


def test_machines_learn_the_rows_of_each_sheet(kehu, small_home, tmp_path):
    told = json.loads(kehu("export", tmp_path / "out.xlsx", "--json", "--home", small_home).stdout)
    assert (told["run"], told["rows"]["Customers"], told["rows"]["Accounts"]) == ("R000001", 4, 6)


def test_another_ending_is_refused(kehu, small_home, tmp_path):
    told = kehu("export", tmp_path / "out.csv", "--home", small_home)
    assert (told.exit_code, "ends in .xlsx" in told.stderr) == (1, True)
