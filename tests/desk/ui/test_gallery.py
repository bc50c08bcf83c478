from types import SimpleNamespace

from django.http import QueryDict

from kehu_desk.ui import gallery
from kehu_desk.ui.charts import KINDS


def test_every_kind_of_chart_hangs_in_the_gallery_but_plain_bars():
    assert {chart.kind for chart in gallery.charts()} == set(KINDS) - {"bars"}


def test_the_list_has_the_longest_name_and_none():
    listing = gallery.customers(SimpleNamespace(GET=QueryDict(""), session={}))
    names = [row["name"] for row in listing.rows]
    assert None in names
    assert max(len(name) for name in names if name) > 50
