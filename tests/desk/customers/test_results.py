"""The lines below the search say who is meant and what else to do."""

from kehu_desk.customers.finding import Found
from kehu_desk.customers.results import search_results
from kehu_desk.published.models import Customer

WANG = Customer(
    customer_id="C1",
    name="王芳",
    branch="HQ/North",
    lines=",motor,",
    tier="A",
    result_cents=12_345_00,
    earned_premium_cents=0,
)


def test_a_line_names_the_customer_its_branch_and_its_result():
    (line,) = search_results(Found((WANG,)), "王").found
    assert (line.title, line.text, line.href, line.hint) == ("王芳", "North · Motor", "/customers/C1/", "12.3 k")


def test_nothing_typed_shows_nothing():
    assert search_results(None, "").found == ()
    assert search_results(None, "").words == ""


def test_too_little_typed_asks_for_more():
    assert "Go on typing" in search_results(Found(is_short=True), "w").words


def test_a_mended_spelling_and_nobody_are_told_apart():
    assert "Did you mean" in search_results(Found((WANG,), is_mended=True), "x").words
    assert search_results(Found(), "x").words == "Nobody is found."


def test_more_than_is_shown_leads_to_the_list():
    assert search_results(Found((WANG,), has_more=True), "王 芳").more_href == "/customers/?q=%E7%8E%8B+%E8%8A%B3"
