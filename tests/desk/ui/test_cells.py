from kehu_desk.ui import cells
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Action, Badge

NAME = Column("name", "Name", "name")
RESULT = Column("result", "Result", "money_whole")


def row(columns, **values):
    return cells.table_row(
        Listing("a", columns, (), href=lambda _row: "/x?a=1&b=2").cells(values), phone={"result": "Result"}
    )


def test_what_a_source_wrote_cannot_become_markup():
    written = row((NAME, RESULT), name="<script>alert(1)</script>", result=1)
    assert "<script>" not in written
    assert "&lt;script&gt;" in written
    assert 'href="/x?a=1&amp;b=2"' in written


def test_a_figure_below_zero_is_marked_and_labelled_for_a_card():
    written = row((NAME, RESULT), name="a", result=-5)
    assert '<td class="num desk-negative on-phone" data-label="Result">−5</td>' in written


def test_a_long_text_says_itself_in_full_and_a_short_one_does_not():
    assert f'title="{"长" * 40}"' in row((NAME,), name="长" * 40)
    assert "title=" not in row((NAME,), name="王芳")


def test_nothing_is_shown_as_a_dash_in_every_kind():
    kinds = ("text", "name", "code", "count", "money", "day", "badge", "badges", "tier", "link")
    for kind in kinds:
        assert "–" in row((Column("value", "Value", kind),), value=None)


def test_small_marks_stand_in_cells():
    columns = [Column(name, name, name) for name in ("badge", "badges", "tier", "link")]
    written = row(
        columns, badge=Badge("In force", "good"), badges=[Badge("a"), Badge("b")], tier="A", link=Action("Open", "/o")
    )
    for part in ("desk-badge-good", ">a</span>", "desk-tier-a", 'href="/o"'):
        assert part in written


def test_a_loss_is_coloured_and_a_gain_is_not():
    assert "desk-negative" in cells.delta(-3)
    assert "desk-negative" not in cells.delta(3)
