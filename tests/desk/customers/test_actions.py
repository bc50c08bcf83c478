"""Seeing numbers in full and taking lists out are recorded, and what goes out is a workbook."""

import io

import openpyxl

from kehu_desk.audit.models import Act, Event
from kehu_desk.customers import actions
from kehu_desk.published.visibility import scope_of


def test_seeing_numbers_in_full_is_recorded(desk_user):
    actions.reveal(customer_id="C1", by=desk_user("salesperson", username="zhou"))
    event = Event.objects.get()
    assert (event.act, event.subject, event.by.username) == (Act.REVEALED, "C1", "zhou")


def test_a_list_goes_out_with_its_filters_on_record(desk_user, published):
    run = published([{"name": "王芳", "branch": "HQ/N"}])
    answer = actions.export_list(scope=scope_of(run, "HQ/N"), asked={"tier": "A"}, by=desk_user("branch_manager"))
    answer.file_to_stream.close()
    assert Event.objects.get().details == {"branch": "HQ/N", "run": "R000001", "filters": {"tier": "A"}}


def test_a_customer_goes_out_as_a_workbook(desk_user, page_of):
    answer = actions.export_customer(page=page_of(), by=desk_user("underwriter"))
    with answer.file_to_stream as file:
        workbook = openpyxl.load_workbook(io.BytesIO(file.read()))
    assert workbook.sheetnames == ["Account", "Policies", "Claims"]
    assert Event.objects.get().subject == "C1"
