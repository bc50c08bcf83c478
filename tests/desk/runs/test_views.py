"""The whole way at the desk: files tried, seen, loaded; a run made, published, and gone back from."""

import datetime

import pytest

from kehu.stores import batches, run_folders
from kehu_desk.audit.models import Act, Event
from kehu_desk.published.current import current_run
from kehu_desk.runs import uploads
from kehu_desk.runs.models import Job, Status

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = datetime.date(2024, 1, 2).isoformat()


@pytest.fixture
def browser(desk_user, signed_in):
    return signed_in(desk_user("actuary"))


def give(browser, file, mapping, other=()):
    """Give a file; the page of the load that was tried."""
    data = {"files": file, "mapping": mapping, "extract_date": TODAY} | dict(other)
    return browser.post("/runs/loads/new", data, follow=True)


def test_a_load_is_tried_before_anything_changes(browser, home, mapping, policies):
    page = give(browser, policies(), mapping).content.decode()
    assert batches.active(home) == ()
    assert "expires after inception" in page and "Load into the book" in page
    assert Job.objects.get().outcome["files"][0]["rejected"] == 1


def test_what_was_tried_is_loaded_and_the_files_are_gone(browser, home, mapping, policies):
    give(browser, policies(), mapping)
    tried = Job.objects.get()
    browser.post(f"/runs/loads/{tried.pk}/commit")
    (batch,) = batches.active(home)
    assert [(file.read, file.accepted, file.rejected) for file in batch.files] == [(4, 3, 1)]
    assert not uploads.folder_of(tried.asked["ticket"]).exists()
    assert Event.objects.filter(act=Act.LOADED).count() == 1


def test_what_was_loaded_cannot_be_loaded_again(browser, home, mapping, policies):
    give(browser, policies(), mapping)
    pk = Job.objects.get().pk
    for _ in range(2):
        answer = browser.post(f"/runs/loads/{pk}/commit", follow=True)
    assert b"were loaded or given up already" in answer.content
    assert len(batches.active(home)) == 1


def test_files_that_are_in_the_book_already_promise_no_change(browser, loaded, mapping, policies):
    page = give(browser, policies(), mapping).content.decode()
    assert "in the book already, as B000001" in page
    assert "What changes in the book" not in page and "Load into the book" not in page


def test_rejects_are_downloaded_and_that_is_kept(browser, home, mapping, policies):
    give(browser, policies(), mapping)
    answer = browser.get(f"/runs/loads/{Job.objects.get().pk}/rejects.csv")
    assert b"expires_after_inception" in b"".join(answer.streaming_content)
    assert Event.objects.get(act=Act.EXPORTED).subject == "rejects"


def test_files_that_are_given_up_are_deleted(browser, home, mapping, policies):
    give(browser, policies(), mapping)
    tried = Job.objects.get()
    browser.post(f"/runs/loads/{tried.pk}/discard")
    assert not uploads.folder_of(tried.asked["ticket"]).exists()
    again = browser.post(f"/runs/loads/{tried.pk}/discard", follow=True)
    assert b"were loaded or given up already" in again.content


def test_a_folder_that_waits_on_the_server_is_loaded_and_left_there(browser, home, mapping, policies):
    (home.folder / "incoming" / "July").mkdir(parents=True)
    (home.folder / "incoming" / "July" / "policies.csv").write_bytes(policies().read())
    page = give(browser, "", mapping, {"folder": "July"}).content.decode()
    assert "July" in page and "Load into the book" in page
    browser.post(f"/runs/loads/{Job.objects.get().pk}/commit")
    assert len(batches.active(home)) == 1
    assert (home.folder / "incoming" / "July" / "policies.csv").exists()


@pytest.mark.parametrize("folder", ["..", "../..", "July/../..", "August"])
def test_no_folder_is_taken_but_those_that_wait(browser, home, mapping, folder):
    (home.folder / "incoming" / "July").mkdir(parents=True)
    assert b"Select a valid choice" in give(browser, "", mapping, {"folder": folder}).content
    assert not Job.objects.exists()


