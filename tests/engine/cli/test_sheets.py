"""Rows of a table as a sheet."""

from kehu.cli.sheets import table_sheet
from kehu.tables.effects import ListOutcomes


def test_a_sheet_has_a_column_for_each_of_the_tables_whatever_the_rows_hold():
    sheet = table_sheet("Lists", "R000001", ListOutcomes, [{"list": "keep", "renewal_count": 3}])
    assert sheet.name == "Lists"
    assert len(sheet.headings) == len(ListOutcomes.columns)
    assert sheet.rows[0][:2] == ("keep", 3)
