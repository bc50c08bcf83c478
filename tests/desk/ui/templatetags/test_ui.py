import datetime
from decimal import Decimal

import pytest
from django.template import engines

from kehu_desk.ui.charts import Chart, Series
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Action, Badge, Empty, Fact, Figure, Found, Moment, Progress, Reason, SearchResults


@pytest.fixture
def draw(rf):
    """`draw("{% tag %}", name=value)` is the HTML of a template."""

    def make(source, path="/list/?q=a&after=9", **context):
        return engines["django"].from_string(source).render(context, rf.get(path))

    return make


def test_figures_are_filters_of_every_template(draw):
    assert draw("{{ a|money }} {{ a|count }} {{ s|percent:0 }}", a=Decimal("1234.5"), s=0.5) == "1,234.50 1,235 50%"
    assert draw("{{ '13812348000'|masked_phone }} {{ 'home'|code_name:'line' }}") == "138****8000 Home"


def test_a_panel_by_hand_holds_its_body_and_its_actions(draw):
    actions = (Action("Excel", "/x", "download"),)
    html = draw("{% panel title=t actions=a flush=True %}<b>{{ n }}</b>{% endpanel %}", t="A & B", n="<x>", a=actions)
    for part in ("A &amp; B", "<b>&lt;x&gt;</b>", 'href="/x"', "desk-panel-flush"):
        assert part in html


def test_a_capped_count_says_that_there_are_more(draw):
    listing = Listing("a", (Column("n", "N"),), ({"n": 1},), count=1000, count_is_capped=True)
    assert "1,000+ rows" in draw("{% listing l %}", l=listing)
    assert "1 row<" in draw("{% listing l %}", l=Listing("a", listing.columns, listing.rows, count=1)).replace("\n", "")


def test_pages_turn_by_key_and_keep_the_query(draw):
    listing = Listing("a", (Column("n", "N"),), ({"n": 1},), next_key="25", previous_key="17")
    html = draw("{% listing l %}", l=listing)
    assert 'rel="next" href="?q=a&amp;after=25"' in html
    assert 'rel="prev" href="?q=a&amp;before=17"' in html


def test_an_empty_list_says_why_it_is_empty(draw):
    empty = Empty("No claims", "Nothing was reported.", Action("Back", "/b"))
    html = draw("{% listing l %}", l=Listing("a", (Column("n", "N"),), (), empty=empty))
    assert "No claims" in html
    assert 'href="/b"' in html
    assert "<table" not in html


def test_a_total_stands_below_the_rows(draw):
    listing = Listing("a", (Column("n", "N", "money"),), ({"n": 1}, {"n": 2}), total={"n": 3})
    assert "<tfoot><tr><td" in draw("{% listing l %}", l=listing)


def test_a_chart_carries_its_data_and_its_table(draw):
    chart = Chart("c", "</script><b>", "bars", ("2024",), (Series("Premium", (Decimal("7.5"),)),), excel="/c.xlsx")
    html = draw("{% chart c %}", c=chart)
    assert "</script><b>" not in html
    for part in ('type="application/json"', "<table", 'href="/c.xlsx"', "data-shows-table"):
        assert part in html


def test_a_chart_without_figures_says_so(draw):
    html = draw("{% chart c %}", c=Chart("c", "T", "bars", (), (Series("a", ()),)))
    assert "There are no figures to draw yet." in html
    assert "desk-chart-area" not in html


@pytest.mark.parametrize(
    ("tag", "value", "part"),
    [
        ("figures", [Figure("Result", "−3", "CNY", "Loses", "poor")], "desk-tone-poor"),
        ("facts", [Fact("Name", "")], "<dd>–"),
        ("reasons", [Reason("Why", "good", share=0.2)], "20%"),
        ("timeline", [Moment(datetime.date(2024, 1, 2), "Began", amount=Decimal(5))], 'datetime="2024-01-02"'),
        ("progress", Progress("Reading", 0.5), 'value="50"'),
        ("progress", Progress("Waiting"), "Waiting"),
        ("search_results", SearchResults((Found("王芳", "/c/1"),)), 'role="option"'),
        ("badge", Badge("New", "good"), "desk-badge-good"),
        ("tier_badge", "B", "desk-tier-b"),
        ("action_button", Action("Go", "/g", kind="main"), "desk-button-main"),
    ],
)
def test_each_small_component_is_drawn_from_its_value(draw, tag, value, part):
    assert part in draw(f"{{% {tag} v %}}", v=value)


def test_a_dialog_is_opened_by_its_button(draw):
    html = draw("{% dialog 'go' 'Sure?' opener='Go' %}<p>{{ n }}</p>{% dialog_close %}{% enddialog %}", n="<x>")
    assert 'data-opens="dialog-go"' in html
    assert 'id="dialog-go"' in html
    assert "<p>&lt;x&gt;</p>" in html


def test_a_limit_is_moved_by_a_form_that_works_without_scripts(draw, rf):
    tag = "{% slider name='kept' value=2 most=5 label='Kept' shown=0.97 %}"
    html = draw(tag, request=rf.get("/renewals/scenarios/"))
    assert 'action="/renewals/scenarios/"' in html and 'hx-target="#kept-answer"' in html
    assert 'max="5"' in html and 'value="2"' in html and "97%" in html
    assert "<noscript><button" in html
