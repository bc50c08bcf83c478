"""The pages of segments: built with a live count, saved, shared, and each person counts the own branch."""

import io

import openpyxl
import pytest

from kehu_desk.audit.models import Act, Event
from kehu_desk.segments import actions
from kehu_desk.segments.models import Segment
from tests.desk.segments.conftest import GOOD

ROW = {"rows": "1", "fact-0": "grade", "operator-0": "is", "box-0": ["A", "B"]}
HTMX = {"hx-request": "true"}


@pytest.fixture
def me(desk_user):
    return desk_user("underwriter", name="Wang Fang")


@pytest.fixture
def browser(me, signed_in, on_desk):
    return signed_in(me)


@pytest.fixture
def saved(me, on_desk):
    return actions.create(name="Good people", sharing="company", definition=GOOD, by=me)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/segments/", "/segments/new", "/segments/{pk}/", "/segments/{pk}/edit"])
def test_pages_need_few_queries_and_few_bytes(browser, saved, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(10):
        answer = browser.get(address.format(pk=saved.pk))
    assert answer.status_code == 200
    assert len(answer.content) < 60_000


def test_the_grid_is_one_step_away_for_those_who_may_see_the_portfolio(browser, on_desk, desk_user, signed_in):
    assert "/portfolio/value/" in text(browser.get("/segments/"))
    assert "/portfolio/value/" not in text(signed_in(desk_user("service_officer")).get("/segments/"))


def test_the_count_follows_without_anything_being_saved(browser):
    page = text(browser.post("/segments/new", {**ROW, "do": "count"}, headers=HTMX))
    assert page.startswith('<div id="segment-figures"')
    assert "28.6% of 7" in page
    assert not Segment.objects.exists()


def test_choosing_a_fact_brings_its_row_with_the_count_beside(browser):
    page = text(browser.post("/segments/new", {"rows": "1", "fact-0": "lines", "do": "update"}, headers=HTMX))
    assert '<div id="builder"' in page
    assert 'name="box-0" value="motor"' in page
    assert 'hx-swap-oob="true"' in page


def test_what_is_not_finished_does_not_count_and_is_said(browser):
    asked = {"rows": "1", "fact-0": "age_years", "operator-0": "at_least", "value-0": "old", "do": "count"}
    page = text(browser.post("/segments/new", asked, headers=HTMX))
    assert "100.0% of 7" in page
    assert "1 condition is not finished and does not count yet." in page


def test_it_works_without_scripts_as_well(browser):
    page = text(browser.post("/segments/new", {**ROW, "do": "update"}))
    assert "<h1>New segment" in page
    assert "28.6% of 7" in page


def test_saving_needs_a_name_and_right_conditions_and_loses_nothing(browser):
    page = text(browser.post("/segments/new", {**ROW, "name": "", "sharing": "private", "do": "save"}))
    assert "This field is required" in page
    assert 'value="A" checked' in page
    wrong = {"rows": "1", "fact-0": "age_years", "operator-0": "at_least", "value-0": "", "do": "save"}
    page = text(browser.post("/segments/new", {**wrong, "name": "Old", "sharing": "private"}))
    assert "Give a value." in page
    assert 'value="Old"' in page
    assert not Segment.objects.exists()


def test_what_is_saved_has_its_page(browser):
    answer = browser.post("/segments/new", {**ROW, "name": "Good", "sharing": "private", "do": "save"}, follow=True)
    page = text(answer)
    assert "Risk grade is A or B" in page
    assert "Customer C1" in page
    assert "Customer C3" not in page
    assert "Good" in text(browser.get("/segments/"))


def test_each_person_counts_the_own_branch(saved, desk_user, signed_in):
    north = signed_in(desk_user("salesperson", branch="HQ/North/2"))
    page = text(north.get(f"/segments/{saved.pk}/"))
    assert "100.0% of 1" in page
    assert "Customer C2" in page
    assert "Customer C1" not in page


def test_others_see_what_is_shared_and_change_nothing_of_it(saved, desk_user, signed_in):
    other = signed_in(desk_user("underwriter"))
    assert "/edit" not in text(other.get(f"/segments/{saved.pk}/"))
    assert other.get(f"/segments/{saved.pk}/edit").status_code == 404
    assert other.post(f"/segments/{saved.pk}/delete", {"version": 1}).status_code == 404
    Segment.objects.update(sharing="private")
    assert other.get(f"/segments/{saved.pk}/").status_code == 404


def test_a_copy_is_the_person_s_own(saved, desk_user, signed_in):
    other = signed_in(desk_user("underwriter"))
    page = text(other.get(f"/segments/new?copy={saved.pk}"))
    assert "Good people (copy)" in page
    assert 'value="A" checked' in page


def test_a_change_of_another_window_is_not_lost(browser, saved):
    asked = {**ROW, "name": "Mine", "sharing": "private", "do": "save"}
    assert browser.post(f"/segments/{saved.pk}/edit", {**asked, "version": "1"}).status_code == 302
    page = text(browser.post(f"/segments/{saved.pk}/edit", {**asked, "name": "Late", "version": "1"}))
    assert "changed in another window" in page
    assert "Late" in page
    assert Segment.objects.get().name == "Mine"


def test_it_is_deleted_by_who_made_it_and_of_the_version_seen(browser, saved):
    page = text(browser.post(f"/segments/{saved.pk}/delete", {"version": "9"}, follow=True))
    assert "has been changed since this page was shown" in page
    assert "was deleted" in text(browser.post(f"/segments/{saved.pk}/delete", {"version": "1"}, follow=True))
    assert not Segment.objects.exists()


def test_the_workbook_is_of_the_own_branch_and_recorded(saved, desk_user, signed_in):
    north = signed_in(desk_user("branch_manager", branch="HQ/North"))
    answer = north.get(f"/segments/{saved.pk}/export.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    told = {cell.value for row in book["Customers"].iter_rows() for cell in row}
    assert {"C1", "C2"} <= told
    assert "C4" not in told
    assert Event.objects.get(act=Act.EXPORTED).subject == "segment Good people"


def test_a_fact_that_is_gone_is_said_plainly(browser, saved):
    Segment.objects.update(
        definition={"version": 1, "groups": [[{"fact": "horoscope", "operator": "is", "values": ["x"]}]]}
    )
    assert "There is no such fact any more" in text(browser.get(f"/segments/{saved.pk}/"))
    assert "asks for what is no longer there" in text(browser.get("/segments/"))
    assert "There is no such fact any more" in text(browser.get(f"/segments/{saved.pk}/edit"))


def test_a_run_without_facts_says_what_to_do(browser, home, saved):
    (home.runs / "R000001" / "customer_facts.parquet").unlink()
    for address in ("/segments/new", f"/segments/{saved.pk}/"):
        assert "made before there were segments" in text(browser.get(address))


def test_without_a_run_it_says_what_to_do(desk_user, signed_in):
    assert b"No run is on the desk yet" in signed_in(desk_user("underwriter")).get("/segments/").content


@pytest.fixture
def foreign(saved):
    saved.definition = {"version": 99, "who": "knows"}
    saved.save()
    return saved


def test_a_segment_of_another_release_says_so_and_is_built_anew(browser, foreign):
    assert "Another release of Kehu" in text(browser.get(f"/segments/{foreign.pk}/"))
    assert "Another release of Kehu" in text(browser.get(f"/segments/{foreign.pk}/edit"))
    assert "Another release of Kehu" in text(browser.get(f"/segments/new?copy={foreign.pk}"))
    assert browser.get(f"/segments/{foreign.pk}/export.xlsx").status_code == 404
    assert browser.get("/segments/").status_code == 200


def test_a_value_that_nobody_has_is_named(browser):
    asked = {"rows": "1", "fact-0": "grade", "operator-0": "is", "box-0": ["A", "ZZ"], "do": "update"}
    assert "Nobody in this run: ZZ" in text(browser.post("/segments/new", asked, headers=HTMX))


def test_a_probability_is_asked_in_percent_and_80_is_refused(browser):
    asked = {"rows": "1", "fact-0": "renewal_probability", "operator-0": "at_least", "do": "update"}
    assert 'placeholder="80%"' in text(browser.post("/segments/new", asked, headers=HTMX))
    assert "at most 100%" in text(browser.post("/segments/new", {**asked, "value-0": "80"}, headers=HTMX))
    assert "at most 100%" not in text(browser.post("/segments/new", {**asked, "value-0": "80%"}, headers=HTMX))
