import re

from kehu_desk.ui.icons import ICONS

NAMED = re.compile(r"""(?:\{% icon |icon(?:_name)?=)["']([a-z0-9-]+)["']""")


def test_every_icon_that_a_page_names_is_in_the_sprite(root):
    files = [path for path in (root / "src" / "kehu_desk").rglob("*") if path.suffix in (".html", ".py")]
    named = {name: path.name for path in files for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert {name: place for name, place in named.items() if name not in ICONS} == {}


def test_no_icon_stands_twice():
    assert len(set(ICONS)) == len(ICONS)
