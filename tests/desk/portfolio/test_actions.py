"""Taking a portfolio out is recorded."""

import io

import openpyxl

from kehu_desk.audit.models import Act, Event
from kehu_desk.portfolio import actions


def test_the_workbook_goes_out_with_its_record(desk_user, portfolios):
    answer = actions.export(portfolio=portfolios["HQ/North"], by=desk_user("branch_manager"))
    with answer.file_to_stream as file:
        workbook = openpyxl.load_workbook(io.BytesIO(file.read()))
    assert "Lines" in workbook.sheetnames
    assert (Event.objects.get().act, Event.objects.get().details["branch"]) == (Act.EXPORTED, "HQ/North")