def test_files_or_a_folder_and_not_both(browser, home, mapping, policies):
    (home.folder / "incoming" / "July").mkdir(parents=True)
    assert b"not both" in give(browser, policies(), mapping, {"folder": "July"}).content
    assert b"Give the files to load" in give(browser, "", mapping).content


def test_a_file_that_does_not_fit_is_refused_in_the_engines_words(browser, home, mapping, policies):
    page = give(browser, policies(text="a,b\n1,2\n"), mapping)
    assert b"the heading lacks" in page.content
    assert Job.objects.get().status == Status.FAILED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"extract_date": "2999-01-01"}, "in the future"),
        ({"extract_date": ""}, "required"),
        ({"mapping": "none"}, "valid"),
    ],
)
def test_a_form_that_is_wrong_says_so_beside_the_field(browser, home, mapping, policies, change, words):
    assert words in give(browser, policies(), mapping, change).content.decode()
    assert not Job.objects.exists()


def test_a_file_of_another_kind_is_refused(browser, home, mapping, policies):
    page = give(browser, policies(name="policies.exe"), mapping)
    assert b"not a kind of file that can be read" in page.content


def test_a_run_is_made_published_and_gone_back_from(browser, loaded):
    browser.post("/runs/publish", {"label": "R000001"})
    browser.post("/runs/start", {"as_of": "2023-06-30"})
    browser.post("/runs/publish", {"label": "R000002"})
    assert (current_run().label, run_folders.current(loaded).label) == ("R000002", "R000002")
    page = browser.post("/runs/return", {"label": "R000001"}, follow=True)
    assert b"R000001 is on the desk again" in page.content
    assert (current_run().label, run_folders.current(loaded).label) == ("R000001", "R000001")
    acts = [Act.PUBLISHED, Act.RAN, Act.PUBLISHED, Act.WENT_BACK]
    assert list(Event.objects.order_by("pk").values_list("act", flat=True))[-4:] == acts


def test_one_cannot_go_back_to_a_run_that_was_never_there(browser, loaded):
    assert b"not on the desk any more" in browser.post("/runs/return", {"label": "R9"}, follow=True).content
    assert browser.post("/runs/publish", {"label": "R9"}).status_code == 404


def test_a_batch_is_taken_back(browser, loaded):
    page = browser.post("/runs/loads/withdraw", {"number": "1"}, follow=True)
    assert b"B000001 was taken back" in page.content
    assert batches.active(loaded) == ()


def test_a_batch_that_is_not_there_is_refused_in_words(browser, loaded):
    assert b"There is no batch 9" in browser.post("/runs/loads/withdraw", {"number": "9"}, follow=True).content
    assert browser.post("/runs/loads/withdraw", {"number": "x"}).status_code == 302


@pytest.mark.parametrize("address", ["/runs/", "/runs/R000001/", "/runs/start", "/runs/loads/", "/runs/loads/new"])
def test_every_page_stands(browser, loaded, address):
    assert browser.get(address).status_code == 200


def test_pages_stand_in_a_home_without_anything(browser, home):
    assert b"There is no run yet" in browser.get("/runs/").content
    assert b"The book is empty" in browser.get("/runs/loads/").content
    assert browser.get("/runs/R000001/").status_code == 404


def test_work_in_hand_is_asked_for_again_and_again(browser, home, desk_user):
    job = Job.objects.create(kind="run", by=desk_user("actuary"))
    fragment = browser.get(f"/runs/jobs/{job.pk}/", headers={"hx-request": "true"}).content.decode()
    assert f'hx-get="/runs/jobs/{job.pk}/"' in fragment and "waiting for its turn" in fragment


def test_models_are_judged_in_the_background_and_it_is_recorded(browser, home):
    assert "Give the day of the past." in browser.post("/runs/judge", {"kind": "backtest"}).content.decode()
    page = browser.post("/runs/judge", {"kind": "challenge"}, follow=True).content.decode()
    assert "there is no run yet" in page
    assert (Job.objects.get().kind, Event.objects.get().act) == ("challenge", Act.JUDGED)
