"""The pages of models: read by whom they concern, set by few, and nothing lost where two set the same."""

import io
from urllib.parse import urlencode

import openpyxl
import pytest

from kehu.stores.model_files import read_edits
from kehu_desk.audit.models import Act, Event

EDIT = "/models/motor/frequency/edit?" + urlencode({"factor": "age", "level": "≥ 30"})
OLD = "/models/motor/frequency/edit?" + urlencode({"factor": "age", "level": "≤ 29"})
BACK = "/models/motor/frequency/take-back?" + urlencode({"factor": "age", "level": "≥ 30"})


@pytest.fixture
def actuary(desk_user, signed_in, on_desk):
    return signed_in(desk_user("actuary", name="Li Na"))


@pytest.fixture
def reader(desk_user, signed_in, on_desk):
    return signed_in(desk_user("underwriter", branch="HQ/North"))


def text(answer):
    return answer.content.decode()


def seen(browser, address=EDIT):
    page = text(browser.get(address))
    return page.split('name="seen" value="')[1].split('"')[0] if 'name="seen" value="' in page else ""


def save(browser, relativity="0.60", *, reason="agreed in March", fingerprint="", do="save", address=EDIT):
    return browser.post(address, {"relativity": relativity, "reason": reason, "seen": fingerprint, "do": do})


@pytest.mark.parametrize("address", ["/models/", "/models/motor/frequency/", "/models/motor/renewal/"])
def test_pages_need_few_queries_and_few_bytes(reader, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(8):
        answer = reader.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000


def test_every_model_of_the_run_stands_on_the_list(reader):
    page = text(reader.get("/models/"))
    assert "/models/motor/frequency/" in page
    assert "/models/motor/renewal/" in page


def test_a_model_shows_its_tables_and_what_was_set(reader):
    page = text(reader.get("/models/motor/frequency/"))
    assert "≤ 29 is 3.00 times ≥ 30" in page
    assert "a course for the young" in page
    assert "taken back: gone with the next run" in page


def test_who_may_not_set_sees_no_link_to_it(reader, actuary):
    assert "/edit?" not in text(reader.get("/models/motor/renewal/"))
    assert "/edit?" in text(actuary.get("/models/motor/frequency/"))
    assert reader.get(EDIT).status_code == 403


def test_weighing_tells_what_it_would_do_and_saves_nothing(actuary, home):
    page = text(save(actuary, "1.00", reason="", do="weigh"))
    assert "What it would do" in page
    assert "of 3 in force" in page
    assert "This field is required" not in page
    assert read_edits(home) == ()


def test_a_level_that_nobody_is_of_moves_nobody(actuary):
    address = "/models/motor/frequency/edit?" + urlencode({"factor": "age", "level": "missing"})
    page = text(save(actuary, "1.50", reason="", do="weigh", address=address))
    assert "No term in force is of this level" in page
    assert "What it would do" not in page


def test_a_relativity_is_written_with_name_and_reason_and_recorded(actuary, home):
    answer = save(actuary)
    assert answer.status_code == 302
    (edit,) = read_edits(home)
    assert (edit.relativity, edit.by, edit.reason, edit.levels) == (0.6, "Li Na", "agreed in March", ("≥ 30",))
    event = Event.objects.get(act=Act.MODEL_EDITED)
    assert (event.subject, event.details["relativity"]) == ("motor frequency: age = ≥ 30", 0.6)
    assert "waits for the next run" in text(actuary.get("/models/motor/frequency/"))
    assert "2 wait" in text(actuary.get("/models/"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"relativity": "-1"}, "greater than or equal to 0.05"),
        ({"relativity": "abc"}, "Enter a number"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_a_mistake_is_told_beside_the_field_and_nothing_typed_is_lost(actuary, home, given, told):
    page = text(save(actuary, **{"relativity": "0.61", "reason": "kept for me", **given}))
    assert told in page
    assert ("kept for me" in page) == ("reason" not in given)
    assert read_edits(home) == ()


def test_of_two_who_set_the_second_is_told_and_keeps_what_was_typed(actuary, home):
    first = seen(actuary)
    save(actuary, "0.60", fingerprint=first)
    page = text(save(actuary, "0.70", reason="mine", fingerprint=first))
    assert "Somebody has changed the edits" in page
    assert "mine" in page
    assert [edit.relativity for edit in read_edits(home)] == [0.6]
    assert Event.objects.filter(act=Act.MODEL_EDITED).count() == 1


def test_what_was_set_is_taken_back_with_a_reason(actuary, home):
    save(actuary)
    assert "Take it back" in text(actuary.get(EDIT))
    refused = actuary.post(BACK, {"why": "", "seen": seen(actuary)})
    assert "This field is required" in text(refused)
    assert actuary.post(BACK, {"why": "a mistake", "seen": seen(actuary)}).status_code == 302
    assert read_edits(home) == ()
    assert Event.objects.get(act=Act.MODEL_EDIT_DROPPED).details["reason"] == "a mistake"


def test_a_level_that_was_fitted_only_has_nothing_to_take_back(actuary):
    assert "Take it back" not in text(actuary.get(EDIT))


@pytest.mark.parametrize(
    "address",
    [
        "/models/ships/frequency/",
        "/models/motor/frequency/edit?factor=age&level=17",
        "/models/motor/renewal/edit?factor=tenure&level=missing",
        "/models/motor/frequency/compare?with=R000009",
    ],
)
def test_what_is_not_there_is_not_found(actuary, address):
    assert actuary.get(address).status_code == 404


def test_two_runs_stand_beside_each_other(reader):
    page = text(reader.get("/models/motor/frequency/compare?with=R000001"))
    assert "R000002 beside R000001" in page
    assert "−25.0%" in page


def test_the_workbook_has_every_level_and_is_recorded(reader):
    answer = reader.get("/models/motor/frequency/export.xlsx?with=R000001")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [sheet.title for sheet in book] == ["Levels", "Left out", "Changes"]
    assert "≤ 29" in {cell.value for row in book["Levels"].iter_rows() for cell in row}
    assert Event.objects.get(act=Act.EXPORTED).subject == "model-motor-frequency-R000002"


def test_without_a_run_it_says_what_to_do(desk_user, signed_in):
    assert b"No run is on the desk yet" in signed_in(desk_user("actuary")).get("/models/").content


PERIL = "/models/motor/frequency/?" + urlencode({"peril": "碰撞"})


def test_a_line_lists_its_perils_and_a_renewal_model_none(reader):
    page = text(reader.get("/models/motor/frequency/"))
    assert "Theft and robbery" in page
    assert "/models/motor/frequency/?peril=other" in page
    assert "Theft and robbery" not in text(reader.get("/models/motor/renewal/"))


def test_a_peril_has_a_page_of_its_own(actuary):
    page = text(actuary.get(PERIL))
    assert "Motor, Collision: Claims a year" in page
    assert "how this peril departs" in page
    assert "/edit?" not in page
    assert 'href="/models/motor/frequency/"' in page


def test_a_peril_that_the_run_has_not_is_not_found(reader):
    assert reader.get("/models/motor/frequency/?peril=meteor").status_code == 404
    assert reader.get("/models/motor/frequency/export.xlsx?peril=meteor").status_code == 404


def test_a_peril_s_tables_go_to_excel_under_its_name(reader):
    answer = reader.get("/models/motor/severity/export.xlsx?peril=other&with=R000001")
    assert "model-motor-other-severity-R000002.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book["Levels"]["A1"].value == "Motor, Other perils: Cost of a claim"
    assert "Changes" not in book.sheetnames
