"""Writing: encoding, headings once, workbooks and Parquet that read back."""

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from kehu.simulation.writing import Exports, Truth, as_lines, write_workbook

TABLE = pa.table({"姓名": ["張偉", None], "地址": ['a,"b"', "c"]})


def test_lines_are_quoted_and_missing_values_blank():
    assert as_lines(TABLE).decode() == '"張偉","a,""b"""\n,"c"\n'


def test_headings_are_written_once_in_gb18030(tmp_path):
    with Exports(tmp_path / "exports") as exports:
        for _ in range(2):
            exports.add("a/b.csv", as_lines(TABLE), headings=TABLE.column_names, rows=2)
    text = (tmp_path / "exports/a/b.csv").read_text(encoding="gb18030")
    assert text.splitlines()[0] == "姓名,地址"
    assert text.count("張偉") == 2
    assert exports.rows == {"a/b.csv": 4}


def test_the_truth_grows_by_row_groups(tmp_path):
    with Truth(tmp_path / "truth") as truth:
        truth.add("names", TABLE)
        truth.add("names", TABLE)
    assert pq.read_table(tmp_path / "truth/names.parquet").num_rows == 4


def test_a_workbook_reads_back(tmp_path):
    write_workbook(tmp_path / "a.xlsx", {"一": TABLE})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["一"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [["姓名", "地址"], ["張偉", 'a,"b"'], [None, "c"]]
