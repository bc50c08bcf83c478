"""The list shows what people choose, and a customer without a name by its number."""

from django.test import RequestFactory

from kehu_desk.customers import columns
from kehu_desk.customers.queries import Page, order_of
from kehu_desk.published.models import Customer


def request(query=""):
    made = RequestFactory().get(f"/customers/?{query}")
    made.session = {}
    return made


def test_every_column_reads_a_customer():
    bare = Customer(
        customer_id="C1", name="", branch="", lines="", earned_premium_cents=1, incurred_cents=0, result_cents=-5
    )
    values = {column.name: column.value(bare) for column in columns.COLUMNS}
    assert (values["title"], values["branch_name"]) == ("C1", "")


def test_columns_are_chosen_and_the_name_stays():
    shown = columns.listing(request("columns=channel"), Page((), order_of("")))
    assert [column.name for column in shown.columns] == ["title", "channel"]


def test_the_link_of_a_customer_is_its_page():
    assert columns.customer_links()(Customer(customer_id="C1")) == "/customers/C1/"


def test_a_search_that_finds_nobody_says_what_to_try():
    assert "pinyin" in str(columns.found_listing(request(), ()).empty.text)
