"""A workbook is given open, and leaves nothing on the disk."""

import datetime
from pathlib import Path

import openpyxl

from kehu_desk.engine import Cell, Heading, Sheet, workbook


def test_it_can_be_read_and_its_name_is_gone():
    sheet = Sheet("Customers", "A title", (Heading("Name"), Heading("Result", Cell.MONEY)), [("王芳", 12)])
    with workbook([sheet], created_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)) as file:
        name = file.name
        rows = list(openpyxl.load_workbook(file)["Customers"].values)
    assert rows[-1] == ("王芳", 12)
    assert not Path(name).exists()
